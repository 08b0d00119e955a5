// Audits that the report tests render. Made up, but of the shape that real ones have; nothing here is computed by claims.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

internal static class SampleRecords
{
    /// <summary>Sample name, which is its snapshot folder, and record.</summary>
    internal static ImmutableArray<(string Name, AuditRecord Audit)> All { get; } =
    [
        ("as-expected", AsExpected()),
        ("every-verdict", EveryVerdict()),
        ("awkward-text", AwkwardText()),
        ("empty", Audit([], exitCode: 3)),
        ("interrupted", Interrupted()),
        ("control-only", ControlOnly()),
        ("necessity", Necessity()),
        ("searched", Searched()),
    ];

    internal static AuditRecord Named(string name) => All.Single(sample => sample.Name == name).Audit;

    /// <summary>A line of each kind for results.jsonl.</summary>
    internal static ImmutableArray<CaseRecord> Cases { get; } =
    [
        new(
            "L1.identity",
            0,
            9833492190411832719,
            "depth=2 widths=3,4,1 leak=0",
            true,
            null,
            1.25e-16,
            3e-15,
            "satisfied",
            null
        ),
        new("L1.identity", 1, 1, "depth=3 widths=1,1,1,1 leak=0.25", true, null, 0, 0, "satisfied", null),
        new(
            "L1.identity",
            2,
            ulong.MaxValue,
            "",
            true,
            null,
            double.Epsilon,
            double.MaxValue,
            "satisfied",
            null
        ),
        new("L1.psd", 0, 7, "d=2", false, "two layers", null, null, "rejected", null),
        new(
            "L1.psd",
            1,
            8,
            "d=3 \"quoted\" <b>&amp; Σ\n\u0001",
            true,
            null,
            double.NaN,
            1,
            "unresolved",
            "a number left the range"
        ),
        new(
            "L1.psd",
            2,
            9,
            "d=4",
            true,
            null,
            double.PositiveInfinity,
            double.NegativeInfinity,
            "violated",
            "layer 1, node 2: -1/2"
        ),
        new("L1.psd", 3, 10, "d=5", true, null, -0.0, 0.1, "satisfied", null),
        new("L1.proof", 0, 0, "induction step", true, null, null, null, "proved", null),
    ];

    /// <summary>The run that everybody hopes for, as rich as a quick audit of Lemma 1.</summary>
    private static AuditRecord AsExpected() =>
        Audit(
            [
                Held(
                    "L1.identity",
                    "g_l(x) = D_l(x) [A_l(x) f*_l(x) − B_l(x) f_l(x)] at every layer 1..L and every sample, for any widths and any leak 0 ≤ c < 1; in exact dyadic arithmetic the residual is 0.",
                    2000,
                    2000,
                    Spread(2000, -2.6, 0.9, zeros: 37)
                ),
                Twin("L1.identity", "sign-of-B", "g_l = D_l [A_l f*_l + B_l f_l]", firstCase: 0),
                Twin(
                    "L1.identity",
                    "gate-above-dropped",
                    "B without the gate of the layer above: V_(l-1) = V_l W_l^T",
                    firstCase: 2
                ),
                Twin("L1.identity", "A-transposed", "A with V and V* swapped", firstCase: 0),
                Proved(
                    "L1.proof",
                    "The rule for every depth and width at once: base case and induction step, rewritten to normal form in the free algebra over the matrix symbols.",
                    ["base case l = L", "induction step l → l − 1"]
                ),
                ProofTwin("L1.proof", "gate-missing", "the induction step without D_l"),
                Held(
                    "L1.piecewise",
                    "Equal upper gate patterns give equal V_l, A_l, B_l.",
                    1500,
                    1212,
                    [.. Enumerable.Repeat(0.0, 1212)],
                    rejections: [288, 0]
                ),
                Twin(
                    "L1.piecewise",
                    "all-patterns",
                    "V_l, A_l, B_l are equal for all samples",
                    firstCase: 11
                ),
                Held(
                    "L1.update",
                    "E_x[f_(l−1) g_l^T] is minus the gradient of J, within the truncation and rounding of central differences away from kinks.",
                    800,
                    655,
                    Spread(655, -1.1, 0.35, zeros: 0),
                    rejections: [145, 0]
                ),
                Twin(
                    "L1.update",
                    "half-gradient",
                    "E_x[f_(l−1) g_l^T] is minus half the gradient of J",
                    firstCase: 0
                ),
            ],
            exitCode: 0
        );

    /// <summary>Every verdict that a claim and a control can have, and numbers that no decimal text can carry.</summary>
    private static AuditRecord EveryVerdict() =>
        Audit(
            [
                Proved("A.proved", "A proved claim.", ["the only proof"]),
                Held("A.held", "A claim that held.", 300, 300, [1.0, 0.999, 5e-324, 1e-300, 0.0, 0.25, 0.1]),
                Refuted(),
                Held(
                    "B.vacuous",
                    "A claim whose hypotheses are hardly ever met.",
                    1000,
                    12,
                    [double.NaN, 0.5]
                ) with
                {
                    Verdict = "vacuous",
                    MinimumApplicable = 100,
                    Hypotheses =
                    [
                        new("observed", "teacher j is observed by student k", 900),
                        new("alpha", "alpha_kj is not 0", 88),
                    ],
                    Tightness = double.NaN,
                    ViolationRateUpper95 = double.NaN,
                    CasesPerSecond = double.PositiveInfinity,
                },
                Held(
                    "B.undecided",
                    "A claim that rounding could flip.",
                    100,
                    100,
                    [double.PositiveInfinity, -0.5, 0, 0.9, 1.0000000000000002, 2000]
                ) with
                {
                    Verdict = "undecided",
                    Unresolved = 3,
                    Tightness = double.PositiveInfinity,
                    Remark = "3 cases undecided: a number left the range of doubles",
                },
                Held("B.errored", "A claim whose check threw.", 17, 17, []) with
                {
                    Verdict = "errored",
                    Remark = "The bound is wrong: exact arithmetic clears case 16.",
                    CasesPerSecond = 0,
                },
                Twin("B.errored", "stands", "A false twin that was not refuted.", firstCase: 0) with
                {
                    Verdict = "held",
                    Violations = 0,
                    Witness = null,
                    ReplayToken = "B.errored/stands@d=2",
                },
                Twin(
                    "B.errored",
                    "hardly-met",
                    "A false twin whose hypotheses are hardly ever met.",
                    firstCase: 0
                ) with
                {
                    Verdict = "vacuous",
                    Applicable = 2,
                    MinimumApplicable = 10,
                    Violations = 0,
                    Witness = null,
                    ReplayToken = null,
                },
                Held("nofamily", "An id without a dot, expected to be proved.", 1, 1, [0.5]) with
                {
                    Expected = "proved",
                },
            ],
            exitCode: 1,
            casesOverride: 1000
        );

    /// <summary>Text that would break a careless report: markup, quotes, control characters, long words, links.</summary>
    private static AuditRecord AwkwardText()
    {
        const string awkward =
            "a < b && c > d | \"e\" 'f' `g` </script></style><!-- --> ]]> {h} \\ $(i) *j* _k_ [l](m) #1 @n\r\nsecond line\u0000\u0001\u001F\uFFFE\uD800 Σ ∇ ∞ 𝒳 \u200Fعربي";
        ClaimRecord claim = Held(awkward, awkward, 10, 5, [0.5], rejections: [5, 0]) with
        {
            Verdict = "refuted",
            Source = awkward,
            Remark = awkward,
            Hypotheses = [new(awkward, awkward, 5)],
            Witness = new("//counterexamples/a b&c:d/<e>#f?g%.json", awkward, 4, awkward, 1, 0)
            {
                Material = SampleWitnesses.AtInputs with
                {
                    Networks =
                    [
                        .. SampleWitnesses.AtInputs.Networks,
                        SampleWitnesses.AtInputs.Networks[2] with
                        {
                            Name = awkward,
                        },
                    ],
                    Tables = [.. SampleWitnesses.AtInputs.Tables, new(awkward, 1, 1, ["1"])],
                },
            },
            Distribution = [new(awkward, [new(awkward, 3), new(new string('w', 600), 2)])],
            Proofs = [new(awkward, false, ["", awkward, new string('x', 3000)])],
        };
        // Two ids that differ only in characters that a fragment name cannot carry, and one id twice.
        ClaimRecord slash = Held("C.same/id", new string('s', 5000), 1, 1, []);
        ClaimRecord space = Held("C.same id", "line one\nline two", 1, 1, []);
        return Audit([claim, slash, space, space], exitCode: 1) with
        {
            ToolName = "verify <&>",
            ToolVersion = "1.0 \"rc\" <&>",
            Profile = "quick's",
            Seed = ulong.MaxValue,
        };
    }

    private static AuditRecord Interrupted() =>
        Audit(
            [
                Held("L1.identity", "The rule holds.", 120, 120, Spread(120, -3, 0.5, zeros: 0)),
                Twin("L1.identity", "sign-of-B", "The sign of B is wrong.", firstCase: 0),
            ],
            exitCode: 130
        ) with
        {
            Interrupted = true,
            Seconds = 125.4,
        };

    /// <summary>Only a twin was asked for.</summary>
    private static AuditRecord ControlOnly() =>
        Audit([Twin("L1.identity", "sign-of-B", "The sign of B is wrong.", firstCase: 3)], exitCode: 0);

    /// <summary>Hypotheses dropped with every outcome, and a witness in full.</summary>
    private static AuditRecord Necessity()
    {
        ClaimRecord needed = Twin("Z.specialize", "without-zero-gradient", "Without it.", firstCase: 3);
        ClaimRecord open = Twin("Z.specialize", "without-observed-<by>", "Without it.", firstCase: 3);
        ClaimRecord standing = Twin("Z.fanout", "without-zero-gradient", "Without it.", firstCase: 0);
        return Audit(
            [
                Held("Z.specialize", "Some student is co-planar with j.", 60, 60, [0]) with
                {
                    Hypotheses =
                    [
                        new("zero gradient", "g_1 = 0 on R0", 0),
                        new("observed <by>", "j is observed by k", 0),
                        new("teachers apart", "no two teachers are co-planar", 0),
                    ],
                },
                needed with
                {
                    Witness = needed.Witness! with { Material = SampleWitnesses.InAPlane },
                },
                open with
                {
                    Verdict = "vacuous",
                    Witness = null,
                },
                // Not a hypothesis: a part of the conclusion.
                Twin("Z.specialize", "without-norms", "Counted alike.", firstCase: 1),
                Held("Z.fanout", "The fan-outs add up.", 60, 60, [0]) with
                {
                    Hypotheses =
                    [
                        new("zero gradient", "g_1 = 0 on R0", 0),
                        new("coefficient", "alpha_kj is not 0", 0),
                    ],
                },
                standing with
                {
                    Verdict = "undecided",
                    Witness = null,
                },
                Held("Z.fanout/without-coefficient", "The same without it.", 60, 34, [0]),
                Held("Z.fanout/without-other-name", "The same, without what is not listed.", 1, 1, [0]),
            ],
            exitCode: 3
        );
    }

    /// <summary>An audit with the adversarial search: every way in which one ends.</summary>
    private static AuditRecord Searched()
    {
        ClaimRecord found = Held("F.specialize", "A bound with constants.", 1000, 800, [0.1, 0.02]);
        return Audit(
            [
                found with
                {
                    Search = Search("F.specialize", new(0.1, 1, 3, 60), new(0.73, 1.1, 4, 88), (3, 71)),
                },
                Held("F.instance", "A loose bound.", 1000, 900, [1e-9]) with
                {
                    Search = Search("F.instance", new(1e-9, 1, 2, 40), new(3e-8, 1, 2, 44), (0, 250)),
                },
                Held("M.local-kink", "A bound that is reached.", 1000, 900, [1, 0.4]) with
                {
                    Search = Search("M.local-kink", new(2.25, 2.25, 2, 30), new(2.25, 2.25, 2, 30), (0, 0)),
                },
                Held("Z.kink", "An exact claim.", 500, 450, [0]) with
                {
                    Search = Idle("Z.kink", SearchOutcome.Exact),
                },
                Held("Z.observers", "A statistical claim.", 100, 100, [0.01]) with
                {
                    Charts =
                    [
                        new(
                            "Where counterexamples end",
                            "Exponents & intervals.",
                            [
                                new(
                                    "N against 1/eps (d = 2, K = 3)",
                                    "1/eps",
                                    "N",
                                    [new(8, 20), new(8, 30), new(16, 50), new(256, 700)],
                                    [
                                        new("theorem", IsFit: false, [new(8, 250), new(256, 8000)]),
                                        new("fit", IsFit: true, [new(8, 25), new(256, 690)]),
                                    ]
                                ),
                                new("G against K", "K", "G", [new(3, 0.015)], []),
                            ]
                        ),
                    ],
                    Search = Idle("Z.observers", SearchOutcome.Statistical),
                },
                Held("T.none", "Nothing to climb from.", 10, 5, []) with
                {
                    Search = Idle("T.none", SearchOutcome.NoStart),
                },
                found with
                {
                    Id = "T.refuted",
                    Verdict = "refuted",
                    Remark =
                        "no violation in the 800 applicable of 1000 cases; the adversarial search found this one",
                    Search = Search("T.refuted", new(0.2, 1, 0, 12), new(0.9, 1, 0, 12), (1, 5)) with
                    {
                        Outcome = SearchOutcome.Refuted,
                    },
                    Witness = new(
                        "counterexamples/T.refuted.json",
                        "counterexamples/T.refuted.json",
                        999,
                        "node 1: 5/4 is above 1",
                        1.25,
                        1
                    )
                    {
                        SearchSteps = 1234,
                    },
                },
                Held("T.stopped", "A search that was stopped.", 10, 10, [0.5]) with
                {
                    Search = Idle("T.stopped", SearchOutcome.Interrupted),
                },
            ],
            exitCode: 1
        ) with
        {
            SearchOverride = true,
        };
    }

    private static SearchRecord Idle(string claim, SearchOutcome outcome) =>
        new() { Claim = claim, Outcome = outcome };

    private static SearchRecord Search(
        string claim,
        SearchedCase sampled,
        SearchedCase found,
        (int Climb, int Step) at
    ) =>
        new()
        {
            Claim = claim,
            Outcome = SearchOutcome.Climbed,
            Sampled = sampled,
            Found = found,
            FoundAt = at,
            Climbs = 16,
            Steps = 4000,
            Path = $"leaderboard/{claim}.json",
        };

    private static AuditRecord Audit(
        ImmutableArray<ClaimRecord> claims,
        int exitCode,
        int? casesOverride = null
    ) =>
        new()
        {
            ToolName = "verify",
            ToolVersion = "0.1.0",
            Seed = 1,
            Profile = "quick",
            CasesOverride = casesOverride,
            ExitCode = exitCode,
            Seconds = 48.25,
            Interrupted = false,
            Claims = claims,
        };

    private static ClaimRecord Held(
        string id,
        string statement,
        int cases,
        int applicable,
        ImmutableArray<double> tightnesses,
        int[]? rejections = null
    ) =>
        new()
        {
            Id = id,
            Kind = "claim",
            Statement = statement,
            Source = "Student Specialization in Deep ReLU Networks, Lemma 1; theory.md, section 2",
            Hypotheses =
            [
                new("in range", "no weight, activation or gradient overflows", rejections?[1] ?? 0),
                new(
                    "away from kinks",
                    "no pre-activation lies within the step of a kink",
                    rejections?[0] ?? cases - applicable
                ),
            ],
            Expected = "held",
            Verdict = "held",
            Cases = cases,
            Applicable = applicable,
            MinimumApplicable = cases / 2,
            Violations = 0,
            Unresolved = 0,
            Tightness = tightnesses.IsEmpty ? null : tightnesses.Max(),
            ViolationRateUpper95 = Math.Min(0.95, 2.9957 / applicable),
            CasesPerSecond = 312.5,
            Distribution =
            [
                new(
                    "depth",
                    [new("2", cases / 2), new("3", cases / 4), new("4", cases - cases / 2 - cases / 4)]
                ),
                new(
                    "inputs",
                    [
                        .. Enumerable
                            .Range(1, 14)
                            .Select(d => KeyValuePair.Create(d.ToString(CultureInfo.InvariantCulture), d)),
                    ]
                ),
                new("leak", [new("0", cases - cases / 3), new("0.25", cases / 3)]),
            ],
            Tightnesses = tightnesses,
            ReplayToken = $"{id}@depth=3 widths=4,6,5,2/3,3,2 leak=0.25 seed=5723",
        };

    private static ClaimRecord Refuted() =>
        Held("A.refuted", "A claim that is false.", 500, 450, [0.1, 0.2, 40, 1e6]) with
        {
            Verdict = "refuted",
            Violations = 3,
            Tightness = 1e6,
            Witness = new(
                "counterexamples/A.refuted.json",
                "A.refuted@depth=2 widths=1,1,1 seed=3",
                41,
                "layer 1, sample 0, node 0: residual 3/4",
                0.75,
                7.5e-7
            ),
        };

    private static ClaimRecord Proved(string id, string statement, ImmutableArray<string> subjects) =>
        Held(id, statement, subjects.Length, subjects.Length, []) with
        {
            Expected = "proved",
            Verdict = "proved",
            Hypotheses = [],
            MinimumApplicable = 0,
            Tightness = null,
            ViolationRateUpper95 = null,
            Distribution = [],
            ReplayToken = id,
            Proofs =
            [
                .. subjects.Select(subject => new ProofRecord(
                    subject,
                    true,
                    [
                        "left:   D V^T V* f* − D V^T V f",
                        "right:  D (V^T V* f* − V^T V f)",
                        "normal forms are equal",
                    ]
                )),
            ],
        };

    private static ClaimRecord ProofTwin(string of, string name, string statement) =>
        Proved($"{of}/{name}", statement, ["induction step"]) with
        {
            Kind = "control",
            TwinOf = of,
            Expected = "refuted",
            Verdict = "refuted",
            Violations = 1,
            Proofs = [new("induction step", false, ["left − right = D V^T V f − V^T V f", "not zero"])],
            Witness = new(
                $"counterexamples/{of}--{name}.json",
                $"{of}/{name}",
                0,
                "left − right = D V^T V f − V^T V f; not zero",
                double.NaN,
                double.NaN
            ),
        };

    private static ClaimRecord Twin(string of, string name, string statement, int firstCase) =>
        Held($"{of}/{name}", statement, 64, 64, []) with
        {
            Kind = "control",
            TwinOf = of,
            Expected = "refuted",
            Verdict = "refuted",
            Violations = 61,
            Tightness = double.PositiveInfinity,
            ViolationRateUpper95 = null,
            Distribution = [],
            Witness = new(
                $"counterexamples/{of}--{name}.json",
                $"{of}/{name}@depth=2 widths=1,1,1/1 leak=0 seed=11",
                firstCase,
                "layer 1, sample 0, node 0: residual −1/2",
                0.5,
                1.25e-15
            ),
        };

    // About normal in log10: the sum of four uniform numbers from a small congruential generator.
    private static ImmutableArray<double> Spread(int count, double centre, double width, int zeros)
    {
        ulong state = 88172645463325252;
        ImmutableArray<double>.Builder values = ImmutableArray.CreateBuilder<double>(count);
        for (int i = 0; i < count; i++)
        {
            double sum = 0;
            for (int term = 0; term < 4; term++)
            {
                state = unchecked(state * 6364136223846793005 + 1442695040888963407);
                sum += (state >> 11) * Math.ScaleB(1, -53) - 0.5;
            }

            // A rational stand-in for 10^t: Math.Pow may differ in the last bit between machines, and these values are
            // compared byte for byte.
            values.Add(i < zeros ? 0 : Math.Min(0.97, PowerOfTen(centre + width * sum)));
        }

        return values.MoveToImmutable();
    }

    // Linear between the edges of quarter decades.
    private static double PowerOfTen(double exponent)
    {
        int quarter = (int)Math.Floor(4 * exponent);
        double low = Verify.Audit.Reports.Plots.Decades.Edge(quarter);
        double high = Verify.Audit.Reports.Plots.Decades.Edge(quarter + 1);
        return low + (high - low) * (4 * exponent - quarter);
    }
}
