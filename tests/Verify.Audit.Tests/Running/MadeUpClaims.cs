// Claims made up for the tests of the runner: true, false, vacuous, undecided and broken ones. The one place that knows
// how an F# claim is put together; they are not in the catalogue, so their tokens name nothing.

using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Verify.Audit.Running;
using Verify.Claims;
using Verify.Claims.Generators;

namespace Verify.Audit.Tests.Running;

internal static class MadeUpClaims
{
    internal static Hypothesis Wide { get; } = new("wide", "the student has more than one node");

    internal static Outcome Satisfied { get; } = Outcome.NewSatisfied(new Measurement(1, 2));

    internal static Outcome Violated { get; } = Outcome.NewViolated(new Measurement(3, 2), Here("made up"));

    internal static Outcome Rejected { get; } = Outcome.NewRejected(Wide.Name);

    internal static Outcome Unresolved { get; } = Outcome.NewUnresolved("too close to call");

    internal static Outcome Inconsistent { get; } =
        Outcome.NewInconsistent(new Measurement(3, 2), "the bound is wrong");

    internal static Locus Here(string finding) =>
        new(FSharpOption<int>.None, FSharpOption<int>.None, FSharpOption<int>.None, finding);

    /// <summary>A theorem checked on the standard cases, 100 of them in the quick profile.</summary>
    internal static Claim Theorem(
        Func<Case, Outcome> check,
        double minimumShare = 0.5,
        string id = "T.made-up",
        Func<ulong, CaseSpec>? generate = null
    ) =>
        new(
            id,
            ClaimKind.Theorem,
            "Made up.",
            "nowhere",
            ListModule.OfSeq([Wide]),
            Sampled(check, minimumShare, generate ?? Draw)
        );

    /// <summary>The same claim, with a figure of the first weights of its cases, in their order.</summary>
    internal static Claim Charted(Claim claim)
    {
        var draw = FuncConvert.FromFunc<FSharpList<Material>, FSharpList<Chart>>(materials =>
            ListModule.OfSeq([
                new Chart(
                    "Made up",
                    $"{materials.Length} cases",
                    ListModule.OfSeq([
                        new ChartPanel(
                            "all",
                            "x",
                            "y",
                            ListModule.OfSeq(
                                materials.Select(
                                    (material, i) =>
                                        Tuple.Create(
                                            i + 1.0,
                                            1 + Math.Abs(material.Table("inputs").Values[0])
                                        )
                                )
                            ),
                            ListModule.Empty<ChartLine>()
                        ),
                    ])
                ),
            ])
        );
        Sampling sampling = ((Evidence.Sampled)claim.Evidence).Item;
        return new Claim(
            claim.Id,
            claim.Kind,
            claim.Statement,
            claim.Source,
            claim.Hypotheses,
            Evidence.NewSampled(SamplingModule.charted(draw, sampling))
        );
    }

    /// <summary>A theorem whose cases cannot be drawn.</summary>
    internal static Claim Undrawable() =>
        Theorem(_ => Satisfied, generate: _ => throw new InvalidOperationException("no case"));

    /// <summary>A control checked on the standard cases.</summary>
    internal static Claim Twin(Func<Case, Outcome> check, string id = "T.made-up/twin") =>
        new(
            id,
            ClaimKind.NewFalseTwin("T.made-up"),
            "Made up and false.",
            "nowhere",
            ListModule.OfSeq([Wide]),
            Sampled(check, 0.5, Draw)
        );

    /// <summary>A theorem, or the control of one, that is proved by obligations.</summary>
    internal static Claim Proved(bool twin, params Func<ProofOutcome>[] proofs) =>
        new(
            twin ? "T.proof/twin" : "T.proof",
            twin ? ClaimKind.NewFalseTwin("T.proof") : ClaimKind.Theorem,
            "Made up.",
            "nowhere",
            ListModule.OfSeq(Array.Empty<Hypothesis>()),
            Evidence.NewProof(
                ListModule.OfSeq(
                    proofs.Select(
                        (prove, i) => new Obligation($"step {i}", FuncConvert.FromFunc<ProofOutcome>(prove))
                    )
                )
            )
        );

    internal static ProofOutcome Proof(bool holds) =>
        new(holds, ListModule.OfSeq([holds ? "0 = 0" : "1 = 0"]));

    internal static AuditPlan Plan(params Claim[] claims) =>
        new([.. claims], AuditProfile.Quick, CasesOverride: null, Seed: 1, Jobs: 2);

    private static CaseSpec Draw(ulong seed) => CaseGenerator.draw(CaseSpaceModule.standard, seed);

    private static Evidence Sampled(
        Func<Case, Outcome> check,
        double minimumShare,
        Func<ulong, CaseSpec> generate
    ) =>
        StandardCases.sampled(
            new Sampling<CaseSpec, Case>(
                new CaseBudget(100, 200, 300),
                minimumShare,
                FuncConvert.FromFunc(generate),
                FuncConvert.FromFunc(check),
                FuncConvert.FromFunc<Case, FSharpOption<Locus>?, FSharpList<string>>(
                    (_, _) => ListModule.Empty<string>()
                )
            )
        );
}
