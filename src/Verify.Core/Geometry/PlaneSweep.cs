// The rotational sweep of N points of the plane: every order in which a turning line meets them.
// It keeps the order and reports where it changes; what is measured there is the visitor's.

namespace Verify.Core.Geometry;

/// <summary>What is done at an event of the sweep.</summary>
internal interface IPlaneVisitor
{
    /// <summary>
    /// The points at positions first .. last lie on one line of direction (dx, dy), up to rounding of the difference of
    /// two of them, p and q; all others are in the order of their distance from it, ascending along the normal (-dy, dx).
    /// </summary>
    void Visit(PlaneOrder order, int first, int last, int p, int q);
}

/// <summary>The points in their present order.</summary>
internal sealed class PlaneOrder(double[] data)
{
    /// <summary>The point at each position.</summary>
    internal int[] Point { get; } = new int[data.Length / 2];

    /// <summary>The position of each point.</summary>
    internal int[] Position { get; } = new int[data.Length / 2];

    internal int Count => Point.Length;

    internal (double X, double Y) Of(int point) => (data[2 * point], data[2 * point + 1]);

    internal (double X, double Y) At(int position) => Of(Point[position]);

    internal void Put(int position, int point)
    {
        Point[position] = point;
        Position[point] = position;
    }

    internal void Reverse(int first, int last)
    {
        for (; first < last; first++, last--)
        {
            int moved = Point[first];
            Put(first, Point[last]);
            Put(last, moved);
        }
    }
}

/// <summary>
/// Turns a line's direction from angle 0 to pi. The order of the points along the normal changes only where the line is
/// parallel to one through two points; there all points of each such line are adjacent, and are reversed. Parallel
/// lines are one event. Angles are compared exactly (<see cref="ExactPlane"/>), so equal points, points on a line and
/// lattices are nothing special. O(N^2 log N) time, 16 N^2 / 2 bytes.
/// </summary>
internal static class PlaneSweep
{
    // The key -dx / (|dx| + dy) of a computed difference is within 4 u of the exact one's (three roundings of numbers up
    // to 1 and those of dx and dy, each relative); keys further apart than twice that are in the right order.
    private const double KeyError = 16 * Numerics.RoundingError.UnitRoundoff;

    /// <summary>Runs the sweep over points whose coordinates <see cref="ExactPlane.Serves"/>.</summary>
    internal static void Run<TVisitor>(double[] data, ref TVisitor visitor)
        where TVisitor : struct, IPlaneVisitor
    {
        PlaneOrder order = Start(data);
        (double[] keys, long[] pairs) = Events(order);
        Array.Sort(keys, pairs);
        SortRuns(order, keys, pairs);
        List<(int First, int Last)> blocks = [];
        for (int start = 0; start < pairs.Length; )
        {
            int end = start + 1;
            while (
                end < pairs.Length
                && keys[end] - keys[end - 1] <= KeyError
                && Compare(order, pairs[start], pairs[end]) == 0
            )
            {
                end++;
            }

            if (end == start + 1)
            {
                (int p, int q) = Points(pairs[start]);
                int first = Math.Min(order.Position[p], order.Position[q]);
                visitor.Visit(order, first, first + 1, p, q);
                order.Reverse(first, first + 1);
            }
            else
            {
                Together(order, pairs.AsSpan(start, end - start), blocks, ref visitor);
            }

            start = end;
        }
    }

    /// <summary>The order just before angle 0: by y, then by x; equal points by number.</summary>
    private static PlaneOrder Start(double[] data)
    {
        PlaneOrder order = new(data);
        int[] points = [.. Enumerable.Range(0, order.Count)];
        Array.Sort(
            points,
            (a, b) =>
            {
                ((double ax, double ay), (double bx, double by)) = (order.Of(a), order.Of(b));
                int byY = ay.CompareTo(by);
                int byX = ax.CompareTo(bx);
                return byY != 0 ? byY
                    : byX != 0 ? byX
                    : a.CompareTo(b);
            }
        );
        for (int i = 0; i < points.Length; i++)
        {
            order.Put(i, points[i]);
        }

        return order;
    }

    /// <summary>One event per pair of different points, directed into the upper half-plane.</summary>
    private static (double[] Keys, long[] Pairs) Events(PlaneOrder order)
    {
        int n = order.Count;
        double[] keys = new double[(long)n * (n - 1) / 2];
        long[] pairs = new long[keys.Length];
        int count = 0;
        for (int i = 0; i < n; i++)
        {
            (double px, double py) = order.At(i);
            for (int j = i + 1; j < n; j++)
            {
                // Later in the starting order: higher, or as high and further right.
                (double qx, double qy) = order.At(j);
                double dx = qx - px;
                double dy = qy - py;
                if (dx != 0 || dy != 0)
                {
                    keys[count] = -dx / (Math.Abs(dx) + dy);
                    pairs[count++] = ((long)order.Point[i] << 32) | (uint)order.Point[j];
                }
            }
        }

        Array.Resize(ref keys, count);
        Array.Resize(ref pairs, count);
        return (keys, pairs);
    }

    /// <summary>Sorts each run of keys too close to be told apart by the exact angle; the keys' own order is then moot.</summary>
    private static void SortRuns(PlaneOrder order, double[] keys, long[] pairs)
    {
        Comparison<long> byAngle = (a, b) => Compare(order, a, b);
        for (int start = 0; start < pairs.Length; )
        {
            int end = start + 1;
            while (end < pairs.Length && keys[end] - keys[end - 1] <= KeyError)
            {
                end++;
            }

            if (end > start + 1)
            {
                pairs.AsSpan(start, end - start).Sort(byAngle);
            }

            start = end;
        }
    }

    /// <summary>Negative when a's direction has the smaller angle: cross(a, b) > 0 within a half-turn.</summary>
    private static int Compare(PlaneOrder order, long a, long b)
    {
        (int p, int q) = Points(a);
        (int r, int s) = Points(b);
        return -ExactPlane.CrossSign(order.Of(p), order.Of(q), order.Of(r), order.Of(s));
    }

    /// <summary>Several pairs with one direction: the lines they span are blocks of positions, visited, then reversed.</summary>
    private static void Together<TVisitor>(
        PlaneOrder order,
        ReadOnlySpan<long> pairs,
        List<(int First, int Last)> blocks,
        ref TVisitor visitor
    )
        where TVisitor : struct, IPlaneVisitor
    {
        blocks.Clear();
        foreach (long pair in pairs)
        {
            (int p, int q) = Points(pair);
            (int a, int b) = (order.Position[p], order.Position[q]);
            blocks.Add((Math.Min(a, b), Math.Max(a, b)));
        }

        blocks.Sort();
        int merged = 0;
        for (int i = 1; i < blocks.Count; i++)
        {
            // Pairs of one line share points, so their ranges of positions overlap; those of two lines do not.
            if (blocks[i].First <= blocks[merged].Last)
            {
                blocks[merged] = (blocks[merged].First, Math.Max(blocks[merged].Last, blocks[i].Last));
            }
            else
            {
                blocks[++merged] = blocks[i];
            }
        }

        (int anyP, int anyQ) = Points(pairs[0]);
        for (int i = 0; i <= merged; i++)
        {
            visitor.Visit(order, blocks[i].First, blocks[i].Last, anyP, anyQ);
        }

        for (int i = 0; i <= merged; i++)
        {
            order.Reverse(blocks[i].First, blocks[i].Last);
        }
    }

    private static (int P, int Q) Points(long pair) => ((int)(pair >> 32), (int)(uint)pair);
}
