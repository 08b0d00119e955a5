// The worst band of small sets of points with integer coordinates, by looking at every candidate direction, exactly.
// It shares nothing with the solvers: directions are integer vectors, widths are compared by their squares.

using System.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

/// <summary>Squares of eta* and of W(c), as fractions; infinite when the denominator is 0.</summary>
internal static class BandOracle
{
    /// <summary>
    /// eta*^2 for a floor p / q: the largest of ((c - slack) / (max(w / 2, floor) N))^2 over the candidate directions.
    /// </summary>
    internal static ExactNumber EtaSquared(long[][] points, int slack, ExactNumber floor)
    {
        ExactNumber best = ExactNumber.Of(0);
        int n = points.Length;
        foreach ((long[] direction, int c, BigInteger width) in Windows(points))
        {
            if (c <= slack)
            {
                continue;
            }

            // (width / (2 |direction|))^2, against floor^2.
            ExactNumber half = new(width * width, 4 * Square(direction));
            ExactNumber least = floor * floor;
            half = half.CompareTo(least) < 0 ? least : half;
            BigInteger gain = (BigInteger)(c - slack) * (c - slack);
            ExactNumber value = new(gain * half.Denominator, half.Numerator * n * n);
            best = Larger(best, value);
        }

        return best;
    }

    /// <summary>W(c)^2, the least squared half-width of a band that holds c points.</summary>
    internal static ExactNumber WidthSquared(long[][] points, int count)
    {
        ExactNumber best = new(1, 0);
        foreach ((long[] direction, int c, BigInteger width) in Windows(points))
        {
            if (c == count)
            {
                ExactNumber half = new(width * width, 4 * Square(direction));
                best = best.Denominator.IsZero || half.CompareTo(best) < 0 ? half : best;
            }
        }

        return best;
    }

    internal static bool IsInfinite(ExactNumber value) => value.Denominator.IsZero;

    /// <summary>Lower^2 &lt;= value &lt;= Upper^2, infinite ends included.</summary>
    internal static void Encloses(double lower, double upper, ExactNumber square)
    {
        if (IsInfinite(square))
        {
            Assert.Equal(double.PositiveInfinity, upper);
            return;
        }

        Assert.True(double.IsFinite(lower), "the lower end is infinite, the exact value is not");
        ExactNumber low = ExactNumber.Of(lower);
        Assert.True((low * low).CompareTo(square) <= 0, $"lower end {lower:R} is above {Root(square):R}");
        if (double.IsFinite(upper))
        {
            ExactNumber high = ExactNumber.Of(upper);
            Assert.True(
                (high * high).CompareTo(square) >= 0,
                $"upper end {upper:R} is below {Root(square):R}"
            );
        }
    }

    internal static double Root(ExactNumber square) =>
        Math.Exp((BigInteger.Log(square.Numerator) - BigInteger.Log(square.Denominator)) / 2);

    private static ExactNumber Larger(ExactNumber a, ExactNumber b) =>
        IsInfinite(a) ? a
        : IsInfinite(b) ? b
        : a.CompareTo(b) >= 0 ? a
        : b;

    private static BigInteger Square(long[] v) =>
        v.Aggregate(BigInteger.Zero, (sum, x) => sum + (BigInteger)x * x);

    private static IEnumerable<(long[] Direction, int Count, BigInteger Width)> Windows(long[][] points)
    {
        foreach (long[] direction in Directions(points))
        {
            long[] along = [.. points.Select(p => p.Zip(direction, (x, n) => x * n).Sum()).Order()];
            for (int k = 0; k < along.Length; k++)
            {
                for (int j = k; j < along.Length; j++)
                {
                    yield return (direction, j - k + 1, along[j] - along[k]);
                }
            }
        }
    }

    /// <summary>
    /// Directions among which the least width of every subset is found. On a line the one there is. In the plane the
    /// normals of lines through two points. In space those of planes through three points and those orthogonal to two
    /// edges: the width of a polytope is reached between a face and a vertex or between two edges. Lower-dimensional sets
    /// are covered by adding coordinate vectors to the edges.
    /// </summary>
    private static List<long[]> Directions(long[][] points)
    {
        int d = points[0].Length;
        if (d == 1)
        {
            return
            [
                [1],
            ];
        }

        List<long[]> edges =
        [
            .. Enumerable
                .Range(0, d)
                .Select(k => Enumerable.Range(0, d).Select(i => i == k ? 1L : 0).ToArray()),
        ];
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                edges.Add([.. points[i].Zip(points[j], (x, y) => x - y)]);
            }
        }

        IEnumerable<long[]> normals =
            d == 2
                ? edges.Select(e => new[] { -e[1], e[0] })
                : edges.SelectMany((e, i) => edges.Take(i).Select(f => Cross(e, f)));
        return [.. normals.Where(n => n.Any(x => x != 0))];
    }

    private static long[] Cross(long[] a, long[] b) =>
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
