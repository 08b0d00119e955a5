// The activation, its gate and the constant column: the definition at every kind of z, every width, every lane.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.LeakyRelu;

namespace Verify.Core.Tests.Kernels;

public sealed class LeakyReluTests
{
    private static readonly double[] Leaks = [0, 0.01, 0.2];

    [Fact]
    public void Forward_EveryLengthAndWidth_EqualsReferenceAndSparesGuardCells()
    {
        for (int length = 0; length <= 257; length++)
        {
            AssertForward(NumbersWithSpecials(length, 1 + length % 4), $"length {length}");
        }
    }

    [Fact]
    public void Forward_SpecialValueAtEveryLane_EqualsReference()
    {
        foreach (int length in new[] { 1, 7, 8, 9, 15, 16, 17 })
        {
            for (int lane = 0; lane < length; lane++)
            {
                foreach (double special in Specials)
                {
                    double[] z = Numbers(length, 2);
                    z[lane] = special;
                    AssertForward(z, $"length {length}, {special} at {lane}");
                }
            }
        }
    }

    [Fact]
    public void Forward_ZerosAndNaN_FollowTheDefinition()
    {
        double[] z = [0.0, -0.0, double.NaN, -3, double.NegativeInfinity, double.Epsilon, -2];
        double[] activations = new double[7];
        double[] gates = new double[7];
        LeakyRelu.ForwardWithoutConstant(z, 0, activations, gates);
        AssertSameBits([1, 1, 0, 0, 0, 1, 0], gates, "gates of a ReLU");
        AssertSameBits(
            [0.0, -0.0, double.NaN, -0.0, double.NaN, double.Epsilon, -0.0],
            activations,
            "a ReLU"
        );
        LeakyRelu.ForwardWithoutConstant(z, 0.25, activations, gates);
        AssertSameBits([1, 1, 0.25, 0.25, 0.25, 1, 0.25], gates, "gates of a leaky ReLU");
        AssertSameBits(
            [0.0, -0.0, double.NaN, -0.75, double.NegativeInfinity, double.Epsilon, -0.5],
            activations,
            "a leaky ReLU"
        );
    }

    [Fact]
    public void Forward_StridedViews_SetConstantAndSpareGuardCells()
    {
        foreach (int samples in new[] { 0, 1, 5 })
        {
            foreach (int nodes in new[] { 0, 1, 8, 11 })
            {
                double[] z = Strided(NumbersWithSpecials(samples * nodes, 3), samples, nodes, nodes + 2);
                double[] blank = Strided(new double[samples * (nodes + 1)], samples, nodes + 1, nodes + 4);
                double[] blankGates = Strided(new double[samples * nodes], samples, nodes, nodes + 1);
                double[] expected = [.. blank];
                double[] expectedGates = [.. blankGates];
                for (int i = 0; i < samples; i++)
                {
                    Reference.Forward(
                        z.AsSpan(i * (nodes + 2), nodes),
                        0.1,
                        expected.AsSpan(i * (nodes + 4)),
                        expectedGates.AsSpan(i * (nodes + 1))
                    );
                    expected[i * (nodes + 4) + nodes] = 1;
                }

                foreach (SimdWidth width in Widths)
                {
                    double[] activations = [.. blank];
                    double[] gates = [.. blankGates];
                    LeakyRelu.Forward(
                        width,
                        View(z, 0, samples, nodes, nodes + 2),
                        0.1,
                        View(activations, 0, samples, nodes + 1, nodes + 4),
                        View(gates, 0, samples, nodes, nodes + 1)
                    );
                    AssertSameBits(expected, activations, $"{samples} x {nodes}, width {width}");
                    AssertSameBits(expectedGates, gates, $"gates {samples} x {nodes}, width {width}");
                }
            }
        }
    }

    [Fact]
    public void Forward_ActivationsOverZ_EqualsSeparateMemory()
    {
        double[] z = Strided(Numbers(5 * 9, 4), 5, 9, 10);
        double[] separate = [.. z];
        double[] gates = new double[5 * 9];
        LeakyRelu.Forward(View(z, 0, 5, 9, 10), 0.1, View(separate, 0, 5, 10, 10), new(gates, 5, 9));
        double[] inPlaceGates = new double[5 * 9];
        LeakyRelu.Forward(View(z, 0, 5, 9, 10), 0.1, View(z, 0, 5, 10, 10), new(inPlaceGates, 5, 9));
        AssertSameBits(separate, z, "activations");
        AssertSameBits(gates, inPlaceGates, "gates");
    }

    [Fact]
    public void Forward_GatesOverZ_EqualsSeparateMemory()
    {
        double[] z = Numbers(37, 5);
        double[] gates = new double[37];
        double[] activations = new double[37];
        LeakyRelu.ForwardWithoutConstant(z, 0.1, activations, gates);
        double[] inPlace = [.. z];
        double[] again = new double[37];
        LeakyRelu.ForwardWithoutConstant(inPlace, 0.1, again, inPlace);
        AssertSameBits(gates, inPlace, "gates");
        AssertSameBits(activations, again, "activations");
    }

    [Fact]
    public void Forward_ShapesOverlapOrLeak_AreRefused()
    {
        double[] m = new double[100];
        double[] d = new double[100];
        double[] e = new double[100];
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.Forward(new(m, 3, 4), 0, new(d, 3, 4), new(e, 3, 4))
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.Forward(new(m, 3, 4), 0, new(d, 3, 5), new(e, 2, 4))
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.Forward(new(m, 3, 4), 0, new(m, 3, 5), new(e, 3, 4))
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.Forward(new(m, 3, 4, 5), 0, new(m.AsSpan(1), 3, 5), new(e, 3, 4))
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.Forward(new(m, 3, 4), 0, new(d, 3, 5), new(d, 3, 4))
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.ForwardWithoutConstant(m.AsSpan(0, 8), 0, d.AsSpan(0, 7), e)
        );
        Assert.Throws<ArgumentException>(() =>
            LeakyRelu.ForwardWithoutConstant(m.AsSpan(0, 8), 0, m.AsSpan(1, 8), e)
        );
        foreach (double leak in new[] { -0.1, 1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() =>
                LeakyRelu.Forward(new(m, 3, 4), leak, new(d, 3, 5), new(e, 3, 4))
            );
            Assert.Throws<ArgumentOutOfRangeException>(() => LeakyRelu.ForwardWithoutConstant(m, leak, d, e));
        }
    }

    [Fact]
    public void Backward_AwayFromTheKink_IsTheSlopeOfForward()
    {
        // sigma is linear on either side of 0, and with z, h and the leak powers of two each difference is exact.
        double[] z = [4, -4, 0.5, -0.5];
        const double h = 0.25;
        double[] slope = new double[4];
        for (int i = 0; i < 4; i++)
        {
            double[] ends = new double[2];
            LeakyRelu.ForwardWithoutConstant([z[i] - h, z[i] + h], 0.125, ends, new double[2]);
            slope[i] = (ends[1] - ends[0]) / (2 * h);
        }

        double[] gates = new double[4];
        LeakyRelu.ForwardWithoutConstant(z, 0.125, new double[4], gates);
        double[] derivative = new double[4];
        LeakyRelu.Backward(gates, [1, 1, 1, 1], derivative);
        AssertSameBits(slope, derivative, "slope");
    }

    [Fact]
    public void Forward_WarmCall_AllocatesNothing()
    {
        double[] z = Numbers(60, 6);
        double[] activations = new double[66];
        double[] gates = new double[60];
        Assert.Equal(
            0,
            AllocatedBytes(() =>
            {
                LeakyRelu.Forward(new(z, 6, 10), 0.1, new(activations, 6, 11), new(gates, 6, 10));
                LeakyRelu.ForwardWithoutConstant(z, 0.1, activations, gates);
                LeakyRelu.Backward(gates, z, activations);
            })
        );
    }

    private static void AssertForward(double[] z, string where)
    {
        foreach (double leak in Leaks)
        {
            double[] expected = [.. z.Select(_ => 0.0), Guard];
            double[] expectedGates = [.. expected];
            Reference.Forward(z, leak, expected, expectedGates);
            foreach (SimdWidth width in Widths)
            {
                double[] activations = [.. z.Select(_ => 0.0), Guard];
                double[] gates = [.. activations];
                LeakyRelu.ForwardWithoutConstant(width, z, leak, activations, gates);
                AssertSameBits(expected, activations, $"{where}, width {width}, leak {leak}");
                AssertSameBits(expectedGates, gates, $"gates, {where}, width {width}, leak {leak}");
            }
        }
    }
}
