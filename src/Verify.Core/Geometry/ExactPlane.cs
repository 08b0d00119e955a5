// The cross product of two differences of points of the plane: filtered, with an exact fallback.
// For coordinates of moderate range only (see Serves); no other predicate, no allocation.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>cross(q - p, s - r) for points with coordinates in doubles.</summary>
/// <remarks>
/// Exact form: a difference of doubles is the exact sum of two doubles (two-sum), a product of two doubles the exact sum
/// of two (fused multiply-add), so the cross product is a sum of 16 doubles. They are added into an expansion whose parts
/// do not overlap (Shewchuk 1997, grow-expansion), which is exact; its last non-zero part has the sign of the sum.
/// Nothing overflows or underflows when the coordinates are multiples of 2^-500 below 2^400.
/// </remarks>
internal static class ExactPlane
{
    /// <summary>(3 + 16 u) u, of the sum of the two products' magnitudes: the filter's bound (Shewchuk 1997, section 4.3).</summary>
    private const double FilterError = (3 + 16 * RoundingError.UnitRoundoff) * RoundingError.UnitRoundoff;

    /// <summary>The relative error of <see cref="Cross"/>.</summary>
    internal const double CrossError = 8 * RoundingError.UnitRoundoff;

    private static readonly double Largest = Math.ScaleB(1, 400);

    // A non-zero double of at least 2^-448 has a last place of at least 2^-500.
    private static readonly double Smallest = Math.ScaleB(1, -448);

    /// <summary>Whether every coordinate is 0 or of a magnitude for which the exact form is exact.</summary>
    internal static bool Serves(ReadOnlySpan<double> coordinates)
    {
        foreach (double value in coordinates)
        {
            double size = Math.Abs(value);
            if (size != 0 && !(size >= Smallest && size <= Largest))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sign of cross(q - p, s - r), exactly.</summary>
    internal static int CrossSign(
        (double X, double Y) p,
        (double X, double Y) q,
        (double X, double Y) r,
        (double X, double Y) s
    )
    {
        double left = (q.X - p.X) * (s.Y - r.Y);
        double right = (q.Y - p.Y) * (s.X - r.X);
        double cross = left - right;
        double error = FilterError * (Math.Abs(left) + Math.Abs(right));
        return Math.Abs(cross) > error ? Math.Sign(cross) : Math.Sign(Cross(p, q, r, s));
    }

    /// <summary>cross(q - p, s - r) with a relative error of at most <see cref="CrossError"/>; 0 only when it is 0.</summary>
    /// <remarks>
    /// The parts of the expansion do not overlap, so all below the largest sum to less than its last place, that is
    /// less than 2 u of it; adding them from the smallest up makes 16 roundings of which all but the last few are of
    /// numbers below u times the largest. 8 u covers it.
    /// </remarks>
    internal static double Cross(
        (double X, double Y) p,
        (double X, double Y) q,
        (double X, double Y) r,
        (double X, double Y) s
    )
    {
        Span<double> parts = stackalloc double[16];
        int count = 0;
        AddProduct(parts, ref count, q.X, p.X, s.Y, r.Y, 1);
        AddProduct(parts, ref count, q.Y, p.Y, s.X, r.X, -1);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += parts[i];
        }

        return sum;
    }

    /// <summary>Adds sign (a - b)(c - d).</summary>
    private static void AddProduct(
        Span<double> parts,
        ref int count,
        double a,
        double b,
        double c,
        double d,
        double sign
    )
    {
        (double high, double low) = TwoSum(a, -b);
        (double otherHigh, double otherLow) = TwoSum(c, -d);
        high *= sign;
        low *= sign;
        AddTerm(parts, ref count, low, otherLow);
        AddTerm(parts, ref count, low, otherHigh);
        AddTerm(parts, ref count, high, otherLow);
        AddTerm(parts, ref count, high, otherHigh);
    }

    private static void AddTerm(Span<double> parts, ref int count, double a, double b)
    {
        double product = a * b;
        Grow(parts, ref count, Math.FusedMultiplyAdd(a, b, -product));
        Grow(parts, ref count, product);
    }

    /// <summary>Adds one double to the expansion, dropping zeros: it stays non-overlapping and increasing.</summary>
    private static void Grow(Span<double> parts, ref int count, double value)
    {
        int kept = 0;
        double carry = value;
        for (int i = 0; i < count; i++)
        {
            (carry, double rest) = TwoSum(carry, parts[i]);
            if (rest != 0)
            {
                parts[kept++] = rest;
            }
        }

        if (carry != 0)
        {
            parts[kept++] = carry;
        }

        count = kept;
    }

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        double sum = a + b;
        double secondPart = sum - a;
        double firstPart = sum - secondPart;
        return (sum, (a - firstPart) + (b - secondPart));
    }
}
