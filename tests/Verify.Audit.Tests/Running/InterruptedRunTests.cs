// An audit that is cancelled half way: finished claims stay, the one at work is marked, the rest is not there.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class InterruptedRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_CancelledInTheSecondClaim_KeepsTheFirst(int jobs)
    {
        using CancellationTokenSource source = new();
        MemorySink sink = new();
        int cases = 0;
        AuditRecord audit = AuditRunner.Run(
            Plan(
                Theorem(_ => Satisfied, id: "T.first"),
                Theorem(_ => Cancelling(source, Interlocked.Increment(ref cases) == 80), id: "T.second"),
                Theorem(_ => Satisfied, id: "T.third")
            ) with
            {
                Jobs = jobs,
            },
            sink,
            progress: null,
            source.Token
        );
        Assert.True(audit.Interrupted);
        Assert.Equal(ExitCodes.Interrupted, audit.ExitCode);
        Assert.Equal(["T.first", "T.second"], audit.Claims.Select(claim => claim.Id));
        Assert.Equal(["held", "undecided"], audit.Claims.Select(claim => claim.Verdict));
        // The 80th check cancels: it and what was under way beside it may be kept, what came before is.
        int kept = audit.Claims[1].Cases;
        Assert.InRange(kept, 81 - jobs, 79 + jobs);
        Assert.Equal($"interrupted after {kept} of 100 cases", audit.Claims[1].Remark);
        Assert.Equal(100, audit.Claims[0].Cases);
        Assert.Equal(100 + kept, sink.Cases.Count);
    }

    [Fact]
    public void Run_CancelledAfterACounterexample_IsRefutedWithItsWitness()
    {
        using CancellationTokenSource source = new();
        MemorySink sink = new();
        AuditRecord audit = AuditRunner.Run(
            Plan(Theorem(_ => Violated)),
            sink,
            progress: _ => source.Cancel(),
            source.Token
        );
        Assert.Equal(ExitCodes.Interrupted, audit.ExitCode);
        Assert.Equal("refuted", Assert.Single(audit.Claims).Verdict);
        Assert.Single(sink.Counterexamples);
    }

    [Fact]
    public void Run_CancelledBeforeItStarts_HasNoClaims()
    {
        AuditRecord audit = AuditRunner.Run(
            Plan(Theorem(_ => Satisfied)),
            new MemorySink(),
            progress: null,
            new CancellationToken(canceled: true)
        );
        Assert.Equal((ExitCodes.Interrupted, 0), (audit.ExitCode, audit.Claims.Length));
    }

    private static Outcome Cancelling(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }

        return Satisfied;
    }
}
