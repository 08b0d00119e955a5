// `verify check` with arguments, networks and data it must refuse: one sentence, nothing written, no folder left behind.

using System.Diagnostics;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class BadCheckTests
{
    private const int Interrupted = 130;

    [Theory]
    [InlineData("--step", "-0.1", "positive number")]
    [InlineData("--step", "0", "positive number")]
    [InlineData("--step", "nan", "positive number")]
    [InlineData("--delta", "-1", "positive number")]
    [InlineData("--delta", "Infinity", "positive number")]
    [InlineData("--eps", "x", "positive number")]
    [InlineData("--leak", "1", "0 <= c < 1")]
    [InlineData("--confidence", "1", "strictly between 0 and 1")]
    [InlineData("--confidence", "0", "strictly between 0 and 1")]
    [InlineData("--mode", "other", "aware, agnostic")]
    [InlineData("--jobs", "0", "whole number from 1")]
    [InlineData("--seed", "-1", "whole number")]
    public void Check_OptionOutOfRange_IsRefused(string option, string value, string fragment)
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        Refusal.Of(folder, [.. WithOutput, option, value], $"{option} {value}", fragment);
    }

    [Fact]
    public void Check_NetworksThatDoNotGoTogether_AreRefused()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        folder.Put("s.npz", Network(4, 4, 2));
        Refusal.Of(folder, WithOutput, "t.npz", "s.npz", "inputs");
        folder.Put("s.npz", Network(3, 4, 3, 2));
        Refusal.Of(folder, WithOutput, "weight layers");
        folder.Put("s.npz", Network(3, 4, 1));
        Refusal.Of(folder, WithOutput, "outputs");
    }

    [Fact]
    public void Check_DataOfAnotherShape_AreRefused()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        folder.Put("x.npy", Npy(Matrix(10, 4)));
        Refusal.Of(folder, WithOutput, "x.npy", "4 columns, but the networks take 3 inputs");
        folder.Put("x.npy", Npy("'<f8'", false, "(0, 3)", []));
        Refusal.Of(folder, WithOutput, "x.npy", "no samples");
        folder.Put("x.npy", Npy("'<f8'", false, "(10, 3)", new byte[8 * 29]));
        Refusal.Of(folder, WithOutput, "x.npy", "truncated");
        folder.Put("x.npy", Npz(("X", Npy(Matrix(10, 3)))));
        Refusal.Of(folder, WithOutput, "x.npy", "zip archive");
    }

    [Fact]
    public void Check_NotANumberInTheMiddle_IsRefusedByItsIndex()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        double[,] samples = CheckFiles.Samples(30_000, 3);
        samples[20_123, 1] = double.NaN;
        folder.Put("x.npy", Npy(samples));
        ProcessResult result = VerifyProcess.Run(folder, WithOutput);
        Assert.Equal((Refusal.ExitCode, ""), (result.ExitCode, result.Out));
        Assert.Contains("'x.npy' holds NaN at index (20123, 1)", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Fact]
    public void Check_SamplesThatAreTooLarge_AreRefused()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        double[,] samples = CheckFiles.Samples(100, 3);
        samples[50, 1] = 1e200;
        folder.Put("x.npy", Npy(samples));
        Refusal.Of(folder, WithOutput, "leave the range of doubles", "sample 50");
        ProcessResult result = VerifyProcess.Run(folder, [.. WithOutput, "--step", "1e200"]);
        Assert.Equal((Refusal.ExitCode, ""), (result.ExitCode, result.Out));
        Assert.Contains("leave the range of doubles", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Fact]
    public void Check_EqualSamplesWithoutAStep_AreRefused()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        folder.Put("x.npy", Npy(new double[10, 3]));
        ProcessResult result = VerifyProcess.Run(folder, WithOutput);
        Assert.Equal((Refusal.ExitCode, ""), (result.ExitCode, result.Out));
        Assert.Contains("--step", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, VerifyProcess.Run(folder, [.. CheckFiles.Arguments, "--step", "0.1"]).ExitCode);
    }

    [Fact]
    public void Check_FolderThatIsAFile_IsRefused()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 100);
        folder.Put("out", "a file");
        Refusal.Of(folder, WithOutput, "out");
    }

    [Fact]
    public void Check_Interrupted_LeavesNoFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        using WorkFolder folder = CheckFiles.Put(inputs: 40, samples: 40_000);
        using VerifyProcess check = VerifyProcess.Start(
            folder,
            [],
            [.. WithOutput, "--mode", "agnostic", "--jobs", "1"]
        );
        Stopwatch clock = Stopwatch.StartNew();
        while (!Directory.Exists(folder.PathOf("out")))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The process does not get to work.");
            Thread.Sleep(5);
        }

        check.Signal("INT");
        ProcessResult result = check.Wait();
        Assert.Equal((Interrupted, ""), (result.ExitCode, result.Out));
        Assert.EndsWith("Interrupted.\n", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    private static string[] WithOutput => [.. CheckFiles.Arguments, "--out", "out"];
}
