using Microsoft.FSharp.Collections;
using Verify.Audit.Reports.Witnesses;
using Verify.Audit.Results;
using Verify.Claims.Generators;
using Verify.Core.Networks;

namespace Verify.Audit.Tests.Reports.Witnesses;

public sealed class WitnessMaterialTests
{
    [Fact]
    public void Of_SmallMaterial_NamesEveryNumberExactly()
    {
        double[] weights = [1, -0.5, 0.1, -0.0, 3, double.Epsilon];
        Network network = new(new NetworkShape(1, 2, 1), 0.25, [.. weights, 7]);

        WitnessMaterial material = WitnessMaterial.Of(Stored(network, [0.1, -2]))!;

        WitnessNetwork stored = Assert.Single(material.Networks);
        Assert.Equal(("teacher", "0.25"), (stored.Name, stored.Leak));
        Assert.Equal([1, 2, 1], stored.Widths);
        Assert.Equal(
            [("W1", 2, 2), ("W2", 3, 1)],
            stored.Weights.Select(matrix => (matrix.Name, matrix.Rows, matrix.Columns))
        );
        Assert.Equal(
            [.. weights.Select(BitConverter.DoubleToInt64Bits), BitConverter.DoubleToInt64Bits(7)],
            stored
                .Weights.SelectMany(matrix => WitnessNumbers.Parse(matrix))
                .Select(BitConverter.DoubleToInt64Bits)
        );
        Assert.Equal(["0x1.999999999999ap-4", "-2"], Assert.Single(material.Tables).Entries);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(113, true)]
    [InlineData(114, false)]
    public void Of_SevenWeightsAndATable_IsCarriedUpToTheLimit(int numbers, bool carried)
    {
        Network network = new(new NetworkShape(1, 2, 1), 0, new double[7]);

        Assert.Equal(carried, WitnessMaterial.Of(Stored(network, new double[numbers])) is not null);
    }

    [Theory]
    [InlineData(56, true, true)]
    [InlineData(57, true, false)]
    [InlineData(1196, true, false)]
    [InlineData(1197, false, false)]
    public void Of_ADatasetInThePlane_IsCarriedForItsPictureAndPrintedWhenSmall(
        int samples,
        bool carried,
        bool printed
    )
    {
        Network network = new(new NetworkShape(1, 2, 1), 0, new double[7]);
        Material planar = new(
            ListModule.OfArray<Tuple<string, Network>>([new("teacher", network)]),
            ListModule.OfArray<Tuple<string, Table>>([
                new("inputs", new Table(samples, 2, new double[2 * samples])),
            ])
        );

        WitnessMaterial? material = WitnessMaterial.Of(planar);

        Assert.Equal(carried, material is not null);
        Assert.Equal(printed, material is { IsPrintable: true });
    }

    private static Material Stored(Network network, double[] values) =>
        new(
            ListModule.OfArray<Tuple<string, Network>>([new("teacher", network)]),
            ListModule.OfArray<Tuple<string, Table>>([new("inputs", new Table(values.Length, 1, values))])
        );
}
