// The batch script of a job array: one task for each shard. The script becomes the program (exec), so that Slurm's signals
// reach it: 60 seconds before its time is up, or when it is preempted, a task is told to stop (TERM) and can store what it
// has.

using System.Globalization;
using System.Text;

namespace Verify.Audit.Cluster;

/// <summary>Writes batch scripts.</summary>
public static class SlurmScript
{
    /// <summary>The script's text: LF line ends, the same for the same job.</summary>
    public static string Render(ClusterJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        SlurmOptions options = job.Options;
        string log = Path.Combine(job.Folder, ClusterJob.SlurmName, "task-");
        string? pattern = ShellQuote.SbatchPattern(log, "%a.log");
        StringBuilder script = new();
        void Line(string line) => script.Append(line).Append('\n');
        void Option(string name, string? value)
        {
            if (value is not null)
            {
                Line($"#SBATCH --{name}={value}");
            }
        }

        Line("#!/bin/bash");
        Option("job-name", job.Name);
        Option("array", string.Create(CultureInfo.InvariantCulture, $"1-{options.ArraySize}"));
        Option("cpus-per-task", options.CpusPerTask.ToString(CultureInfo.InvariantCulture));
        Option("time", options.Time);
        Option("partition", options.Partition);
        Option("account", options.Account);
        Option("mem", options.Memory);
        Line("#SBATCH --requeue");
        Line("#SBATCH --signal=B:TERM@60");
        Line("#SBATCH --open-mode=append");
        Option("output", pattern ?? "/dev/null");
        Line("");
        Line("shard=$SLURM_ARRAY_TASK_ID");
        if (pattern is null)
        {
            // Slurm cannot write this path; the shell can.
            Line($"exec >>{ShellQuote.Word(log)}\"$shard\".log 2>&1");
        }

        string count = options.ArraySize.ToString(CultureInfo.InvariantCulture);
        string shards = Path.Combine(job.Folder, ClusterJob.ShardsName) + Path.DirectorySeparatorChar;
        string command = string.Join(' ', job.Program.Concat(job.Arguments).Select(ShellQuote.Word));
        Line($"exec {command} \\");
        Line($"    --jobs {options.CpusPerTask.ToString(CultureInfo.InvariantCulture)} \\");
        Line($"    --shard \"$shard/{count}\" \\");
        Line($"    --out {ShellQuote.Word(shards)}\"$shard-of-{count}\"");
        return script.ToString();
    }
}
