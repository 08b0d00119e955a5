// What is asked of one sample x, teacher j and student k: is x in the band, in E_k, and is g_k too small at x and
// x +- s e for j's kink to be alone there (theory.md, section 4, F.local-kink and F.instance). Decides, counts nothing.

using System.Runtime.CompilerServices;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The settings of a pass over a dataset and the comparisons it makes. All of them are certain: a sample is counted only
/// when no rounding can undo it. On scaled nodes both sides of a comparison carry the same norms, which therefore cancel:
/// |g_k| &lt; |alpha_kj| (1 - c) (t - |h_j|) / 4 of the normalised pair reads
/// |v_k.r| &lt; |v_k.v*_j| (1 - c) (s |w~*_j.e| - |z_j|) / 4.
/// </summary>
public sealed class KinkTest
{
    private readonly double[] factors;
    private readonly double[] reaches;
    private readonly double[] bandLimits;
    private readonly double[] insideLimits;
    private readonly double[] outsideLimits;

    /// <summary>A test of bands of half-width <paramref name="delta"/> with augmentation steps.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="response">Their second layer; null when only the dataset and the bands are looked at.</param>
    /// <param name="steps">The augmentation.</param>
    /// <param name="delta">Half-width of the teachers' bands, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">delta is not positive and finite.</exception>
    public KinkTest(HiddenNodes nodes, KinkResponse? response, AugmentationSteps steps, double delta)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(steps);
        if (!(delta > 0) || !double.IsFinite(delta))
        {
            throw new ArgumentOutOfRangeException(
                nameof(delta),
                delta,
                "A band's half-width is positive and finite."
            );
        }

        Nodes = nodes;
        Response = response;
        Steps = steps;
        Delta = delta;
        Guard = new MembershipGuard(nodes);
        int m = nodes.Teachers;
        reaches = [.. Enumerable.Range(0, m).Select(j => steps.Reach(nodes, j).Lower)];
        bandLimits = Limits(nodes, delta, upward: false);
        insideLimits = Limits(nodes, steps.Step, upward: false);
        outsideLimits = Limits(nodes, steps.Step, upward: true);
        factors = new double[m * nodes.Students];
        for (int j = 0; response is not null && j < m; j++)
        {
            Interval share = (Interval.Exact(1) - Interval.Exact(response.Leak)) / Interval.Exact(4);
            for (int k = 0; nodes.IsRegular(j) && k < nodes.Students; k++)
            {
                factors[j * nodes.Students + k] = (response.ScaledMixture(j, k).Abs() * share).Lower;
            }
        }
    }

    /// <summary>The nodes.</summary>
    public HiddenNodes Nodes { get; }

    /// <summary>The second layer, or null.</summary>
    public KinkResponse? Response { get; }

    /// <summary>The augmentation.</summary>
    public AugmentationSteps Steps { get; }

    /// <summary>delta.</summary>
    public double Delta { get; }

    /// <summary>Rounding of pre-activations.</summary>
    public MembershipGuard Guard { get; }

    /// <summary>Whether alpha_kj is not 0 for certain: the pair can say something.</summary>
    public bool IsTied(int teacher, int student) => factors[teacher * Nodes.Students + student] > 0;

    /// <summary>Whether a sample is in I_j(delta) for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInBand(int teacher, double z, double reach) =>
        Guard.IsInside(teacher, z, reach, bandLimits[teacher]);

    /// <summary>Whether a sample is in I_i(s) for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsWithinStep(int node, double z, double reach) =>
        Guard.IsInside(node, z, reach, insideLimits[node]);

    /// <summary>Whether a sample is outside I_i(s) for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsBeyondStep(int node, double z, double reach) =>
        Guard.IsOutside(node, z, reach, outsideLimits[node]);

    /// <summary>An upper bound on |v_k.r|, given it as computed and the shared guard of the sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Ungated(int student, double product, double sharedGuard) =>
        // The factor covers the rounding of the sum and of the leak's product.
        (Math.Abs(product) + Response!.Guard(student, sharedGuard)) * (1 + 8 * RoundingError.UnitRoundoff);

    /// <summary>An upper bound on |g_k|: the gate is the leak only where z_k is negative for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Gradient(int student, double product, double z, double reach, double sharedGuard)
    {
        double ungated = Ungated(student, product, sharedGuard);
        return Guard.IsInactive(Nodes.Teachers + student, z, reach)
            ? ungated * Response!.StudentLeak
            : ungated;
    }

    /// <summary>A lower bound on s |w~*_j.e| - |z_j|, what j's kink can reach at the sample; may be negative.</summary>
    public double Gap(int teacher, double z, double reach) =>
        DirectedRounding.SubtractDown(
            reaches[teacher],
            DirectedRounding.AddUp(Math.Abs(z), Guard.Guard(teacher, reach))
        );

    /// <summary>
    /// A lower bound on |v_k.v*_j| (1 - c) / 4 times a positive gap: a gradient certainly below it is smaller than j's kink
    /// alone would leave. 0 when the gap is not positive.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Threshold(int teacher, int student, double gap) =>
        gap > 0
            ? factors[teacher * Nodes.Students + student] * gap * (1 - 4 * RoundingError.UnitRoundoff)
            : 0;

    private static double[] Limits(HiddenNodes nodes, double halfWidth, bool upward) =>
        [
            .. Enumerable
                .Range(0, nodes.Count)
                .Select(i =>
                    (Interval.Exact(halfWidth) * nodes.Norm(i)) is var limit && upward
                        ? limit.Upper
                        : limit.Lower
                ),
        ];
}
