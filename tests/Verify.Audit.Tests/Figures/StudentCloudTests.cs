using Verify.Audit.Figures;

namespace Verify.Audit.Tests.Figures;

public sealed class StudentCloudTests
{
    [Fact]
    public void Add_StudentsThatPrintAsOne_KeepsTheFirst()
    {
        StudentCloud cloud = new();
        cloud.Add(0.9600001, 1);
        cloud.Add(0.9600002, 1.0001);
        cloud.Add(0.97, 1);
        Assert.Equal((3, 3), (cloud.Students, cloud.Matched));
        Assert.Equal([new StudentPoint(0.9600001, 1), new StudentPoint(0.97, 1)], cloud.Points);
    }

    [Fact]
    public void Add_OnEitherSideOfTheThreshold_KeepsBoth()
    {
        StudentCloud cloud = new();
        cloud.Add(0.95, 1);
        cloud.Add(Math.BitIncrement(0.95), 1);
        Assert.Equal((2, 1, 2), (cloud.Students, cloud.Matched, cloud.Points.Count));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void Add_WhatIsNotFinite_CountsAndHasNoPoint(double correlation, double norm)
    {
        StudentCloud cloud = new();
        cloud.Add(correlation, norm);
        Assert.Equal((1, 0), (cloud.Students, cloud.Points.Count));
    }

    [Fact]
    public void Points_OfAMillionStudents_AreBoundedByThePrint()
    {
        StudentCloud cloud = new();
        Core.Numerics.CounterRandom random = new(seed: 1, stream: 0);
        for (int i = 0; i < 1_000_000; i++)
        {
            cloud.Add(0.5 + random.NextBelow(1000) / 1e6, 1 + random.NextBelow(1000) / 1e6);
        }

        // A thousandth of a correlation is two cells, a thousandth of a norm one.
        Assert.Equal(1_000_000, cloud.Students);
        Assert.InRange(cloud.Points.Count, 1, 4);
    }
}
