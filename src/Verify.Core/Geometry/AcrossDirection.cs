// Samples taken across a direction: d - 1 coordinates in which the bands orthogonal to it are all bands there are.
// Rounded, with a bound on how far each sample may be from where it should be; exact for a coordinate direction.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The reflection H = I - 2 v v^T / (v.v), v = w + sgn(w_p) |w| e_p for the largest entry w_p, maps w to a multiple of e_p;
/// its other d - 1 rows are an orthonormal basis of the complement of w, and z = (H y) without entry p are coordinates
/// there: a band of normal u orthogonal to w is the band of normal (H u) without entry p, of the same offset and width.
/// <para>
/// Rounding. v's entry p has a relative error of at most gamma_(d + 3) (a root of a sum of squares and a sum of equal
/// signs), its others none, so the computed v is turned by at most that angle and H by at most twice it in norm.
/// H y = y - (2 (v.y) / (v.v)) v in at most 2d + 6 roundings per term, each of size at most 2 |y|, and a last one:
/// 5 gamma_(2d + 8) |y|. The difference y = x - centre adds u |y|. Together less than 8 gamma_(2d + 12) |y|; lengths are
/// rounded up. Directions and samples too small to be safe from underflow are covered by a last 2^-440 (1 + d).
/// </para>
/// </summary>
internal sealed class AcrossDirection
{
    private static readonly double Flush = Math.ScaleB(1, -447);

    private readonly int pivot;
    private readonly double[]? reflection;
    private readonly double twoOverSquare;
    private readonly double[] centre;

    /// <exception cref="ArgumentException">The direction is 0, not finite, or of another dimension.</exception>
    internal AcrossDirection(ReadOnlySpan<double> direction, ReadOnlyMatrixView points)
    {
        if (direction.Length != points.Columns)
        {
            throw new ArgumentException(
                $"A direction of {direction.Length} entries for samples of dimension {points.Columns}."
            );
        }

        double largest = 0;
        int nonZero = 0;
        for (int k = 0; k < direction.Length; k++)
        {
            double size = Math.Abs(direction[k]);
            nonZero += size == 0 ? 0 : 1;
            if (!double.IsFinite(size))
            {
                throw new ArgumentException("A direction has finite entries.");
            }

            if (size > largest)
            {
                (largest, pivot) = (size, k);
            }
        }

        if (nonZero == 0)
        {
            throw new ArgumentException("A direction of length 0 has no bands across it.");
        }

        centre = new double[direction.Length];
        if (nonZero == 1)
        {
            return;
        }

        // A power of two changes no angle; entries 2^-1000 times the largest and smaller turn it by less than the flush.
        int exponent = -Math.ILogB(largest);
        reflection = new double[direction.Length];
        double square = 0;
        for (int k = 0; k < direction.Length; k++)
        {
            reflection[k] = Math.ScaleB(direction[k], exponent);
            square = Math.FusedMultiplyAdd(reflection[k], reflection[k], square);
        }

        reflection[pivot] += Math.CopySign(Math.Sqrt(square), reflection[pivot]);
        double length = 0;
        foreach (double value in reflection)
        {
            length = Math.FusedMultiplyAdd(value, value, length);
        }

        twoOverSquare = 2 / length;
        for (int i = 0; i < points.Rows; i++)
        {
            ReadOnlySpan<double> row = points.Row(i);
            for (int k = 0; k < centre.Length; k++)
            {
                centre[k] += (row[k] - centre[k]) / (i + 1);
            }
        }
    }

    /// <summary>d - 1.</summary>
    internal int Dimension => centre.Length - 1;

    /// <summary>The coordinates of a sample, d - 1 numbers, and how far they may be off (Euclidean).</summary>
    internal double Project(ReadOnlySpan<double> row, Span<double> destination)
    {
        int d = centre.Length;
        if (reflection is null)
        {
            row[..pivot].CopyTo(destination);
            row[(pivot + 1)..].CopyTo(destination[pivot..]);
            return 0;
        }

        double inner = 0;
        double size = 0;
        for (int k = 0; k < d; k++)
        {
            double y = row[k] - centre[k];
            inner = Math.FusedMultiplyAdd(reflection[k], y, inner);
            size = Math.FusedMultiplyAdd(y, y, size);
        }

        double factor = inner * twoOverSquare;
        for (int k = 0; k < d; k++)
        {
            if (k != pivot)
            {
                double value = Math.FusedMultiplyAdd(-factor, reflection[k], row[k] - centre[k]);
                destination[k < pivot ? k : k - 1] = Math.Abs(value) < Flush ? 0 : value;
            }
        }

        double error =
            8 * RoundingError.Gamma(2 * d + 12) * Math.Sqrt(size) * (1 + RoundingError.Gamma(d + 4));
        return error + (1 + d) * Math.ScaleB(1, -440);
    }

    /// <summary>All samples taken across, with the largest of their errors.</summary>
    internal PointSet Project(ReadOnlyMatrixView points)
    {
        double[] data = new double[points.Rows * Dimension];
        double perturbation = 0;
        for (int i = 0; i < points.Rows; i++)
        {
            perturbation = Math.Max(
                perturbation,
                Project(points.Row(i), data.AsSpan(i * Dimension, Dimension))
            );
        }

        return new PointSet(data, points.Rows, Dimension, perturbation);
    }

    /// <summary>The largest error that <see cref="Project(ReadOnlySpan{double}, Span{double})"/> has for any sample.</summary>
    internal double LargestError(ReadOnlyMatrixView points)
    {
        double largest = 0;
        double[] row = new double[Dimension];
        for (int i = 0; i < points.Rows; i++)
        {
            largest = Math.Max(largest, Project(points.Row(i), row));
        }

        return largest;
    }

    /// <summary>A direction of the d - 1 coordinates as one of d entries, orthogonal to the direction up to rounding.</summary>
    /// <remarks>
    /// It is the exact reflection of the exact argument up to the same relative error as a sample's, for the same reason:
    /// so along it a sample's distance from the centre is off by at most <see cref="LargestError"/> times the normal's
    /// length. A band of the lifted normal that holds a sample, made wider by that on each side, stands for a band of
    /// an exactly orthogonal normal that holds it.
    /// </remarks>
    internal double[] Lift(ReadOnlySpan<double> across)
    {
        double[] lifted = new double[centre.Length];
        for (int k = 0; k < lifted.Length; k++)
        {
            lifted[k] = k == pivot ? 0 : across[k < pivot ? k : k - 1];
        }

        if (reflection is not null)
        {
            double inner = 0;
            for (int k = 0; k < lifted.Length; k++)
            {
                inner = Math.FusedMultiplyAdd(reflection[k], lifted[k], inner);
            }

            double factor = inner * twoOverSquare;
            for (int k = 0; k < lifted.Length; k++)
            {
                lifted[k] = Math.FusedMultiplyAdd(-factor, reflection[k], lifted[k]);
            }
        }

        return lifted;
    }

    /// <summary>A direction of d entries as seen across, d - 1 numbers; nearly 0 for the direction itself.</summary>
    internal double[] Lower(ReadOnlySpan<double> direction)
    {
        double[] shifted = new double[centre.Length];
        for (int k = 0; k < shifted.Length; k++)
        {
            shifted[k] = direction[k] + centre[k];
        }

        double[] across = new double[Dimension];
        Project(shifted, across);
        return across;
    }
}
