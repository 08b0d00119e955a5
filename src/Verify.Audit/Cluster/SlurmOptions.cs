// What a user asks of Slurm. The values are checked for their form; whether there is such a partition is Slurm's to say.

using System.Globalization;
using System.Text.RegularExpressions;
using Verify.Core.Data;

namespace Verify.Audit.Cluster;

/// <summary>Options of a job array. Null leaves the cluster's default.</summary>
public sealed partial record SlurmOptions
{
    /// <summary>Tasks of the array when none are asked for.</summary>
    public const int DefaultArraySize = 8;

    /// <summary>Submissions after the first when no number is asked for.</summary>
    public const int DefaultMaxRequeue = 3;

    private readonly int arraySize = DefaultArraySize;
    private readonly int cpusPerTask = 1;
    private readonly int maxRequeue = DefaultMaxRequeue;
    private readonly string? time;
    private readonly string? partition;
    private readonly string? account;
    private readonly string? memory;

    /// <summary>Shards, one for each task of the array.</summary>
    /// <exception cref="InputException">On setting: less than 1.</exception>
    public int ArraySize
    {
        get => arraySize;
        init => arraySize = AtLeast(value, 1, "--array-size");
    }

    /// <summary>Cores of a task, and the threads that it runs.</summary>
    /// <exception cref="InputException">On setting: less than 1.</exception>
    public int CpusPerTask
    {
        get => cpusPerTask;
        init => cpusPerTask = AtLeast(value, 1, "--cpus-per-task");
    }

    /// <summary>How often a task that ended unfinished is submitted again.</summary>
    /// <exception cref="InputException">On setting: negative.</exception>
    public int MaxRequeue
    {
        get => maxRequeue;
        init => maxRequeue = AtLeast(value, 0, "--max-requeue");
    }

    /// <summary>The limit of a task's wall time in one of Slurm's forms, such as 30, 2:00:00 or 1-12.</summary>
    /// <exception cref="InputException">On setting: another form.</exception>
    public string? Time
    {
        get => time;
        init =>
            time = Of(
                value,
                TimeForm(),
                "--time",
                "minutes, hours:minutes:seconds or days-hours:minutes:seconds"
            );
    }

    /// <summary>The partitions to choose from, separated by commas.</summary>
    /// <exception cref="InputException">On setting: not such names.</exception>
    public string? Partition
    {
        get => partition;
        init =>
            partition = Of(value, NamesForm(), "--partition", "a partition's name, or several with commas");
    }

    /// <summary>The account that is charged.</summary>
    /// <exception cref="InputException">On setting: not a name.</exception>
    public string? Account
    {
        get => account;
        init => account = Of(value, NameForm(), "--account", "an account's name");
    }

    /// <summary>The memory of a task, in MB or with K, M, G or T.</summary>
    /// <exception cref="InputException">On setting: another form.</exception>
    public string? Memory
    {
        get => memory;
        init => memory = Of(value, MemoryForm(), "--mem", "a whole number and K, M, G or T");
    }

    private static int AtLeast(int value, int least, string option) =>
        value >= least
            ? value
            : throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{option} {value}' is not a whole number from {least} to {int.MaxValue}."
                )
            );

    private static string? Of(string? value, Regex form, string option, string accepted) =>
        value is null || form.IsMatch(value)
            ? value
            : throw new InputException($"'{option} {Printable(value)}' is not {accepted}.");

    private static string Printable(string value) =>
        string.Concat(value.Select(c => char.IsControl(c) ? '?' : c));

    [GeneratedRegex("""\A(?:[0-9]{1,9}(?::[0-9]{1,4}){0,2}|[0-9]{1,6}-[0-9]{1,4}(?::[0-9]{1,4}){0,2})\z""")]
    private static partial Regex TimeForm();

    [GeneratedRegex("""\A[A-Za-z0-9_][A-Za-z0-9_.-]*(?:,[A-Za-z0-9_][A-Za-z0-9_.-]*)*\z""")]
    private static partial Regex NamesForm();

    [GeneratedRegex("""\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z""")]
    private static partial Regex NameForm();

    [GeneratedRegex("""\A[0-9]{1,12}[KMGT]?\z""")]
    private static partial Regex MemoryForm();
}
