// Cells of directions: they cover all directions, and what they say of projections holds for every one inside.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class DirectionCellsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Open_DirectionsOfTheCell_ProjectWithinTheBounds(int d)
    {
        const int n = 30;
        double[] data = BandData.Gaussian(91, n, d);
        DirectionCells cells = new(new PointSet(data, n, d, 0));
        CounterRandom random = new(92);
        for (int depth = 0; depth < 60; depth++)
        {
            Assert.True(cells.Split(random.NextBelow(cells.Cells)));
        }

        double[] centred = Centred(data, n, d);
        for (int cell = 0; cell < cells.Cells; cell++)
        {
            cells.Open(cell, withCentre: true);
            double[] centre = cells.Centre(cell);
            double[] sides = Sides(cells, cell, d);
            Assert.True(cells.CentreLength <= Length(centre));
            for (int trial = 0; trial < 20; trial++)
            {
                double[] normal =
                [
                    .. centre.Select(
                        (t, k) => t + sides[k] * (trial < 6 ? random.NextSign() : 2 * random.NextDouble() - 1)
                    ),
                ];
                Assert.True(Length(normal) <= cells.LongestNormal);
                double[] along = Along(centred, normal, n, d);
                for (int i = 0; i < n; i++)
                {
                    // The i-th smallest of numbers that are each between two others' is between their i-th smallest.
                    Assert.InRange(along[i], cells.Least[i], cells.Most[i]);
                }
            }

            double[] middle = Along(centred, centre, n, d);
            Assert.All(
                Enumerable.Range(0, n),
                i => Assert.InRange(cells.Along[i], middle[i] - cells.Error, middle[i] + cells.Error)
            );
        }
    }

    [Fact]
    public void Split_Halves_CoverTheCell()
    {
        double[] data = BandData.Gaussian(93, 10, 3);
        DirectionCells cells = new(new PointSet(data, 10, 3, 0));
        for (int cell = 0; cell < 40; cell++)
        {
            int first = cells.Cells;
            double[] sides = Sides(cells, cell, 3);
            Assert.True(cells.Split(cell));
            double[] centre = cells.Centre(cell);
            double[] low = cells.Centre(first);
            double[] high = cells.Centre(first + 1);
            double[] half = Sides(cells, first, 3);
            int axis = Enumerable.Range(0, 3).Single(k => half[k] != sides[k]);
            Assert.Equal(sides[axis] / 2, half[axis]);
            Assert.Equal(centre[axis] - sides[axis], low[axis] - half[axis]);
            Assert.Equal(low[axis] + half[axis], high[axis] - half[axis]);
            Assert.Equal(centre[axis] + sides[axis], high[axis] + half[axis]);
        }
    }

    private static double[] Sides(DirectionCells cells, int cell, int d) =>
        [.. Enumerable.Range(0, d).Select(k => cells.HalfSide(cell, k))];

    private static double Length(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    private static double[] Along(double[] data, double[] normal, int n, int d) =>
        [
            .. Enumerable
                .Range(0, n)
                .Select(i => Enumerable.Range(0, d).Sum(k => normal[k] * data[i * d + k]))
                .Order(),
        ];

    private static double[] Centred(double[] data, int n, int d)
    {
        double[] centred = new double[n * d];
        for (int k = 0; k < d; k++)
        {
            double[] column = [.. Enumerable.Range(0, n).Select(i => data[i * d + k])];
            double middle = column.Min() + (column.Max() - column.Min()) / 2;
            for (int i = 0; i < n; i++)
            {
                centred[i * d + k] = column[i] - middle;
            }
        }

        return centred;
    }
}
