// The script asks for what was asked, and a shell reads every path and argument back as it was, however odd.

using System.Diagnostics;
using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Cluster;

public sealed class SlurmScriptTests
{
    /// <summary>Prints its arguments, one a line in brackets.</summary>
    private const string Echo = "#!/bin/sh\nfor word; do printf '[%s]\\n' \"$word\"; done\n";

    [Fact]
    public void Render_AllOptions_AreAskedFor()
    {
        ClusterJob job = SampleJob.In("/data/out") with
        {
            Options = new SlurmOptions
            {
                ArraySize = 12,
                CpusPerTask = 4,
                Time = "2:00:00",
                Partition = "gpu,cpu",
                Account = "lab",
                Memory = "16G",
            },
        };
        Assert.Equal(
            $"""
            #!/bin/bash
            #SBATCH --job-name={job.Name}
            #SBATCH --array=1-12
            #SBATCH --cpus-per-task=4
            #SBATCH --time=2:00:00
            #SBATCH --partition=gpu,cpu
            #SBATCH --account=lab
            #SBATCH --mem=16G
            #SBATCH --requeue
            #SBATCH --signal=B:TERM@60
            #SBATCH --open-mode=append
            #SBATCH --output="/data/out/slurm/task-%a.log"

            shard=$SLURM_ARRAY_TASK_ID
            exec /opt/dotnet /opt/verify.dll audit '--claims=L1.*' \
                --jobs 4 \
                --shard "$shard/12" \
                --out /data/out/shards/"$shard-of-12"

            """.ReplaceLineEndings("\n"),
            SlurmScript.Render(job)
        );
    }

    [Fact]
    public void Render_NothingAsked_LeavesItToTheCluster()
    {
        string script = SlurmScript.Render(SampleJob.In("/data/out"));
        foreach (string option in new[] { "time", "partition", "account", "mem" })
        {
            Assert.DoesNotContain($"--{option}=", script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Name_AnotherPlanFolderOrSize_IsAnother()
    {
        ClusterJob job = SampleJob.In("/data/out");
        string[] names =
        [
            job.Name,
            SampleJob.In("/data/other").Name,
            SampleJob.In("/data/out", tasks: 4).Name,
            (job with { Manifest = job.Manifest with { Plan = """{"seed":2}""" } }).Name,
        ];
        Assert.Distinct(names);
        Assert.All(names, name => Assert.Matches("^verify-audit-[0-9a-f]{12}$", name));
        Assert.Equal(job.Name, SampleJob.In("/data/x/../out/", maxRequeue: 7).Name);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("two  words")]
    [InlineData("it's \"quoted\"")]
    [InlineData("$HOME `id` $(id) ${x} !! * ? [a] {b,c} ~ # ; & | < > ( )")]
    [InlineData("back\\slash\\")]
    [InlineData("per%cent %a %%j")]
    [InlineData("line\nbreak\ttab")]
    [InlineData("-n")]
    [InlineData("\u00e9\u6f22\U0001F600")]
    public void Render_OddPathsAndArguments_AreReadBack(string odd)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is a POSIX shell's.");
        using WorkFolder folder = new();
        Directory.CreateDirectory(folder.PathOf($"{odd}/slurm"));
        folder.Put($"{odd}/program", Echo);
        ClusterJob job = SampleJob.In(folder.PathOf(odd)) with
        {
            Program = ["/bin/sh", folder.PathOf($"{odd}/program")],
            Arguments = ["audit", $"--claims={odd}", ""],
        };
        string script = SlurmScript.Render(job);
        string said = Bash(script, task: 2);
        // Slurm's own redirection is a log file too; where it cannot be written, the script has done it.
        string log = File.Exists(job.LogOf(2)) ? File.ReadAllText(job.LogOf(2)) : said;
        Assert.Equal(
            $"[audit]\n[--claims={odd}]\n[]\n[--jobs]\n[1]\n[--shard]\n[2/3]\n[--out]\n[{job.ShardFolder(2)}]\n",
            log
        );
        bool isWritable =
            !odd.Contains('\\', StringComparison.Ordinal) && !odd.Contains('\n', StringComparison.Ordinal);
        Assert.Equal(!isWritable, script.Contains("--output=/dev/null", StringComparison.Ordinal));
        Assert.All(
            script.Split('\n').TakeWhile(line => line.StartsWith('#')),
            line =>
                Assert.True(line is "#!/bin/bash" || line.StartsWith("#SBATCH --", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("/a b", "\"/a b/slurm/task-%a.log\"")]
    [InlineData("/50%a", "\"/50%%a/slurm/task-%a.log\"")]
    [InlineData("/\"q\"", "\"/\\\"q\\\"/slurm/task-%a.log\"")]
    public void Render_PathsOfLogs_AreQuotedForSlurm(string folder, string pattern) =>
        Assert.Contains(
            $"#SBATCH --output={pattern}\n",
            SlurmScript.Render(SampleJob.In(folder)),
            StringComparison.Ordinal
        );

    private static string Bash(string script, int task)
    {
        ProcessStartInfo start = new("/bin/bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SLURM_ARRAY_TASK_ID"] = $"{task}";
        using Process bash = Process.Start(start)!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        string said = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
        return said;
    }
}
