// The result of a sweep on the terminal: how its runs ended, which ones did not end well, and where the rest is.

using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;

namespace Verify.Cli.Rendering;

internal static class SweepLines
{
    /// <summary>Runs named one by one; more are in the table of runs.</summary>
    private const int MostNamed = 10;

    /// <summary>What a sweep would run: how many, over which values, and what is fixed at another value than its default.</summary>
    internal static void Write(SweepPlan plan, Shard? shard)
    {
        string runs = plan.Count == 1 ? "run" : "runs";
        string part = shard is null ? "" : $", {shard.CountOf(plan.Count)} of them in shard {shard}";
        Console.WriteLine($"{plan.Count} {runs}{part}.");
        foreach (SweepAxis axis in plan.Axes)
        {
            Console.WriteLine($"  {axis} ({axis.Values.Length} values)");
        }

        string[] others = [.. plan.Words().Skip(plan.Axes.Length)];
        Console.WriteLine(
            others.Length == 0
                ? "All other keys have their defaults."
                : $"With {string.Join(' ', others)}; all other keys have their defaults."
        );
    }

    internal static void Write(SweepFolder folder, SweepSummary summary, TimeSpan? elapsed)
    {
        int named = 0;
        foreach (int run in summary.Diverged + summary.Failed > 0 ? folder.Runs : [])
        {
            if (folder.Record(run) is { Status: not RunEnd.Completed } record && named++ < MostNamed)
            {
                Console.WriteLine($"{Name(folder, run)} {RunSummary.NameOf(record.Status)}{Why(record)}");
            }
        }

        if (named > MostNamed)
        {
            Console.WriteLine(
                $"and {named - MostNamed} more: see the column 'status' of {SweepSummary.TableName}."
            );
        }

        int done = summary.Planned - summary.Left;
        string time = elapsed is { } span ? $", {Durations.Text(span)}" : "";
        string part = folder.Shard is { } shard ? $" of shard {shard}" : "";
        Console.WriteLine(
            summary.Left > 0
                ? $"Interrupted: {done} of {summary.Planned} runs{part} are over. The same command goes on."
                : $"{summary.Planned} run{(summary.Planned == 1 ? "" : "s")}{part}: {summary.Completed} completed, {summary.Diverged} diverged, {summary.Failed} failed{time}."
        );
        Console.WriteLine($"Table: {Path.Combine(folder.Location, SweepSummary.TableName)}");
        if (summary.Left == 0 && folder.Shard is not null)
        {
            Console.WriteLine("With the folders of all shards: verify merge DIR ... --out DIR");
        }
        else if (summary is { Left: 0, Completed: > 0 })
        {
            Console.WriteLine($"Figures: verify figures {folder.Location}");
        }
    }

    private static string Name(SweepFolder folder, int run) =>
        folder.Plan.Count == 1 ? "The run" : $"Run {run} ({folder.Plan.Describe(run)})";

    private static string Why(RunSummary record) =>
        record.Reason is { } reason ? $": {reason}" : $" after {record.Epochs} epochs.";
}
