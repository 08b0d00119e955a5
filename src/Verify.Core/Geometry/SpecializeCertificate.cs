// F.specialize with measured constants: for teacher j and student k, each hypothesis with its number, and the bounds that
// follow when all hold. The theorem as it stands; F.instance, which uses more of the data, is InstanceCertificate.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>What F.specialize needs and gives for one pair (theory.md, section 4); numbers are of normalised nodes.</summary>
public sealed record SpecializeCertificate
{
    /// <summary>k.</summary>
    public required int Student { get; init; }

    /// <summary>|S_jk| / N_j, a lower end.</summary>
    public required double Kappa { get; init; }

    /// <summary>alpha_kj.</summary>
    public required Interval Mixture { get; init; }

    /// <summary>The largest |g_k| on D', an upper end.</summary>
    public required double Gradient { get; init; }

    /// <summary>|alpha_kj| (1 - c) (t - delta) / 4, a lower end; the gradient must be below it. 0 when t &lt;= delta.</summary>
    public required double Threshold { get; init; }

    /// <summary>2 (K - 1)(d + 1) / kappa: N_j must be larger. Infinite for kappa = 0.</summary>
    public required double SamplesNeeded { get; init; }

    /// <summary>The N that the theorem asks for, at the measured share N_j / N: SamplesNeeded N / N_j.</summary>
    public required double DatasetNeeded { get; init; }

    /// <summary>2 eta (K - 1)(s + delta) / kappa, the bound on the sine; may exceed 1 and be infinite.</summary>
    public required double SineAtMost { get; init; }

    /// <summary>(s + delta) + sin sqrt(mu (K - 1) / kappa) + sin^2 |b_j| with sin at most 1.</summary>
    public required double OffsetAtMost { get; init; }

    /// <summary>Whether the gradient is below the threshold.</summary>
    public bool IsSmall => Gradient < Threshold;

    /// <summary>The numbers of one pair.</summary>
    /// <param name="test">As in the first pass, with a response.</param>
    /// <param name="result">Of the first pass.</param>
    /// <param name="teacher">j, regular.</param>
    /// <param name="student">k.</param>
    /// <param name="eta">An upper end of D.transverse's eta at the floor s + delta.</param>
    /// <param name="mu">An upper end of D.tail's mu.</param>
    public static SpecializeCertificate Of(
        KinkTest test,
        SmallGradientResult result,
        int teacher,
        int student,
        double eta,
        double mu
    )
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(result);
        HiddenNodes nodes = test.Nodes;
        KinkResponse response =
            test.Response ?? throw new ArgumentException("F.specialize needs the second layer.");
        long inBand = result.Tally.InBand[teacher];
        long observed = result.Tally.ObservedBy(teacher, student);
        Interval others = Interval.Exact(Math.Max(0, nodes.Regular - 1));
        Interval kappa = inBand == 0 ? Interval.Zero : Interval.Exact(observed) / Interval.Exact(inBand);
        Interval norm = nodes.IsRegular(nodes.Teachers + student)
            ? nodes.Norm(nodes.Teachers + student)
            : Interval.Exact(1);
        Interval rest = test.Steps.Reach(nodes, teacher) - Interval.Exact(test.Delta) * nodes.Norm(teacher);
        Interval share = (Interval.Exact(1) - Interval.Exact(response.Leak)) / Interval.Exact(4);
        Interval threshold = response.ScaledMixture(teacher, student).Abs() * norm * share * rest;
        bool isObserved = observed > 0;
        Interval needed = isObserved
            ? Interval.Exact(2) * others * Interval.Exact(nodes.Inputs + 1) / kappa
            : Interval.Whole;
        Interval room = Interval.Exact(test.Steps.Step) + Interval.Exact(test.Delta);
        Interval sine = isObserved
            ? Interval.Exact(2) * Interval.Exact(eta) * others * room / kappa
            : Interval.Whole;
        Interval bounded = Interval.Exact(Math.Min(1, sine.Upper));
        Interval offset = isObserved
            ? room
                + bounded * (Interval.Exact(mu) * others / kappa).Sqrt()
                + bounded.Square() * nodes.Offset(teacher).Abs()
            : Interval.Whole;
        return new SpecializeCertificate
        {
            Student = student,
            Kappa = kappa.Lower,
            Mixture = response.Mixture(teacher, student),
            Gradient = (Interval.Exact(result.Tally.Largest[student]) * norm).Upper,
            Threshold = Math.Max(0, threshold.Lower),
            SamplesNeeded = needed.Upper,
            DatasetNeeded = isObserved
                ? (needed * Interval.Exact(result.Samples) / Interval.Exact(inBand)).Upper
                : double.PositiveInfinity,
            SineAtMost = sine.Upper,
            OffsetAtMost = offset.Upper,
        };
    }
}
