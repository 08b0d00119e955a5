// What a pass over a dataset counts, per teacher j and student k. Only counts and maxima: adding tallies in any order
// gives the same tally.

namespace Verify.Core.Geometry;

/// <summary>Counts of samples and largest gradients. Tables m x n are row-major by teacher.</summary>
public sealed class SmallGradientTally
{
    /// <summary>Ratios of gradient to threshold are filed by power of two from 2^-LowestRatio on.</summary>
    public const int LowestRatio = 40;

    /// <summary>The bins: floor(log2 ratio) from -LowestRatio to RatioBins - LowestRatio - 1, clamped.</summary>
    public const int RatioBins = 64;

    private readonly int students;

    /// <summary>An empty tally.</summary>
    public SmallGradientTally(int teachers, int students)
    {
        this.students = students;
        InBand = new long[teachers];
        Observed = new long[checked(teachers * students)];
        Cancelled = new long[teachers * students];
        LargestInBand = new double[teachers * students];
        Largest = new double[students];
        Ratios = new long[teachers * RatioBins];
    }

    /// <summary>N_j: samples of D in I_j(delta).</summary>
    public long[] InBand { get; }

    /// <summary>|S_jk|: samples of D_j in E_k.</summary>
    public long[] Observed { get; }

    /// <summary>|S0_jk|: those whose gradients are too small for j's kink to be alone there.</summary>
    public long[] Cancelled { get; }

    /// <summary>An upper bound on the largest |v_k.r| with its gate over S_jk and its augmented points.</summary>
    public double[] LargestInBand { get; }

    /// <summary>The same over all of D', per student.</summary>
    public double[] Largest { get; }

    /// <summary>
    /// Per teacher, how many pairs of a sample and an observer have a ratio gradient / threshold in [2^q, 2^(q+1)),
    /// q = bin - LowestRatio; the ends take what is beyond. Pairs without a positive threshold are not filed.
    /// </summary>
    public long[] Ratios { get; }

    /// <summary>Files one ratio.</summary>
    internal void File(int teacher, double ratio)
    {
        int power = ratio > 0 ? Math.ILogB(ratio) : -LowestRatio;
        Ratios[teacher * RatioBins + Math.Clamp(power + LowestRatio, 0, RatioBins - 1)]++;
    }

    /// <summary>|S_jk|.</summary>
    public long ObservedBy(int teacher, int student) => Observed[teacher * students + student];

    /// <summary>|S0_jk|.</summary>
    public long CancelledFor(int teacher, int student) => Cancelled[teacher * students + student];

    /// <summary>Adds another tally of the same shape.</summary>
    internal void Add(SmallGradientTally other)
    {
        Sum(InBand, other.InBand);
        Sum(Observed, other.Observed);
        Sum(Cancelled, other.Cancelled);
        Sum(Ratios, other.Ratios);
        Larger(LargestInBand, other.LargestInBand);
        Larger(Largest, other.Largest);
    }

    private static void Sum(long[] target, long[] source)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }

    private static void Larger(double[] target, double[] source)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Math.Max(target[i], source[i]);
        }
    }
}
