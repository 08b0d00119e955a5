// Verdicts and exit codes on made-up claims. Counting is ClaimTallyTests.cs, interruption InterruptedRunTests.cs.

using System.Globalization;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;
using Verify.Claims.Generators;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class AuditRunnerTests
{
    private static readonly Claim s_true = Theorem(_ => Satisfied);

    /// <summary>False of every student with more than 3 nodes in its first hidden layer.</summary>
    private static readonly Func<Case, Outcome> s_atMostThree = found =>
        found.Pair.Student.Shape.Width(1) > 3
            ? Outcome.NewViolated(new Measurement(found.Pair.Student.Shape.Width(1), 3), Here("too wide"))
            : Outcome.NewSatisfied(new Measurement(found.Pair.Student.Shape.Width(1), 3));

    [Fact]
    public void Run_TrueTheoremAndRefutedTwin_IsAsExpected()
    {
        AuditRecord audit = Run(out _, s_true, Twin(s_atMostThree));
        Assert.Equal(ExitCodes.AsExpected, audit.ExitCode);
        Assert.Equal(["held", "refuted"], audit.Claims.Select(claim => claim.Verdict));
        Assert.Equal((100, 100, 0), Counts(audit.Claims[0]));
        Assert.Null(audit.Claims[0].Witness);
        Assert.Equal(0.5, audit.Claims[0].Tightness);
        Assert.False(audit.Interrupted);
    }

    [Fact]
    public void Run_FalseTheorem_IsRefutedByAShrunkWitness()
    {
        AuditRecord audit = Run(out MemorySink sink, Theorem(s_atMostThree));
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.Equal((ExitCodes.Refuted, "refuted"), (audit.ExitCode, claim.Verdict));

        int first = Assert.Single(sink.Counterexamples).FirstCase;
        CaseRecord[] violated = [.. sink.Cases.Where(record => record.Verdict == "violated")];
        Assert.Equal((violated[0].Case, violated.Length), (first, claim.Violations));
        Assert.True(violated.Length > 1, "a theorem is checked to its end, so that the rate is known");

        // Nothing smaller fails: 4 nodes, 1 of everything else, and plain numbers.
        const string Smallest =
            "T.made-up@d=1,t=1,s=4,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=1,seed=0";
        WitnessRecord expected = new("counterexamples/T.made-up.json", Smallest, first, "too wide", 4, 3);
        Assert.Equal(expected, claim.Witness! with { Material = null });
        WitnessMaterial carried = claim.Witness.Material!;
        Assert.Equal(["teacher", "student"], carried.Networks.Select(network => network.Name));
        Assert.Equal(["inputs"], carried.Tables.Select(table => table.Name));
    }

    [Fact]
    public void Run_TwinThatFalls_StopsAtItsFirstCounterexample()
    {
        AuditRecord audit = Run(out MemorySink sink, Twin(s_atMostThree));
        ClaimRecord twin = Assert.Single(audit.Claims);
        Assert.Equal(1, twin.Violations);
        Assert.Equal(twin.Cases, sink.Cases.Count);
        Assert.Equal("violated", sink.Cases[^1].Verdict);
        Assert.Equal(twin.Cases - 1, twin.Witness!.FirstCase);
    }

    [Fact]
    public void Run_TwinThatStands_FailsTheAudit()
    {
        AuditRecord audit = Run(out _, s_true, Twin(_ => Satisfied));
        Assert.Equal(ExitCodes.Refuted, audit.ExitCode);
        Assert.Equal(("held", "refuted"), (audit.Claims[1].Verdict, audit.Claims[1].Expected));
    }

    [Fact]
    public void Run_TwinThatIsNeverApplicable_FailsTheAudit()
    {
        AuditRecord audit = Run(out _, s_true, Twin(_ => Rejected));
        Assert.Equal((ExitCodes.Refuted, "vacuous"), (audit.ExitCode, audit.Claims[1].Verdict));
    }

    [Fact]
    public void Run_HypothesesTooRarelyMet_IsVacuousAndNamesTheOneThatFailed()
    {
        AuditRecord audit = Run(out MemorySink sink, Theorem(_ => Rejected));
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.Equal((ExitCodes.Undecided, "vacuous"), (audit.ExitCode, claim.Verdict));
        Assert.Equal(new HypothesisRecord(Wide.Name, Wide.Meaning, 100), Assert.Single(claim.Hypotheses));
        Assert.Equal((100, 0, 0), Counts(claim));
        Assert.Equal(1, claim.ViolationRateUpper95);
        Assert.Contains("0 of 100", claim.Remark, StringComparison.Ordinal);
        Assert.All(
            sink.Cases,
            record => Assert.Equal((false, Wide.Name), (record.Applicable, record.Rejected))
        );
    }

    [Fact]
    public void Run_CasesThatCannotBeDecided_AreUndecidedAndCountAgainstTheRate()
    {
        AuditRecord audit = Run(out _, Theorem(found => found.Pair.Inputs == 1 ? Unresolved : Satisfied));
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.Equal((ExitCodes.Undecided, "undecided"), (audit.ExitCode, claim.Verdict));
        Assert.InRange(claim.Unresolved, 1, 99);
        Assert.Equal(ClopperPearson.Upper(claim.Unresolved, 100), claim.ViolationRateUpper95);
        Assert.Contains("too close to call", claim.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CheckThatThrows_IsErroredAndTheAuditGoesOn()
    {
        AuditRecord audit = Run(
            out MemorySink sink,
            Theorem(_ => throw new InvalidOperationException("broken check")),
            s_true
        );
        Assert.Equal(ExitCodes.Refuted, audit.ExitCode);
        Assert.Equal(["errored", "held"], audit.Claims.Select(claim => claim.Verdict));
        Assert.Contains(
            "InvalidOperationException: broken check",
            audit.Claims[0].Remark,
            StringComparison.Ordinal
        );
        Assert.Equal((100, 0, 0), Counts(audit.Claims[0]));
        Assert.All(
            sink.Cases.Take(100),
            record => Assert.Equal((false, "errored"), (record.Applicable, record.Verdict))
        );
    }

    [Fact]
    public void Run_GeneratorThatThrows_IsErroredAndTheAuditGoesOn()
    {
        AuditRecord audit = Run(out _, Undrawable(), s_true);
        Assert.Equal(["errored", "held"], audit.Claims.Select(claim => claim.Verdict));
        Assert.Equal(ExitCodes.Refuted, audit.ExitCode);
    }

    [Fact]
    public void Run_CheckThatThrowsWhileShrinking_KeepsTheWitnessAndIsErrored()
    {
        AuditRecord audit = Run(
            out MemorySink sink,
            Theorem(
                found => found.Pair.Inputs == 1 ? throw new InvalidOperationException("broken") : Violated,
                0
            )
        );
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.Equal((ExitCodes.Refuted, "errored"), (audit.ExitCode, claim.Verdict));
        Assert.NotNull(claim.Witness);
        Assert.Single(sink.Counterexamples);
    }

    [Fact]
    public void Run_CheckThatRunsOutOfMemory_IsUndecided()
    {
        AuditRecord audit = Run(out _, Theorem(_ => throw OutOfMemory));
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.Equal((ExitCodes.Undecided, "undecided"), (audit.ExitCode, claim.Verdict));
        Assert.Contains("memory", claim.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CheckThatContradictsItself_IsErrored()
    {
        AuditRecord audit = Run(out MemorySink sink, Theorem(_ => Inconsistent));
        Assert.Equal((ExitCodes.Refuted, "errored"), (audit.ExitCode, audit.Claims[0].Verdict));
        Assert.Contains("case 0: the bound is wrong", audit.Claims[0].Remark, StringComparison.Ordinal);
        Assert.Empty(sink.Counterexamples);
    }

    [Fact]
    public void Run_TheoremErroredOnOneCaseAndRefutedOnAnother_IsErrored()
    {
        AuditRecord audit = Run(out _, Theorem(found => found.Samples > 4 ? Inconsistent : Violated));
        Assert.Equal("errored", audit.Claims[0].Verdict);
    }

    [Theory]
    [InlineData("held refuted", 0)]
    [InlineData("vacuous held", 3)]
    [InlineData("held undecided", 3)]
    [InlineData("vacuous undecided", 3)]
    [InlineData("vacuous refuted-theorem", 1)]
    [InlineData("refuted-theorem undecided", 1)]
    [InlineData("undecided errored", 1)]
    [InlineData("undecided standing-twin", 1)]
    public void Run_SeveralClaims_ExitsWithTheWorst(string kinds, int expected)
    {
        Claim[] claims = [.. kinds.Split(' ').Select(OfKind)];
        Assert.Equal(expected, Run(out _, claims).ExitCode);
        Assert.Equal(expected, Run(out _, [.. claims.Reverse()]).ExitCode);
    }

    [Fact]
    public void Run_ControlsOverABox_KeepACaseInThePlaneBesideASmallestOneOnALine()
    {
        Claim[] controls =
        [
            .. Catalogue.all.Where(claim => claim.Id.StartsWith("Z.kink/", StringComparison.Ordinal)),
        ];
        ClaimRecord[] refuted = [.. Run(out _, controls).Claims];
        Assert.All(refuted, claim => Assert.Equal("refuted", claim.Verdict));

        int kept = 0;
        foreach (WitnessRecord witness in refuted.Select(claim => claim.Witness!))
        {
            if (witness.InPlane is { } plane)
            {
                kept++;
                Assert.NotEqual(2, witness.Material!.Network("teacher")!.Widths[0]);
                Assert.Equal(2, plane.Material.Network("teacher")!.Widths[0]);
                Trial trial = ReplayToken.Read(plane.Token).Trial!;
                Outcome.Violated outcome = Assert.IsType<Outcome.Violated>(trial.Check.Invoke(null!));
                Assert.Equal(plane.Finding, LocusModule.describe(outcome.Item2));
            }
        }

        Assert.InRange(kept, 1, refuted.Length);
    }

    [Fact]
    public void Run_Proofs_AreProvedRefusedOrErrored()
    {
        AuditRecord audit = Run(
            out MemorySink sink,
            Proved(twin: false, () => Proof(true), () => Proof(true)),
            Proved(twin: true, () => Proof(true), () => Proof(false), () => Proof(true)),
            Proved(twin: false, () => Proof(true), () => Proof(false)),
            Proved(twin: true, () => Proof(true)),
            Proved(twin: false, () => throw new InvalidOperationException("broken prover")),
            Proved(twin: false, () => throw OutOfMemory),
            Proved(twin: false)
        );
        Assert.Equal(
            ["proved", "refuted", "refuted", "proved", "errored", "undecided", "vacuous"],
            audit.Claims.Select(claim => claim.Verdict)
        );
        Assert.Equal(
            [true, true, false, false, false, false, false],
            audit.Claims.Select(claim => claim.AsExpected)
        );
        Assert.Equal(["T.proof/twin", "T.proof"], sink.Refusals.Select(refusal => refusal.Claim));
        Assert.All(sink.Refusals, refusal => Assert.Equal("step 1", refusal.Proof.Subject));
        Assert.Equal(
            new WitnessRecord(
                "counterexamples/T.proof--twin.json",
                "T.proof/twin",
                1,
                "1 = 0",
                double.NaN,
                double.NaN
            ),
            audit.Claims[1].Witness
        );
        Assert.All(audit.Claims, claim => Assert.Null(claim.ViolationRateUpper95));
    }

    [Fact]
    public void Run_AnyNumberOfThreadsAndAnyCompany_YieldsTheSameCases()
    {
        Claim claim = Theorem(s_atMostThree);
        Claim other = Theorem(_ => Satisfied, id: "T.other");
        string[] alone = Lines(Plan(claim));
        Assert.Equal(100, alone.Length);
        Assert.All([1, 3, 7, 64], jobs => Assert.Equal(alone, Lines(Plan(claim) with { Jobs = jobs })));
        Assert.Equal(alone, Lines(Plan(other, claim, Twin(s_atMostThree))).Skip(100).Take(100));
        Assert.NotEqual(alone, Lines(Plan(claim) with { Seed = 2 }));
        Assert.Equal(alone.Take(30), Lines(Plan(claim) with { CasesOverride = 30 }));
    }

    [Fact]
    public void Run_Progress_NeverFallsAndEndsAtThePlan()
    {
        List<AuditProgress> seen = [];
        AuditRunner.Run(
            Plan(s_true, Twin(s_atMostThree), Proved(twin: false, () => Proof(true))),
            new MemorySink(),
            seen.Add,
            CancellationToken.None
        );
        Assert.All(seen, progress => Assert.Equal(201, progress.CasesPlanned));
        Assert.Equal(
            seen.Select(progress => progress.CasesDone).Order(),
            seen.Select(progress => progress.CasesDone)
        );
        Assert.Equal(201, seen[^1].CasesDone);
    }

#pragma warning disable CA2201 // Reserved to the runtime, whose place the made-up check takes.
    private static OutOfMemoryException OutOfMemory => new();
#pragma warning restore CA2201

    private static Claim OfKind(string kind) =>
        kind switch
        {
            "held" => s_true,
            "refuted" => Twin(s_atMostThree),
            "vacuous" => Theorem(_ => Rejected),
            "undecided" => Theorem(_ => Unresolved),
            "refuted-theorem" => Theorem(s_atMostThree),
            "errored" => Theorem(_ => throw new InvalidOperationException("broken")),
            "standing-twin" => Twin(_ => Satisfied),
            _ => throw new ArgumentException(kind),
        };

    private static AuditRecord Run(out MemorySink sink, params Claim[] claims)
    {
        sink = new MemorySink();
        return AuditRunner.Run(Plan(claims), sink, progress: null, CancellationToken.None);
    }

    private static string[] Lines(AuditPlan plan)
    {
        MemorySink sink = new();
        AuditRunner.Run(plan, sink, progress: null, CancellationToken.None);
        return [.. sink.Cases.Select(record => string.Create(CultureInfo.InvariantCulture, $"{record}"))];
    }

    private static (int Cases, int Applicable, int Violations) Counts(ClaimRecord claim) =>
        (claim.Cases, claim.Applicable, claim.Violations);
}
