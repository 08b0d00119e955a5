// Slurm by its commands: sbatch, squeue, sacct and scontrol. Parsing only; what to do about it is JobFollower.cs.

using System.Globalization;

namespace Verify.Audit.Cluster;

/// <summary>Runs Slurm's commands, each with a limit of time.</summary>
/// <param name="limit">What a command may take; null for a minute.</param>
/// <param name="commands">The folder of the commands; null to find them by PATH.</param>
public sealed class SlurmClient(TimeSpan? limit = null, string? commands = null) : ISlurm
{
    private const int LongestMessage = 300;

    private readonly TimeSpan limit = limit ?? TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Submit(string script, IReadOnlyList<int> tasks)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(tasks);
        // The script by standard input: nothing has to be on the disk before Slurm has accepted it.
        CommandResult result = Run(
            "sbatch",
            ["--parsable", $"--array={TaskList.Render(tasks)}"],
            input: script,
            without: "SBATCH_"
        );
        if (result.ExitCode != 0)
        {
            throw Failed("sbatch", result);
        }

        // "12" or "12;cluster", the last line: sites print news before it.
        string id = result.Out.Trim().Split('\n')[^1].Split(';')[0].Trim();
        return id.Length > 0 && id.All(char.IsAsciiDigit)
            ? id
            : throw new SlurmException("sbatch did not say a job id");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<int, QueuedTask> Queue(string jobName)
    {
        ArgumentNullException.ThrowIfNull(jobName);
        // By name and not by id: an id that Slurm has forgotten is an error to it.
        CommandResult result = Run(
            "squeue",
            ["--noheader", "--array", $"--name={jobName}", "--format=%F|%K|%T|%r"],
            input: "",
            without: "SQUEUE_"
        );
        if (result.ExitCode != 0)
        {
            throw Failed("squeue", result);
        }

        Dictionary<int, QueuedTask> tasks = [];
        foreach (string line in Lines(result.Out))
        {
            if (
                line.Split('|', 4) is not [string id, string index, string state, string reason]
                || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int task)
            )
            {
                throw new SlurmException($"squeue answers what cannot be read: '{Short(line)}'");
            }

            QueuedTask found = new(
                id,
                state
                    is "RUNNING"
                        or "COMPLETING"
                        or "SUSPENDED"
                        or "STOPPED"
                        or "CONFIGURING"
                        or "SIGNALING"
                        or "STAGE_OUT"
                        or "RESIZING",
                reason is "" or "None" or "(null)" ? null : reason
            );
            // A task that is in the queue twice, of two submissions: the one that runs counts.
            if (!tasks.TryGetValue(task, out QueuedTask? other) || !other.IsRunning)
            {
                tasks[task] = found;
            }
        }

        return tasks;
    }

    /// <inheritdoc/>
    public string? EndOf(string jobId, int task)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{jobId}_{task}");
        try
        {
            return FromAccounting(id) ?? FromController(id);
        }
        catch (SlurmException)
        {
            return null; // it is for a message only
        }
    }

    private string? FromAccounting(string id)
    {
        CommandResult result = Run(
            "sacct",
            ["--noheader", "--parsable2", "--allocations", $"--jobs={id}", "--format=State,ExitCode"],
            input: "",
            without: "SACCT_"
        );
        // Where there is no accounting sacct fails, or knows nothing.
        return
            result.ExitCode == 0
            && Lines(result.Out).LastOrDefault()?.Split('|') is [string state, string code]
            ? End(state, code)
            : null;
    }

    private string? FromController(string id)
    {
        CommandResult result = Run(
            "scontrol",
            ["show", "job", id, "--oneliner"],
            input: "",
            without: "SCONTROL_"
        );
        if (result.ExitCode != 0 || Lines(result.Out).FirstOrDefault() is not { } line)
        {
            return null;
        }

        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in line.Split(' '))
        {
            if (field.Split('=', 2) is [string name, string value])
            {
                fields.TryAdd(name, value);
            }
        }

        return fields.TryGetValue("JobState", out string? state)
            ? End(state, fields.GetValueOrDefault("ExitCode", ""))
            : null;
    }

    /// <summary>"CANCELLED by 0" and "0:9" as "CANCELLED by 0, signal 9".</summary>
    private static string? End(string state, string code)
    {
        string how = code.Split(':') switch
        {
            [_, { } signal] when signal != "0" => $", signal {signal}",
            [{ } exit, _] when exit != "0" => $", exit code {exit}",
            _ => "",
        };
        return state.Length == 0 ? null : Short(state) + how;
    }

    private CommandResult Run(string program, string[] arguments, string input, string without) =>
        CommandProcess.Run(
            commands is null ? program : Path.Combine(commands, program),
            arguments,
            input,
            without,
            limit
        );

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The last thing that the command said: "sbatch: error: Batch job submission failed: .." without its head.</summary>
    private static SlurmException Failed(string program, CommandResult result)
    {
        string said = Lines(result.Error).LastOrDefault() ?? "";
        foreach (
            string head in new[]
            {
                $"{program}: ",
                "error: ",
                "Batch job submission failed: ",
                "slurm_load_jobs error: ",
            }
        )
        {
            said = said.StartsWith(head, StringComparison.Ordinal) ? said[head.Length..] : said;
        }

        return new SlurmException(
            said.Length == 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{program} fails with exit code {result.ExitCode}"
                )
                : $"{program} says: {Short(said)}"
        );
    }

    /// <summary>A part of a sentence on one line.</summary>
    private static string Short(string text)
    {
        string clean = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)).TrimEnd('.', ' ');
        return (clean.Length <= LongestMessage ? clean : clean[..LongestMessage]).Replace(
            ". ",
            "; ",
            StringComparison.Ordinal
        );
    }
}
