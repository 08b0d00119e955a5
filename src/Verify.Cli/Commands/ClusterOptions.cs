// The options that send a command's shards to a cluster, for every verb that has shards. What they ask for is Verify.Audit's.

using System.CommandLine;
using System.CommandLine.Parsing;
using Verify.Audit.Cluster;
using Verify.Audit.Sharding;

namespace Verify.Cli.Commands;

/// <summary>--slurm, --slurm-dry-run and what goes with them.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<bool> slurm = new("--slurm")
    {
        Description = "Run the shards as a Slurm job array, follow it and merge; again: follow it again.",
    };

    private readonly Option<bool> dryRun = new("--slurm-dry-run")
    {
        Description = "Print the batch script of --slurm and submit nothing.",
    };

    private readonly Option<int?> arraySize = Options.WholeNumber(
        "--array-size",
        1,
        $"Tasks of the array, a shard each. Default: {SlurmOptions.DefaultArraySize}."
    );

    private readonly Option<int?> cpusPerTask = Options.WholeNumber(
        "--cpus-per-task",
        1,
        "Cores and threads of a task. Default: 1."
    );

    private readonly Option<int?> maxRequeue = Options.WholeNumber(
        "--max-requeue",
        0,
        $"How often a task that ends unfinished is submitted again. Default: {SlurmOptions.DefaultMaxRequeue}."
    );

    private readonly Option<string?> time = Text("--time", "A task's limit of time, as sbatch takes it.");
    private readonly Option<string?> partition = Text("--partition", "Slurm's partition.");
    private readonly Option<string?> account = Text("--account", "Slurm's account.");
    private readonly Option<string?> memory = Text("--mem", "A task's memory, as sbatch takes it.");

    /// <summary>Adds them to a verb that has --shard and --jobs, neither of which goes with them.</summary>
    internal void AddTo(Command command, Option<Shard?> shard, Option<int?> jobs)
    {
        Option[] details = [arraySize, time, partition, account, cpusPerTask, memory, maxRequeue];
        foreach (Option option in details.Prepend(dryRun).Prepend(slurm))
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            bool isAsked = result.GetValue(slurm) || result.GetValue(dryRun);
            if (!isAsked && details.FirstOrDefault(option => IsGiven(result, option)) is { } alone)
            {
                result.AddError($"'{alone.Name}' goes with '--slurm' only");
            }

            if (isAsked && IsGiven(result, shard))
            {
                result.AddError("'--shard' does not go with '--slurm', whose tasks are the shards");
            }

            if (isAsked && IsGiven(result, jobs))
            {
                result.AddError(
                    "'--jobs' does not go with '--slurm': '--cpus-per-task' says the threads of a task"
                );
            }
        });
    }

    /// <summary>What is asked of Slurm; null when nothing is.</summary>
    /// <exception cref="Core.Data.InputException">A value is not of its form.</exception>
    internal SlurmOptions? Of(ParseResult parsed) =>
        parsed.GetValue(slurm) || parsed.GetValue(dryRun)
            ? new SlurmOptions
            {
                ArraySize = parsed.GetValue(arraySize) ?? SlurmOptions.DefaultArraySize,
                CpusPerTask = parsed.GetValue(cpusPerTask) ?? 1,
                MaxRequeue = parsed.GetValue(maxRequeue) ?? SlurmOptions.DefaultMaxRequeue,
                Time = parsed.GetValue(time),
                Partition = parsed.GetValue(partition),
                Account = parsed.GetValue(account),
                Memory = parsed.GetValue(memory),
            }
            : null;

    /// <summary>Whether the script is only to be printed.</summary>
    internal bool IsDryRun(ParseResult parsed) => parsed.GetValue(dryRun);

    private static bool IsGiven(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false };

    private static Option<string?> Text(string name, string description) =>
        new(name) { Description = description };
}
