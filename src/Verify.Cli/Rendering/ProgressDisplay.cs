// Progress of long work on stderr: a bar on a terminal, a plain line every tenth otherwise.

using System.Diagnostics;
using Spectre.Console;

namespace Verify.Cli.Rendering;

/// <summary>Shows how far a piece of work is.</summary>
internal static class ProgressDisplay
{
    /// <summary>Reports the item at work, and units done of units planned.</summary>
    internal delegate void Reporter(string item, long done, long planned);

    /// <summary>Runs the work and shows what it reports.</summary>
    internal static T Show<T>(string title, Func<Reporter, T> work) =>
        Consoles.DrawsProgress ? Draw(title, work) : Print(title, work);

    private static T Draw<T>(string title, Func<Reporter, T> work) =>
        Consoles
            .Progress.Progress()
            .HideCompleted(true)
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                ProgressTask task = context.AddTask(title);
                return work(
                    (item, done, planned) =>
                    {
                        task.MaxValue = planned;
                        task.Value = done;
                        task.Description = Markup.Escape($"{title} {item}");
                    }
                );
            });

    private static T Print<T>(string title, Func<Reporter, T> work)
    {
        const int Parts = 10;
        Stopwatch clock = Stopwatch.StartNew();
        long printed = 0;
        return work(
            (item, done, planned) =>
            {
                long part = planned == 0 ? Parts : done * Parts / planned;
                if (part > printed)
                {
                    printed = part;
                    Console.Error.WriteLine(
                        $"{title}: {done} of {planned} ({100 * done / Math.Max(1, planned)} %), {clock.Elapsed.TotalSeconds:F0} s, {item}"
                    );
                }
            }
        );
    }
}
