// The magnitudes of a teacher-student pair on a batch: what every a-priori rounding bound of this folder is made of.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// Phi*_l and Phi_l of both networks, Gamma_L = Phi*_L + Phi_L, Gamma_{l-1} = D_{l-1} |W_l| Gamma_l, and the term that
/// underflow adds. Computed from nonnegative numbers only, so each is within a factor 1 + gamma_k of its exact value.
/// </summary>
internal sealed class PairMagnitudes
{
    /// <summary>
    /// Covers the roundings made in computing the magnitudes and in the last steps of a bound: at most 2^30 of them,
    /// and gamma_k is below 2^-22 then.
    /// </summary>
    internal const double Slack = 1 + 1.0 / (1 << 20);

    private readonly double[][] gamma;
    private readonly int samples;
    private readonly NetworkShape shape;

    internal PairMagnitudes(NetworkPair pair, ForwardPass teacher, ForwardPass student)
    {
        shape = pair.Student.Shape;
        samples = student.Samples;
        Counts = new RoundingCounts(pair);
        Teacher = new MagnitudePass(pair.Teacher, teacher);
        Student = new MagnitudePass(pair.Student, student);
        Gain = Math.Max(GainOf(pair.Teacher, 1), GainOf(pair.Student, 1));
        UpperGain = Math.Max(GainOf(pair.Teacher, 2), GainOf(pair.Student, 2));
        LargestInput = Math.Max(1, Reduction.MaxMagnitude(student.Activations(0).Data));
        gamma = new double[shape.Depth + 1][];
        gamma[shape.Depth] = new double[samples * shape.Outputs];
        ElementWise.Add(Teacher.At(shape.Depth).Data, Student.At(shape.Depth).Data, gamma[shape.Depth]);
        for (int l = shape.Depth; l > 1; l--)
        {
            gamma[l - 1] = new double[samples * shape.Width(l - 1)];
            GatedProduct.MultiplyTransposedRightThenGate(
                Gradient(l),
                Student.Network.Directions(l),
                student.Gates(l - 1),
                new MatrixView(gamma[l - 1], samples, shape.Width(l - 1))
            );
        }
    }

    /// <summary>How many roundings lie on a path of each quantity.</summary>
    internal RoundingCounts Counts { get; }

    /// <summary>Phi* of the teacher.</summary>
    internal MagnitudePass Teacher { get; }

    /// <summary>Phi of the student.</summary>
    internal MagnitudePass Student { get; }

    /// <summary>
    /// M: the product over layers of 1 + the largest row or column sum of |W_l|, the larger of both networks'. (The 1
    /// is the constant's column e_last.) No chain of products amplifies an absolute error by more.
    /// </summary>
    internal double Gain { get; }

    /// <summary>P: the same product over layers 2..L, which is what V_1 is made of.</summary>
    internal double UpperGain { get; }

    /// <summary>X = max(1, |x|) over the batch.</summary>
    internal double LargestInput { get; }

    /// <summary>Gamma_l, N x n_l.</summary>
    internal ReadOnlyMatrixView Gradient(int layer) => new(gamma[layer], samples, shape.Width(layer));

    private static double GainOf(Network network, int lowestLayer)
    {
        double gain = 1;
        for (int l = lowestLayer; l <= network.Shape.Depth; l++)
        {
            ReadOnlyMatrixView weights = network.Weights(l);
            double[] columns = new double[weights.Columns];
            double largest = 0;
            for (int i = 0; i < weights.Rows; i++)
            {
                double row = 0;
                for (int k = 0; k < weights.Columns; k++)
                {
                    row += Math.Abs(weights[i, k]);
                    columns[k] += Math.Abs(weights[i, k]);
                }

                largest = Math.Max(largest, row);
            }

            gain *= (1 + Math.Max(largest, columns.Max())) * Slack;
        }

        return gain;
    }
}
