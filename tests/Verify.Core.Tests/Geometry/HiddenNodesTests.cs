// Scaled nodes, angles and offsets, exact co-planarity, augmentation steps.

using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class HiddenNodesTests
{
    [Theory]
    [InlineData(1e-200)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void Create_AnyScale_KeepsTheHyperplane(double scale)
    {
        HiddenNodes nodes = new(Layer([3 * scale, 4 * scale, scale], [0, 0, 2]), null);
        Assert.InRange(nodes.Norm(0).Lower, 1, 2 * Math.Sqrt(2));
        Assert.Equal(0.2, nodes.Offset(0).Lower, 1e-15);
        Assert.True(nodes.Offset(0).Upper - nodes.Offset(0).Lower < 1e-15);
        Assert.True(nodes.IsRegular(0));
        Assert.False(nodes.IsRegular(1));
        Assert.Equal(1, nodes.Regular);
        Assert.Equal(Math.ScaleB(3 * scale, nodes.Exponent(0)), nodes.Direction(0)[0]);
    }

    [Fact]
    public void Create_OffsetFarBeyondItsDirection_IsRefused()
    {
        Network network = Layer([1e-300, 0, 1e300]);
        Assert.Throws<InputException>(() => new HiddenNodes(network, null));
    }

    [Fact]
    public void Between_KnownAngle_HoldsItsSineAndOffset()
    {
        // Directions (1, 0) and (-cos, sin) with sin = 3/5: mirrored, offsets 2 and -1.5.
        HiddenNodes nodes = new(Layer([1, 0, 2], [-4, 3, -7.5]), null);
        PlaneAngle angle = PlaneAngle.Between(nodes, 1, 0);
        Assert.True(angle.Sine.Contains(0.6), $"{angle.Sine}");
        Assert.True(angle.Sine.Upper - angle.Sine.Lower < 1e-14);
        Assert.Equal(-1, angle.Orientation);
        Assert.True(angle.Offset.Contains(0.5), $"{angle.Offset}");
    }

    [Fact]
    public void Between_NearlyParallel_KeepsSmallSines()
    {
        double tilt = Math.ScaleB(1, -40);
        HiddenNodes nodes = new(Layer([1, 0, 0], [1, tilt, 0]), null);
        PlaneAngle angle = PlaneAngle.Between(nodes, 1, 0);
        Assert.InRange(angle.Sine.Lower, 0.999 * tilt, tilt);
        Assert.InRange(angle.Sine.Upper, tilt * 0.999, 1.001 * tilt);
    }

    [Fact]
    public void AreCoplanar_ProportionalColumns_ToTheLastBit()
    {
        double third = 1.0 / 3;
        HiddenNodes nodes = new(
            Layer(
                [third, 0.1, 0.7],
                [-3 * third, -3 * 0.1, -3 * 0.7],
                [-2 * third, -2 * 0.1, -2 * 0.7],
                [third, 0.1, Math.BitIncrement(0.7)],
                [0, 0, 1]
            ),
            null
        );
        Assert.True(PlaneAngle.AreCoplanar(nodes, 0, 2));
        Assert.True(PlaneAngle.AreCoplanar(nodes, 2, 0));

        // 3 * 0.1 and 3 * 0.7 are rounded: another hyperplane.
        Assert.False(PlaneAngle.AreCoplanar(nodes, 0, 1));
        Assert.False(PlaneAngle.AreCoplanar(nodes, 0, 3));
        Assert.False(PlaneAngle.AreCoplanar(nodes, 0, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Steps_Aware_AreUnitVectorsFromBelow(int inputs)
    {
        CounterRandom random = new(3);
        double[][] columns = [.. Enumerable.Range(0, 20).Select(_ => new double[inputs + 1])];
        foreach (double[] column in columns)
        {
            random.FillGaussian(column);
        }

        HiddenNodes nodes = new(Layer(columns), null);
        AugmentationSteps steps = new(nodes, AugmentationMode.Aware, 0.25);
        for (int j = 0; j < 20; j++)
        {
            Interval length = Interval.Norm(steps.Direction(steps.Of(j)));
            Assert.InRange(length.Upper, 1 - 1e-13, 1);
            Interval reach = steps.Reach(nodes, j) / nodes.Norm(j);
            Assert.InRange(reach.Lower, 0.25 - 1e-13, 0.25);
        }
    }

    [Fact]
    public void Steps_Agnostic_ServeATeacherByItsLargestEntry()
    {
        HiddenNodes nodes = new(Layer([3, -4, 1], [0, 0, 1]), null);
        AugmentationSteps steps = new(nodes, AugmentationMode.Agnostic, 0.5);
        Assert.Equal(2, steps.Count);
        Assert.Equal(1, steps.Of(0));
        Assert.Equal(-1, steps.Of(1));
        Interval reach = steps.Reach(nodes, 0) / nodes.Norm(0);
        Assert.True(reach.Contains(0.4), $"{reach}");
        Assert.Equal(Interval.Zero, steps.Reach(nodes, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Steps_NoStep_IsAnError(double step)
    {
        HiddenNodes nodes = new(Layer([1, 0, 0]), null);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new AugmentationSteps(nodes, AugmentationMode.Aware, step)
        );
    }

    /// <summary>A network whose first layer has these columns [w~; b].</summary>
    private static Network Layer(params double[][] columns)
    {
        int rows = columns[0].Length;
        double[] weights = new double[rows * columns.Length + columns.Length + 1];
        for (int k = 0; k < columns.Length; k++)
        {
            for (int u = 0; u < rows; u++)
            {
                weights[u * columns.Length + k] = columns[k][u];
            }
        }

        return new Network(new NetworkShape(rows - 1, columns.Length, 1), 0, weights);
    }
}
