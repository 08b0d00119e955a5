// The checks of arguments that every band certificate shares, and the certificates that need no work.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Argument checks and trivial ends.</summary>
internal static class BandGuard
{
    /// <exception cref="ArgumentException">No columns, or an entry that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative slack; a floor that is negative, NaN or infinite.</exception>
    internal static void Check(ReadOnlyMatrixView points, int slack, double floor, BandOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(slack);
        if (!(floor >= 0 && double.IsFinite(floor)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(floor),
                floor,
                "A floor is finite and not negative."
            );
        }

        if (options.Confidence is double confidence && !(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                confidence,
                "A confidence lies strictly between 0 and 1."
            );
        }

        if (options.ProjectionDensity is double density && !(density > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), density, "A density bound is positive.");
        }

        CheckPoints(points);
    }

    /// <exception cref="ArgumentException">No columns, or an entry that is not finite.</exception>
    internal static void CheckPoints(ReadOnlyMatrixView points)
    {
        if (points.Columns == 0)
        {
            throw new ArgumentException("Samples of dimension 0 have no bands.", nameof(points));
        }

        for (int i = 0; i < points.Rows; i++)
        {
            foreach (double value in points.Row(i))
            {
                // Half of the largest double: differences of two samples must not overflow.
                if (!(Math.Abs(value) <= double.MaxValue / 4))
                {
                    throw new ArgumentException($"Sample {i} has an entry that is not finite or too large.");
                }
            }
        }
    }

    /// <summary>(count - slack) / (halfWidth N) rounded down; 0 when it is not positive, infinite for half-width 0.</summary>
    internal static double RatioDown(int count, int slack, double halfWidth, int samples) =>
        count <= slack ? 0
        : halfWidth == 0 ? double.PositiveInfinity
        : DirectedRounding.DivideDown(count - slack, DirectedRounding.MultiplyUp(halfWidth, samples));

    /// <summary>The same rounded up: no band of at least this half-width with at most this count exceeds it.</summary>
    internal static double RatioUp(int count, int slack, double halfWidth, int samples) =>
        count <= slack ? 0
        : halfWidth == 0 ? double.PositiveInfinity
        : DirectedRounding.DivideUp(count - slack, DirectedRounding.MultiplyDown(halfWidth, samples));
}
