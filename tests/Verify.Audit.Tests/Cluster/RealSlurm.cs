// The Slurm that tests/slurm/start has started, if it has: SLURM_CONF names its configuration. It starts nothing.

using System.Diagnostics;

namespace Verify.Audit.Tests.Cluster;

internal static class RealSlurm
{
    /// <summary>Why its tests are skipped; null when there is one.</summary>
    internal static string? Absence { get; } = Find();

    /// <summary>Runs a command of Slurm's to its end and gives what it says.</summary>
    internal static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true }
        )!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}");
        return said;
    }

    private static string? Find()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SLURM_CONF")))
        {
            return "There is no Slurm here: tests/slurm/start FOLDER starts one, and SLURM_CONF names its slurm.conf.";
        }

        try
        {
            return Run("sinfo", "--noheader", "--format=%T").Contains("down", StringComparison.Ordinal)
                ? "The node of the Slurm that SLURM_CONF names is down."
                : null;
        }
        catch (Exception failure)
            when (failure is System.ComponentModel.Win32Exception or Xunit.Sdk.XunitException)
        {
            return "The Slurm that SLURM_CONF names does not answer.";
        }
    }
}
