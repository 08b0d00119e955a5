// How many roundings lie on a path of each quantity of Lemma 1; the bounds' k in gamma_k. Counts only, no values.

using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// The counts of ResidualBound's derivation, step 2, for one pair of networks. They hold for any order of summation
/// within a chain, so they serve a plain scalar evaluation too.
/// </summary>
public sealed class RoundingCounts
{
    private readonly NetworkPair pair;

    /// <summary>Counts for a pair.</summary>
    /// <exception cref="ArgumentException">
    /// The networks are so deep and wide that a count passes <see cref="RoundingError.LargestCount"/>.
    /// </exception>
    public RoundingCounts(NetworkPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        this.pair = pair;
        long largest = Gradient(1);
        for (int l = 1; l <= pair.Depth; l++)
        {
            // Not largest at layer 1 always: at the top C counts twice, and a wide teacher layer counts where it is.
            largest = Math.Max(largest, Mixture(l));
        }

        if (largest > RoundingError.LargestCount)
        {
            throw new ArgumentException("The networks are too deep and wide for a rounding bound.");
        }
    }

    /// <summary>T: the roundings that can go into one entry of any of the recursions, all layers together.</summary>
    public long OperationsPerEntry =>
        Activation(pair.Teacher.Shape, pair.Depth) + Gradient(1) + Mixture(1) + Mixture(pair.Depth);

    /// <summary>k_f(l): roundings on a path of f_l.</summary>
    public static long Activation(NetworkShape shape, int layer)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long count = 0;
        for (int l = 1; l <= layer; l++)
        {
            count += shape.Width(l - 1) + 1 + (l < shape.Depth ? 1 : 0);
        }

        return count;
    }

    /// <summary>k_g(l): roundings on a path of g_l.</summary>
    public long Gradient(int layer)
    {
        long count =
            1
            + Math.Max(
                Activation(pair.Teacher.Shape, pair.Depth),
                Activation(pair.Student.Shape, pair.Depth)
            );
        for (int l = pair.Depth; l > layer; l--)
        {
            count += pair.Student.Shape.Width(l) + 1;
        }

        return count;
    }

    /// <summary>k_V(l): roundings on a path of V_l.</summary>
    public static long FanOut(NetworkShape shape, int layer)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long count = 0;
        for (int l = shape.Depth - 1; l > layer; l--)
        {
            count += shape.Width(l) + 2;
        }

        return count;
    }

    /// <summary>k_A(l): roundings on a path of A_l.</summary>
    public long TeacherMixture(int layer) =>
        FanOut(pair.Student.Shape, layer) + FanOut(pair.Teacher.Shape, layer) + pair.Outputs;

    /// <summary>k_B(l): roundings on a path of B_l.</summary>
    public long StudentMixture(int layer) => 2 * FanOut(pair.Student.Shape, layer) + pair.Outputs;

    /// <summary>k_r(l): roundings on a path of D_l [A_l f*_l - B_l f_l].</summary>
    public long Mixture(int layer)
    {
        long teacher =
            TeacherMixture(layer)
            + Activation(pair.Teacher.Shape, layer)
            + pair.Teacher.Shape.Coordinates(layer);
        long student =
            StudentMixture(layer)
            + Activation(pair.Student.Shape, layer)
            + pair.Student.Shape.Coordinates(layer);
        return Math.Max(teacher, student) + 2;
    }
}
