// A job for the tests, of a plan that nobody has.

using Verify.Audit.Cluster;
using Verify.Audit.Sharding;

namespace Verify.Audit.Tests.Cluster;

internal static class SampleJob
{
    internal static ClusterJob In(string folder, int tasks = 3, int maxRequeue = 2) =>
        new()
        {
            Manifest = new ShardManifest
            {
                Command = "audit",
                ToolVersion = ToolVersion.Current,
                Plan = """{"seed":1}""",
                Shard = Shard.Whole,
                Complete = false,
            },
            Folder = folder,
            Program = ["/opt/dotnet", "/opt/verify.dll"],
            Arguments = ["audit", "--claims=L1.*"],
            Options = new SlurmOptions { ArraySize = tasks, MaxRequeue = maxRequeue },
        };

    /// <summary>Writes what a task that has begun or finished leaves.</summary>
    internal static void PutShard(ClusterJob job, int task, bool complete)
    {
        Directory.CreateDirectory(job.ShardFolder(task));
        (job.Manifest with { Shard = new Shard(task, job.Options.ArraySize), Complete = complete }).Write(
            job.ShardFolder(task)
        );
    }
}
