// The central difference of the loss: exactly minus the update where nothing is rounded, within its bound elsewhere, and
// silent across a kink.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Gradients;

public sealed class CentralDifferenceTests
{
    /// <summary>
    /// Integer weights and inputs, leak 0 or 1/2, steps that are powers of two, N a power of two and at most three layers
    /// of at most three nodes: every number is a dyadic rational below 2^20 with fewer than 20 places, so nothing is
    /// rounded, not even the squares.
    /// </summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void Compare_IntegerNetworks_QuotientIsExactlyMinusTheUpdate(double step)
    {
        int compared = 0;
        int nonzero = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            CounterRandom random = new(seed, (ulong)(step * 4));
            GradientCase drawn = Integers(random);
            for (int layer = 1; layer <= drawn.Pair.Depth; layer++)
            {
                NetworkShape shape = drawn.Pair.Student.Shape;
                int row = random.NextBelow(shape.Width(layer - 1) + 1);
                int column = random.NextBelow(shape.Width(layer));
                CentralDifference.Result result = Compare(drawn, layer, row, column, step);
                if (result.SameGates)
                {
                    Assert.Equal(-result.Update, result.Quotient);
                    compared++;
                    nonzero += result.Update != 0 ? 1 : 0;
                }
            }
        }

        Assert.True(compared > 150 && nonzero > 80, $"{compared} compared, {nonzero} nonzero");
    }

    [Fact]
    public void Compare_RandomNetworks_LiesWithinTheBoundAndNoticesTheWrongSign()
    {
        int compared = 0;
        int noticed = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            // Weights that are multiples of 1/8: every step of a power of two down to 2^-20 is exact.
            GradientCase drawn = GradientCase.Draw(seed, WeightDistribution.Dyadic);
            CounterRandom random = new(seed);
            for (int layer = 1; layer <= drawn.Pair.Depth; layer++)
            {
                NetworkShape shape = drawn.Pair.Student.Shape;
                CentralDifference.Result result = Compare(
                    drawn,
                    layer,
                    random.NextBelow(shape.Width(layer - 1) + 1),
                    random.NextBelow(shape.Width(layer)),
                    Math.ScaleB(1, -random.NextBelow(10))
                );
                if (result.SameGates)
                {
                    Assert.True(Math.Abs(result.Quotient + result.Update) <= result.Bound, $"seed {seed}");
                    compared++;
                    noticed += Math.Abs(result.Quotient - result.Update) > result.Bound ? 1 : 0;
                }
            }
        }

        Assert.True(compared > 500 && noticed > compared / 3, $"{compared} compared, {noticed} noticed");
    }

    [Fact]
    public void Compare_GatesChangeOnTheWay_AreNotTheSame()
    {
        // z = w x with w = 1: the gate changes below 0 only, and at 0 itself it is 1.
        Network network = new(new NetworkShape(1, 1, 1), 0.25, [1, 0, 1, 0]);
        GradientCase drawn = new(new NetworkPair(network, network), [1]);
        Assert.True(Compare(drawn, 1, 0, 0, 0.5).SameGates);
        Assert.True(Compare(drawn, 1, 0, 0, 1).SameGates);
        Assert.False(Compare(drawn, 1, 0, 0, 2).SameGates);

        // The last layer has no gate.
        Assert.True(Compare(drawn, 2, 0, 0, 1024).SameGates);

        // Upwards: w = -1.
        Network negative = network.WithWeight(1, 0, 0, -1);
        drawn = new GradientCase(new NetworkPair(network, negative), [1]);
        Assert.True(Compare(drawn, 1, 0, 0, 0.5).SameGates);
        Assert.False(Compare(drawn, 1, 0, 0, 1).SameGates);

        // One sample of three is enough: the bias -1/2 moves the kink of x = 1 to w = 1/2.
        Network offset = network.WithWeight(1, 1, 0, -0.5);
        drawn = new GradientCase(new NetworkPair(network, offset), [5, 1, 7]);
        Assert.True(Compare(drawn, 1, 0, 0, 0.25).SameGates);
        Assert.False(Compare(drawn, 1, 0, 0, 0.75).SameGates);
    }

    [Fact]
    public void Compare_KinkInAHigherLayer_IsSeen()
    {
        // z_2 = 1 * w - 1/2 with w = 1: a change of w in layer 1 by 3/4 turns it, layer 1 itself stays active.
        Network network = new(new NetworkShape(1, 1, 1, 1), 0, [1, 0, 1, -0.5, 1, 0]);
        GradientCase drawn = new(new NetworkPair(network, network), [1]);
        Assert.True(Compare(drawn, 1, 0, 0, 0.5).SameGates);
        Assert.False(Compare(drawn, 1, 0, 0, 0.75).SameGates);
    }

    /// <summary>
    /// A weight of 2^20 on which no output depends amplifies no path (so the relative part is 0), yet it is in M; the
    /// losses in dW, 8 T eta M^3 X^2, do not shrink with a step above 1.
    /// </summary>
    [Fact]
    public void Compare_StepAboveOne_DoesNotShrinkTheUnderflowOfTheUpdate()
    {
        Network zero = new(new NetworkShape(1, 2, 1), 0, [0, 1 << 20, 0, 0, 0, 0, 0]);
        GradientCase drawn = new(new NetworkPair(zero, zero), [1]);
        PairMagnitudes magnitudes = new(drawn.Pair, drawn.Teacher, drawn.Student);
        double loss =
            8 * magnitudes.Counts.OperationsPerEntry * Math.Pow(magnitudes.Gain, 3) * RoundingError.Underflow;
        Assert.True(Compare(drawn, 1, 0, 0, 1 << 10).Bound >= loss);
    }

    [Fact]
    public void Compare_UnusableStepOrNoSamples_Throws()
    {
        Network network = new(new NetworkShape(1, 1, 1), 0.25, [1, 0, 1, 0]);
        GradientCase drawn = new(new NetworkPair(network, network), [1]);
        foreach (double step in new[] { 0, -0.5, 1e-20, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentException>(() => Compare(drawn, 1, 0, 0, step));
        }

        Assert.Throws<ArgumentException>(() => Compare(drawn.On(0, 0), 1, 0, 0, 0.5));
        Assert.Throws<ArgumentNullException>(() =>
            CentralDifference.Compare(null!, drawn.Inputs, 1, 0, 0, 0.5)
        );
    }

    [Theory]
    [InlineData(1, 2.220446049250313e-16, true)]
    [InlineData(1, 1.1102230246251565e-16, false)]
    [InlineData(1.1102230246251565e-16, 1, false)]
    [InlineData(1, -5.551115123125783e-17, false)]
    [InlineData(1, -1.1102230246251565e-16, true)]
    [InlineData(0.1, 0.2, false)]
    [InlineData(0.5, 0.25, true)]
    [InlineData(1, -1, true)]
    [InlineData(0, 1e-300, true)]
    [InlineData(double.Epsilon, double.Epsilon, true)]
    [InlineData(double.MaxValue, double.MaxValue, false)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(1, double.PositiveInfinity, false)]
    public void IsExactSum_KnownPairs_SeesTheRemainder(double a, double b, bool exact) =>
        Assert.Equal(exact, CentralDifference.IsExactSum(a, b));

    private static CentralDifference.Result Compare(
        GradientCase drawn,
        int layer,
        int row,
        int column,
        double step
    ) => CentralDifference.Compare(drawn.Pair, drawn.Inputs, layer, row, column, step);

    private static GradientCase Integers(CounterRandom random)
    {
        int depth = 2 + random.NextBelow(2);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => 1 + random.NextBelow(3))];
        Network teacher = Draw();
        Network student = Draw();
        double[] x = RandomDataset.Create(
            DataDistribution.Lattice,
            1 << random.NextBelow(3),
            widths[0],
            random
        );
        return new GradientCase(new NetworkPair(teacher, student), x);

        Network Draw() =>
            RandomNetwork.Create(
                new NetworkShape(widths),
                random.NextBelow(2) * 0.5,
                WeightDistribution.SmallIntegers,
                random
            );
    }
}
