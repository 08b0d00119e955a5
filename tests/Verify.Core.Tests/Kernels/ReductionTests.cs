// The kernel matrix of the reductions: every width against the eight lanes and the tree of the reference.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.Reduction;

namespace Verify.Core.Tests.Kernels;

public sealed class ReductionTests
{
    [Fact]
    public void Run_EveryLengthAndWidth_EqualsReference()
    {
        for (int length = 0; length <= 257; length++)
        {
            AssertAll(Numbers(length, 1), Numbers(length, 2), $"length {length}");
        }
    }

    [Fact]
    public void Run_SpecialValueAtEveryLane_EqualsReference()
    {
        foreach (int length in new[] { 1, 7, 8, 9, 15, 16, 17, 33 })
        {
            for (int lane = 0; lane < length; lane++)
            {
                foreach (double special in Specials)
                {
                    double[] x = Numbers(length, 3);
                    x[lane] = special;
                    AssertAll(x, Numbers(length, 4), $"length {length}, {special} at {lane}");
                }
            }
        }
    }

    [Fact]
    public void Sum_FirstSeventeen_FollowsLanesAndTree()
    {
        // The order, spelled out with powers of two so far apart that any other order rounds differently.
        double[] x = Numbers(17, 5);
        double l0 = x[0] + x[8] + x[16];
        double expected =
            (l0 + (x[4] + x[12]) + (x[2] + x[10] + (x[6] + x[14])))
            + (x[1] + x[9] + (x[5] + x[13]) + (x[3] + x[11] + (x[7] + x[15])));
        AssertSameBits(expected, Reduction.Sum(x), "17 elements");
    }

    [Fact]
    public void Run_NoElements_IsPositiveZero()
    {
        AssertSameBits(0.0, Reduction.Sum([]), "sum");
        AssertSameBits(0.0, Reduction.Dot([], []), "dot");
        AssertSameBits(0.0, Reduction.SquaredNorm([]), "squared norm");
        AssertSameBits(0.0, Reduction.Norm([]), "norm");
        AssertSameBits(0.0, Reduction.MaxMagnitude([]), "max magnitude");
    }

    [Fact]
    public void MaxMagnitude_NaNBesideInfinity_IsNaN()
    {
        foreach (SimdWidth width in Widths)
        {
            double[] x = [1, double.NegativeInfinity, 3, double.NaN, 2, 5, 6, 7, 8, 9];
            Assert.True(double.IsNaN(Reduction.Run<MaxMagnitudeOperator>(width, x, x)));
            (x[1], x[3]) = (x[3], x[1]);
            Assert.True(double.IsNaN(Reduction.Run<MaxMagnitudeOperator>(width, x, x)));
        }
    }

    [Fact]
    public void Norm_PythagoreanTriple_IsExact() => Assert.Equal(13.0, Reduction.Norm([3, -4, 12]));

    [Fact]
    public void Dot_CancellingProduct_IsRoundedOnce()
    {
        double e = Math.ScaleB(1, -30);
        foreach (SimdWidth width in Widths)
        {
            // Elements 0 and 8 share lane 0: -(1 + 2e) and then (1 + e)^2 leave e^2 only if the square is not rounded.
            double[] x = [-(1 + 2 * e), 0, 0, 0, 0, 0, 0, 0, 1 + e];
            double[] y = [1, 0, 0, 0, 0, 0, 0, 0, 1 + e];
            Assert.Equal(e * e, Reduction.Run<DotOperator>(width, x, y));
        }
    }

    [Fact]
    public void Dot_DifferentLengths_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Reduction.Dot(new double[3], new double[4]));

    [Fact]
    public void Public_WarmCall_AllocatesNothing()
    {
        double[] x = Numbers(100, 1);
        double sink = 0;
        Assert.Equal(
            0,
            AllocatedBytes(() =>
                sink += Reduction.Sum(x) + Reduction.Dot(x, x) + Reduction.Norm(x) + Reduction.MaxMagnitude(x)
            )
        );
        Assert.NotEqual(0, sink);
    }

    private static void AssertAll(double[] x, double[] y, string where)
    {
        foreach (SimdWidth width in Widths)
        {
            string at = $"{where}, width {width}";
            AssertSameBits(Reference.Sum(x), Reduction.Run<SumOperator>(width, x, x), "sum, " + at);
            AssertSameBits(Reference.Dot(x, y), Reduction.Run<DotOperator>(width, x, y), "dot, " + at);
            AssertSameBits(
                Reference.MaxMagnitude(x),
                Reduction.Run<MaxMagnitudeOperator>(width, x, x),
                "max magnitude, " + at
            );
        }

        AssertSameBits(Reference.Sum(x), Reduction.Sum(x), "sum, public, " + where);
        AssertSameBits(Reference.Dot(x, y), Reduction.Dot(x, y), "dot, public, " + where);
        AssertSameBits(Reference.Dot(x, x), Reduction.SquaredNorm(x), "squared norm, " + where);
        AssertSameBits(Math.Sqrt(Reference.Dot(x, x)), Reduction.Norm(x), "norm, " + where);
        AssertSameBits(Reference.MaxMagnitude(x), Reduction.MaxMagnitude(x), "max, public, " + where);
    }
}
