// Rounding guards of pre-activations: which samples are certainly inside or possibly inside a band, or active.
// The products' guards are KinkResponse's, where the derivation of both stands.

using System.Runtime.CompilerServices;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// |computed z_i - z_i| &lt;= Guard(i, reach) at x and at x +- s e, for every sample with ||x|| + s &lt;= reach
/// (KinkResponse, step 1). Comparisons that count as certain hold for the exact z_i and the exact ||w~_i||.
/// </summary>
public sealed class MembershipGuard
{
    /// <summary>Longer samples are refused: sums of their squares would leave the range of doubles.</summary>
    public const double LongestSample = 1e140;

    private readonly double[] slopes;
    private readonly double[] constants;

    /// <summary>The guards of all nodes.</summary>
    public MembershipGuard(HiddenNodes nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        slopes = new double[nodes.Count];
        constants = new double[nodes.Count];

        // gamma_{d+3} with room for the roundings of the guard itself and of z + guard: gamma_{d+8}.
        double gamma = RoundingError.Gamma(nodes.Inputs + 8);
        for (int i = 0; i < nodes.Count; i++)
        {
            slopes[i] = gamma * nodes.Norm(i).Upper;
            constants[i] = gamma * Math.Abs(nodes.Bias(i)) + (nodes.Inputs + 8) * RoundingError.Underflow;
        }
    }

    /// <summary>
    /// An upper bound on ||x||: eight lanes of squares, each square at most 2^-1022 off below where it underflows. Infinite
    /// when the squares overflow.
    /// </summary>
    public static double Reach(ReadOnlySpan<double> x, double step) =>
        Kernels.Reduction.Norm(x) * (1 + 1.0 / (1 << 20)) + Math.Sqrt(x.Length) * 1e-153 + step * (1 + 1e-15);

    /// <summary>The guard of node i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Guard(int node, double reach) => slopes[node] * reach + constants[node];

    /// <summary>Whether |z| &lt;= limit for certain, the limit rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInside(int node, double z, double reach, double limit) =>
        Math.Abs(z) + Guard(node, reach) <= limit;

    /// <summary>Whether |z| > limit for certain, the limit rounded up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsOutside(int node, double z, double reach, double limit) =>
        Math.Abs(z) - Guard(node, reach) > limit;

    /// <summary>Whether z > 0 for certain: the sample is in E_k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsActive(int node, double z, double reach) => z > Guard(node, reach);

    /// <summary>Whether z &lt; 0 for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInactive(int node, double z, double reach) => z < -Guard(node, reach);
}
