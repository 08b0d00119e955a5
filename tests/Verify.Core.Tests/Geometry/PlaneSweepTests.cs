// The sweep's own law, checked at every event in exact arithmetic: the block lies on a line of the event's direction and
// all points are in order across it; after half a turn the order is reversed.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class PlaneSweepTests
{
    private readonly struct Checker(List<PlaneOrder> seen) : IPlaneVisitor
    {
        public void Visit(PlaneOrder order, int first, int last, int p, int q)
        {
            seen.Add(order);
            (double X, double Y) a = order.Of(p);
            (double X, double Y) b = order.Of(q);
            for (int i = 1; i < order.Count; i++)
            {
                int sign = ExactPlane.CrossSign(a, b, order.At(i - 1), order.At(i));
                Assert.True(sign >= 0, "the order across the line is wrong");
                Assert.True(sign == 0 || i <= first || i > last, "the block is not on a line");
            }

            Assert.True(first < last);
        }
    }

    private static void Check(double[] data)
    {
        List<PlaneOrder> seen = [];
        Checker checker = new(seen);
        PlaneSweep.Run(data, ref checker);
        int n = data.Length / 2;
        int pairs = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                pairs += data[2 * i] != data[2 * j] || data[2 * i + 1] != data[2 * j + 1] ? 1 : 0;
            }
        }

        Assert.True(pairs == 0 || seen.Count > 0);
        if (seen.Count == 0)
        {
            return;
        }

        PlaneOrder order = seen[0];
        for (int i = 1; i < n; i++)
        {
            ((double ax, double ay), (double bx, double by)) = (order.At(i - 1), order.At(i));
            Assert.True(ay > by || (ay == by && ax >= bx), "half a turn did not reverse the order");
        }
    }

    [Fact]
    public void Run_LatticesLinesAndDuplicates_KeepsTheOrder()
    {
        CounterRandom random = new(95);
        for (int trial = 0; trial < 200; trial++)
        {
            int size = (trial % 4) switch
            {
                0 => 1,
                1 => 2,
                2 => 10,
                _ => 1 << 24,
            };
            Check(BandData.Flat(BandData.Random(random, random.NextBelow(14), 2, size)));
        }

        Check([.. Enumerable.Range(0, 36).SelectMany(i => new double[] { i / 6, i % 6 })]);
        Check([.. Enumerable.Range(0, 12).SelectMany(i => new double[] { i, 3 - 2 * i })]);
        Check(BandData.Gaussian(96, 60, 2));
    }

    [Fact]
    public void Run_DirectionsThatDoublesCannotTellApart_KeepsTheOrder()
    {
        // Consecutive Fibonacci vectors (F_k, F_(k+1)) have a cross product of +-1: from F_38 on their angles differ by less
        // than the keys' rounding. Differences of the points are such vectors.
        long[] f = new long[48];
        (f[0], f[1]) = (1, 1);
        for (int k = 2; k < f.Length; k++)
        {
            f[k] = f[k - 1] + f[k - 2];
        }

        for (int start = 36; start < 44; start++)
        {
            List<double> data = [0, 0, 17, -5, 3e9, 1e8];
            for (int k = start; k < start + 4; k++)
            {
                foreach (double sign in (double[])[1, -1])
                {
                    data.AddRange([sign * f[k - 1], f[k], 17 + f[k], sign * f[k - 1] - 5]);
                }
            }

            Check([.. data]);
        }
    }
}
