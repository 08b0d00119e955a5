// How near each teacher hyperplane of layer 1 is to a student's, up to orientation. Angles and offsets, no correlations.

using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training;

/// <summary>
/// Per teacher node j of layer 1: the student k with the smallest sine between the directions (either orientation), that
/// sine, and |b_k - sgn(u_k . u_j) b_j| of the normalised hyperplanes. The sine comes from the chord, sin = c sqrt(1 -
/// c^2/4), which keeps its digits at small angles. Students or teachers without a direction are at sine 1.
/// </summary>
public sealed record HyperplaneAlignment(double[] Sine, double[] Offset, double[] Student)
{
    /// <summary>Compares the first layers of two networks.</summary>
    public static HyperplaneAlignment Of(Network teacher, Network student)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        double[][] t = Normalised(teacher.Weights(1));
        double[][] s = Normalised(student.Weights(1));
        HyperplaneAlignment result = new(new double[t.Length], new double[t.Length], new double[t.Length]);
        for (int j = 0; j < t.Length; j++)
        {
            result.Sine[j] = double.PositiveInfinity;
            for (int k = 0; k < s.Length; k++)
            {
                (double sine, double offset) = Compare(t[j], s[k]);
                if (sine < result.Sine[j])
                {
                    (result.Sine[j], result.Offset[j], result.Student[j]) = (sine, offset, k);
                }
            }
        }

        return result;
    }

    private static (double Sine, double Offset) Compare(double[] t, double[] s)
    {
        int d = t.Length - 1;
        double dot = 0;
        for (int i = 0; i < d; i++)
        {
            dot += t[i] * s[i];
        }

        double sign = dot < 0 ? -1 : 1;
        double chord = 0;
        for (int i = 0; i < d; i++)
        {
            double difference = s[i] - sign * t[i];
            chord += difference * difference;
        }

        double sine = double.IsFinite(dot) ? Math.Sqrt(chord * Math.Max(0, 1 - chord / 4)) : 1;
        return (sine, Math.Abs(s[d] - sign * t[d]));
    }

    /// <summary>Columns divided by the norm of their direction; NaN where there is none.</summary>
    private static double[][] Normalised(ReadOnlyMatrixView weights)
    {
        double[][] nodes = new double[weights.Columns][];
        for (int k = 0; k < nodes.Length; k++)
        {
            nodes[k] = new double[weights.Rows];
            double square = 0;
            for (int i = 0; i < weights.Rows; i++)
            {
                nodes[k][i] = weights[i, k];
                square += i < weights.Rows - 1 ? weights[i, k] * weights[i, k] : 0;
            }

            double norm = Math.Sqrt(square);
            for (int i = 0; i < weights.Rows; i++)
            {
                nodes[k][i] /= norm;
            }
        }

        return nodes;
    }
}
