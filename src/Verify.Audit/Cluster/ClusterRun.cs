// Submits a job array, or finds the one that is there, and follows it to its end. What a task does is its own process's
// business, what to do about one that fails is JobFollower.cs, and merging is the verb's.

using Verify.Audit.Running;
using Verify.Core.Data;

namespace Verify.Audit.Cluster;

/// <summary>Runs a plan on a cluster.</summary>
/// <param name="job">What is run.</param>
/// <param name="slurm">Slurm.</param>
/// <param name="wait">Waits for a time, or throws when it is cancelled; null for the clock.</param>
public sealed class ClusterRun(ClusterJob job, ISlurm slurm, Action<TimeSpan, CancellationToken>? wait = null)
{
    /// <summary>The script's name in the folder of the job.</summary>
    public const string ScriptName = "job.sh";

    /// <summary>Looks without an answer, one after the other, before the follower gives up: a quarter of an hour or so.</summary>
    private const int MostFailures = 60;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>Often enough for jobs of hours, and nothing that a controller would feel.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private readonly Action<TimeSpan, CancellationToken> wait = wait ?? Sleep;
    private readonly string slurmFolder = Path.Combine(job.Folder, ClusterJob.SlurmName);

    /// <summary>The last job id; null before there is one.</summary>
    public string? JobId { get; private set; }

    /// <summary>
    /// Submits what is not finished, queued or running, and follows all tasks until each is done or given up.
    /// </summary>
    /// <param name="report">Told after every look.</param>
    /// <param name="cancellation">Ends the following; the tasks go on.</param>
    /// <exception cref="InputException">
    /// The folder belongs to another plan or is followed by another process; Slurm is not installed or refuses the job, and
    /// then nothing is left behind; or it has stopped answering.
    /// </exception>
    /// <exception cref="OperationCanceledException">The following was cancelled.</exception>
    public JobStatus Run(Action<JobStatus> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        JobFile? earlier = RequireSameJob();
        IReadOnlyList<string> made = OutputFolder.Create(slurmFolder);
        try
        {
            using FileStream following = Lock();
            return Follow(earlier, report, cancellation);
        }
        finally
        {
            OutputFolder.RemoveEmpty(made); // what was submitted has left files in them
        }
    }

    private JobStatus Follow(JobFile? earlier, Action<JobStatus> report, CancellationToken cancellation)
    {
        string script = SlurmScript.Render(job);
        JobFollower follower = new(
            slurm,
            job.Name,
            script,
            job.Options.ArraySize,
            job.Options.MaxRequeue,
            job.IsComplete,
            wasSubmitted: earlier is not null
        );
        JobFile record =
            earlier ?? new JobFile(job.Name, job.Manifest.Fingerprint, job.Options.ArraySize, []);
        TimeSpan pause = s_shortest;
        string? before = null;
        int failures = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                JobStatus status = follower.Look();
                failures = 0;
                if (follower.JobId is { } id && id != JobId)
                {
                    JobId = id;
                    record = Store(record, id, script);
                }

                report(status);
                if (status.IsOver)
                {
                    return status;
                }

                pause = status.Summary == before ? Longer(pause) : s_shortest;
                before = status.Summary;
            }
            catch (SlurmException problem) when (before is null || ++failures > MostFailures)
            {
                string what = char.ToUpperInvariant(problem.Message[0]) + problem.Message[1..];
                throw new InputException(
                    before is null
                        ? $"{what}."
                        : $"{what}, so job {JobId} is not followed any longer: its tasks may go on, and the same command follows them again.",
                    problem
                );
            }
            catch (SlurmException)
            {
                pause = s_longest; // a controller that restarts; what was to be submitted stays due
            }

            wait(pause, cancellation);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 1.5 < s_longest ? pause * 1.5 : s_longest;

    private JobFile Store(JobFile record, string id, string script)
    {
        JobFile stored = record.Jobs.Contains(id) ? record : record with { Jobs = [.. record.Jobs, id] };
        AtomicFile.WriteText(Path.Combine(slurmFolder, ScriptName), script);
        stored.Write(slurmFolder);
        return stored;
    }

    private JobFile? RequireSameJob()
    {
        JobFile? there = JobFile.TryRead(slurmFolder);
        if (there is null || there.Name == job.Name)
        {
            return there;
        }

        string difference =
            there.Fingerprint != job.Manifest.Fingerprint ? "of another plan"
            : there.Shards != job.Options.ArraySize ? $"with --array-size {there.Shards}"
            : "that was submitted for another path";
        throw new InputException(
            $"The folder '{job.Folder}' holds a Slurm job {difference}, so this one needs another folder."
        );
    }

    private FileStream Lock()
    {
        string path = Path.Combine(slurmFolder, "follower.lock");
        try
        {
            return new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException failure)
        {
            throw new InputException(
                $"The job of '{job.Folder}' is followed by another process already.",
                failure
            );
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new InputException($"The folder '{slurmFolder}' cannot be written.", failure);
        }
    }

    private static void Sleep(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(time);
        cancellation.ThrowIfCancellationRequested();
    }
}
