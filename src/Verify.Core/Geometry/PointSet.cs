// Samples in the space in which bands are looked for: the given ones, or those taken across a direction.
// It owns its memory, unlike a view, so that solvers may keep it.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// N points in D dimensions, each within <see cref="Perturbation"/> (Euclidean) of the point it stands for. The width of
/// a set of points in a unit direction differs from the true one by at most twice that.
/// </summary>
internal sealed class PointSet(double[] data, int count, int dimension, double perturbation)
{
    /// <summary>Row-major, N x D.</summary>
    internal double[] Data { get; } = data;

    internal int Count { get; } = count;

    internal int Dimension { get; } = dimension;

    internal double Perturbation { get; } = perturbation;

    internal ReadOnlyMatrixView View => new(Data, Count, Dimension);

    internal static PointSet Copy(ReadOnlyMatrixView points)
    {
        double[] data = new double[points.Rows * points.Columns];
        for (int i = 0; i < points.Rows; i++)
        {
            points.Row(i).CopyTo(data.AsSpan(i * points.Columns));
        }

        return new PointSet(data, points.Rows, points.Columns, 0);
    }
}
