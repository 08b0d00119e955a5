// Waits for what another process does, and fails when it does not.

using System.Diagnostics;

namespace Verify.Audit.Tests.Cli;

internal static class Patience
{
    internal static void Until(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "What is waited for does not happen.");
            Thread.Sleep(10);
        }
    }
}
