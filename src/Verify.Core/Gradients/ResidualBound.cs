// The a-priori rounding bound on the residual of Lemma 1, computed from the operands alone. Derivation below.
// It bounds what rounding can do; it says nothing of whether the lemma is true.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// For every sample, layer and node a number that |computed r_l| cannot exceed if Lemma 1 is true.
/// </summary>
/// <remarks>
/// <para>
/// 1. The gates are data. The computed gates D, D* come from rounded pre-activations; take them as given. Lemma 1 is
/// linear algebra in W, W*, x for ANY diagonal D, D*, so with these gates the exact residual is 0 and only roundings
/// separate the computed one from it.
/// </para>
/// <para>
/// 2. Paths. Each quantity is a sum of products of operands (a "path"). A chain of p fused multiply-adds puts at most p
/// roundings on a term, so the computed value is within gamma_k S of the exact one, where S is the same sum over
/// absolute values and k counts the roundings along a path (Higham, section 3.1). With p_l = n_{l-1} + 1:
/// k_f(0) = 0, k_f(l) = k_f(l-1) + p_l + 1 (the gate); k_g(L) = max(k_f*(L), k_f(L)) + 1, k_g(l-1) = k_g(l) + n_l + 1;
/// k_V(L) = k_V(L-1) = 0, k_V(l-1) = k_V(l) + n_l + 2 (gate, chain, constant); k_A = k_V + k_V* + C, k_B = 2 k_V + C;
/// k_r(l) = max(k_A + k_f* + m_l + 1, k_B + k_f + n_l + 1) + 2 (difference, gate).
/// </para>
/// <para>
/// 3. The magnitudes obey Lemma 1 too. Let Phi, Phi* be the sums over absolute values of f, f*, and
/// Gamma_L = Phi*_L + Phi_L, Gamma_{l-1} = D_{l-1} |W_l| Gamma_l those of g. Those of the mixture are
/// D_l |V_l|^T (|V*_l| Phi*_l + |V_l| Phi_l), and |V_l| Phi_l = Phi_L: hence D_l |V_l|^T Gamma_L = Gamma_l again. So one
/// forward and one backward pass over absolute values bound both sides:
/// |r_l| &lt;= (gamma_{k_g} + gamma_{k_r}) Gamma_l (1 + u).
/// Gamma itself is computed with at most k_g roundings of nonnegative terms: the factor 1 + 2^-20 covers them and the
/// last roundings, since k &lt;= 2^30 makes gamma_k &lt; 2^-22.
/// </para>
/// <para>
/// 4. Underflow. An operation in the subnormal range loses at most eta = 2^-1074. Let M be the product over layers of
/// (1 + the largest row or column sum of |W_l|), the larger of both networks' (the 1 is the constant's column e_last), X = max(1, |x|), w the largest width plus one
/// and T the roundings per entry of all recursions together. A loss in f is amplified to at most T eta M X, in V and g
/// to T eta M^2 X, in A and B to 3 C T eta M^2, and in the mixture, a sum of w terms, to 5 w C T eta M^3 X for each of the
/// two sides. Their sum is below 16 w C T eta M^3 X, doubled for the roundings in between.
/// </para>
/// <para>
/// 5. Overflow. Let P be the product of M over layers 2..L alone. Row and column sums of |V_l| are at most P, so entries of
/// A and B are at most P^2; |f| is at most M X, and |g| before its gate and each side of the mixture, partial sums
/// included, at most 2 P M X. While 4 P M X is finite nothing overflows. Otherwise the bound is infinite (or
/// NaN) and nothing is claimed: V and A may overflow where f, g and Gamma, which small inputs hold down, do not.
/// </para>
/// </remarks>
public sealed class ResidualBound
{
    private readonly int samples;
    private readonly NetworkShape shape;
    private readonly double[][] bounds;

    private ResidualBound(int samples, NetworkShape shape, double[][] bounds)
    {
        this.samples = samples;
        this.shape = shape;
        this.bounds = bounds;
    }

    /// <summary>The bound of every entry of <see cref="Lemma1Residual"/> for the same passes.</summary>
    public static ResidualBound Compute(NetworkPair pair, ForwardPass teacher, ForwardPass student)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        PairMagnitudes magnitudes = new(pair, teacher, student);
        RoundingCounts counts = magnitudes.Counts;
        NetworkShape shape = pair.Student.Shape;
        double underflow = double.IsFinite(
            4 * magnitudes.UpperGain * magnitudes.Gain * magnitudes.LargestInput
        )
            ? UnderflowTerm(pair, magnitudes)
            : double.PositiveInfinity;
        double[][] bounds = new double[shape.Depth + 1][];
        for (int l = 1; l <= shape.Depth; l++)
        {
            double factor =
                PairMagnitudes.Slack
                * (RoundingError.Gamma(counts.Gradient(l)) + RoundingError.Gamma(counts.Mixture(l)));
            bounds[l] = magnitudes.Gradient(l).Data.ToArray();
            foreach (ref double bound in bounds[l].AsSpan())
            {
                bound = factor * bound + underflow;
            }
        }

        return new ResidualBound(student.Samples, shape, bounds);
    }

    /// <summary>The bounds of layer l, N x n_l.</summary>
    public ReadOnlyMatrixView At(int layer) => new(bounds[layer], samples, shape.Width(layer));

    /// <summary>The largest bound of layer l; 0 for no samples.</summary>
    public double Largest(int layer) => Reduction.MaxMagnitude(bounds[layer]);

    private static double UnderflowTerm(NetworkPair pair, PairMagnitudes magnitudes)
    {
        double gain = magnitudes.Gain;
        int width = 1 + Math.Max(pair.Teacher.Shape.Widths.Max(), pair.Student.Shape.Widths.Max());

        // 32 w C T eta is a multiple of eta far below 2^53 eta, hence exact; then factors >= 1, each product rounded
        // once: the last factor 2 covers them.
        double terms =
            32.0 * width * pair.Outputs * magnitudes.Counts.OperationsPerEntry * RoundingError.Underflow;
        return 2 * (terms * gain * gain * gain * magnitudes.LargestInput);
    }
}
