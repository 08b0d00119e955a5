// From the counts of the passes to what can be said about one teacher: which hypothesis fails first, or which student
// must match it. The bounds themselves are Verify.Core's.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Audit.Checking;

/// <summary>Judges teachers one by one; safe to use from several threads.</summary>
internal sealed class TeacherJudgement(
    KinkTest test,
    SmallGradientResult first,
    IReadOnlyList<InstanceCounts>? counts,
    CheckSettings settings
)
{
    private readonly HiddenNodes nodes = test.Nodes;

    internal TeacherRecord Of(int j)
    {
        SmallGradientTally tally = first.Tally;
        long inBand = tally.InBand[j];
        bool isRegular = nodes.IsRegular(j);
        int kept = first.Kept[j].Length / nodes.Inputs;
        BandCertificate? eta = inBand > 0 ? Transverse(j, kept, test.Steps.Step + test.Delta) : null;
        BandCertificate? literal =
            eta is not null && nodes.Inputs <= CheckEffort.LiteralInputs
                ? CheckEffort.AtLeast(Transverse(j, kept, 0), eta)
                : null;
        double mu = first.Moments[j].Mu();
        int observer = BestObserver(j);
        bool isWhole = kept == inBand;
        SpecializeCertificate? theorem =
            counts is not null && isRegular ? BestTheorem(j, isWhole ? eta : null, mu) : null;
        string? fails = theorem is null ? null : FirstFailing(j, theorem, eta, isWhole);
        InstanceCertificate? instance = counts is { } found && found[j].Size > 0 ? Instance(j) : null;
        NodeBound? match = instance?.Students(nodes).FirstOrDefault(bound => bound.SaysSomething);
        bool denied =
            theorem is not null
            && fails is null
            && eta!.Confidence is null
            && !IsAnyStudentWithin(j, theorem.SineAtMost, theorem.OffsetAtMost);
        return new TeacherRecord
        {
            Teacher = j,
            Outcome =
                !isRegular ? CheckOutcome.Constant
                : counts is null ? OfDataset(eta)
                : denied || instance is { IsContradicted: true } ? CheckOutcome.Contradicted
                : OfPair(j, instance, match),
            Coplanar =
            [
                .. Enumerable
                    .Range(0, nodes.Teachers)
                    .Where(i => i != j && PlaneAngle.AreCoplanar(nodes, i, j)),
            ],
            InBand = inBand,
            Tau = (
                Interval.Exact(inBand) / (Interval.Exact(test.Delta) * Interval.Exact(first.Samples))
            ).Lower,
            Mu = mu,
            Eta = eta,
            LiteralEta = literal,
            EtaSamples = kept,
            BestObserver = observer,
            Kappa =
                observer < 0
                    ? 0
                    : (Interval.Exact(tally.ObservedBy(j, observer)) / Interval.Exact(inBand)).Lower,
            Observers = Enumerable.Range(0, nodes.Students).Count(k => tally.ObservedBy(j, k) > 0),
            Specialize = theorem,
            SpecializeFails = fails,
            Instance = instance,
            Match = match,
            Ratios = counts is null
                ? []
                : [.. tally.Ratios.AsSpan(j * SmallGradientTally.RatioBins, SmallGradientTally.RatioBins)],
        };
    }

    private BandCertificate Transverse(int j, int kept, double floor) =>
        TransverseBand.Certify(
            new ReadOnlyMatrixView(first.Kept[j].Span, kept, nodes.Inputs),
            nodes.Direction(j),
            floor,
            floor == 0
                ? CheckEffort.Literal(settings, nodes.Inputs)
                : CheckEffort.Floored(settings, nodes.Inputs)
        );

    private InstanceCertificate Instance(int j) =>
        InstanceCertificate.Of(test, counts![j], CheckEffort.Floored(settings, nodes.Inputs));

    private int BestObserver(int j)
    {
        int best = -1;
        for (int k = 0; k < nodes.Students; k++)
        {
            long observed = first.Tally.ObservedBy(j, k);
            if (observed > 0 && (best < 0 || observed > first.Tally.ObservedBy(j, best)))
            {
                best = k;
            }
        }

        return best;
    }

    // Students below their threshold first, of those the one that sees most of the band; else the nearest to its threshold.
    private SpecializeCertificate BestTheorem(int j, BandCertificate? eta, double mu) =>
        Enumerable
            .Range(0, nodes.Students)
            .Select(k =>
                SpecializeCertificate.Of(test, first, j, k, eta?.Upper ?? double.PositiveInfinity, mu)
            )
            .OrderByDescending(pair => pair.IsSmall && pair.Kappa > 0)
            .ThenByDescending(pair => pair.IsSmall ? pair.Kappa : 0)
            .ThenBy(pair =>
                pair.Kappa > 0 && pair.Threshold > 0
                    ? pair.Gradient / pair.Threshold
                    : double.PositiveInfinity
            )
            .ThenBy(pair => pair.Student)
            .First();

    private string? FirstFailing(int j, SpecializeCertificate theorem, BandCertificate? eta, bool isWhole)
    {
        if (first.Tally.InBand[j] == 0)
        {
            return "D.compatible: no sample lies in the band";
        }

        if (theorem.Kappa <= 0)
        {
            return "D.observed: no student is active at a sample of the band";
        }

        if (theorem.Mixture.Contains(0))
        {
            return "alpha_kj is 0 for every student that observes the band";
        }

        if (!theorem.IsSmall)
        {
            return "the gradients on D' are not below the threshold";
        }

        if (!(first.Tally.InBand[j] > theorem.SamplesNeeded))
        {
            return "N_j is not above 2(K-1)(d+1)/kappa";
        }

        if (!isWhole || eta is null || double.IsInfinity(eta.Upper))
        {
            return "D.transverse: no finite eta is known";
        }

        if (theorem.SineAtMost >= 1)
        {
            return "the bound on the sine is not below 1";
        }

        return Enumerable
            .Range(0, nodes.Teachers)
            .Any(i =>
                i != j && nodes.IsRegular(i) && IsWithin(i, j, theorem.SineAtMost, theorem.OffsetAtMost)
            )
            ? "another teacher is aligned within the bounds"
            : null;
    }

    private bool IsAnyStudentWithin(int j, double sine, double offset) =>
        Enumerable
            .Range(nodes.Teachers, nodes.Students)
            .Any(i => nodes.IsRegular(i) && IsWithin(i, j, sine, offset));

    /// <summary>Whether node i may be within the bounds: only rounding can make it seem so where it is not.</summary>
    private bool IsWithin(int i, int j, double sine, double offset)
    {
        PlaneAngle angle = PlaneAngle.Between(nodes, i, j);
        return angle.Sine.Lower <= sine && angle.Offset.Lower <= offset;
    }

    // At the theorem's floor: literally (r > 0) no random dataset has a finite eta worth the name.
    private static CheckOutcome OfDataset(BandCertificate? eta) =>
        eta is null ? CheckOutcome.NoSamples
        : eta.LowRank is null && double.IsFinite(eta.Upper) ? CheckOutcome.DatasetHolds
        : CheckOutcome.DatasetFails;

    private CheckOutcome OfPair(int j, InstanceCertificate? instance, NodeBound? match)
    {
        SmallGradientTally tally = first.Tally;
        IEnumerable<int> observers = Enumerable
            .Range(0, nodes.Students)
            .Where(k => tally.ObservedBy(j, k) > 0);
        if (tally.InBand[j] == 0)
        {
            return CheckOutcome.NoSamples;
        }

        if (!observers.Any())
        {
            return CheckOutcome.NotObserved;
        }

        if (!observers.Any(k => test.IsTied(j, k)))
        {
            return CheckOutcome.NotTied;
        }

        if (instance is null)
        {
            return CheckOutcome.GradientTooLarge;
        }

        return match is not null ? CheckOutcome.Matched
            : instance.Nodes.Any(bound => bound.Node < nodes.Teachers && bound.SaysSomething)
                ? CheckOutcome.HeldByTeacher
            : CheckOutcome.TooFewSamples;
    }
}
