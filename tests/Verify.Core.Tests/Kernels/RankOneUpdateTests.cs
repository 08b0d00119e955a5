// The rank-one update against its scalar form, bit for bit, on strided destinations and every width.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.RankOneUpdate;

namespace Verify.Core.Tests.Kernels;

public sealed class RankOneUpdateTests
{
    [Fact]
    public void Add_EveryLengthAndWidth_EqualsReferenceAndSparesGuardCells()
    {
        for (int columns = 0; columns <= 257; columns++)
        {
            int rows = columns % 4;
            double[] x = NumbersWithSpecials(rows, 1);
            double[] y = NumbersWithSpecials(columns, 2);
            double[] start = Strided(NumbersWithSpecials(rows * columns, 3), rows, columns, columns + 3);
            foreach (double alpha in new[] { 1.0, -0.3, 0.0 })
            {
                double[] expected = [.. start];
                Reference.Add(alpha, x, y, View(expected, 0, rows, columns, columns + 3));
                foreach (SimdWidth width in Widths)
                {
                    double[] actual = [.. start];
                    RankOneUpdate.Add(width, alpha, x, y, View(actual, 0, rows, columns, columns + 3));
                    AssertSameBits(expected, actual, $"{rows} x {columns}, width {width}, alpha {alpha}");
                }
            }
        }
    }

    [Fact]
    public void Add_AlphaTimesX_IsRoundedBeforeTheChain()
    {
        double e = Math.ScaleB(1, -30);
        double[] d = [-(1 + 2 * e)];
        RankOneUpdate.Add(1 + e, [1 + e], [1], new(d, 1, 1));
        Assert.Equal(0.0, d[0]);
    }

    [Fact]
    public void Add_ShapesOrOverlap_AreRefused()
    {
        double[] m = new double[40];
        double[] other = new double[4];
        Assert.Throws<ArgumentException>(() => RankOneUpdate.Add(1, other, other, new(m, 4, 5)));
        Assert.Throws<ArgumentException>(() => RankOneUpdate.Add(1, other, other, new(m, 3, 4)));
        foreach (int shift in new[] { 0, 1, 12 })
        {
            Assert.Throws<ArgumentException>(() =>
                RankOneUpdate.Add(1, m.AsSpan(shift, 4), other, new(m, 4, 4))
            );
            Assert.Throws<ArgumentException>(() =>
                RankOneUpdate.Add(1, other, m.AsSpan(shift, 4), new(m, 4, 4))
            );
        }
    }

    [Fact]
    public void Add_WarmCall_AllocatesNothing()
    {
        double[] x = Numbers(13, 1);
        double[] d = new double[13 * 13];
        Assert.Equal(0, AllocatedBytes(() => RankOneUpdate.Add(0.5, x, x, new(d, 13, 13))));
    }
}
