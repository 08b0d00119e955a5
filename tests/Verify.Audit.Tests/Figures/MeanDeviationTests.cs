using Verify.Audit.Figures;

namespace Verify.Audit.Tests.Figures;

public sealed class MeanDeviationTests
{
    [Fact]
    public void Mean_OfNothing_IsNaN()
    {
        MeanDeviation empty = new();
        Assert.Equal((0, double.NaN, double.NaN), (empty.Count, empty.Mean, empty.Deviation));
    }

    [Fact]
    public void Deviation_OfOne_IsNaN()
    {
        MeanDeviation one = Of(3);
        Assert.Equal((1, 3, double.NaN), (one.Count, one.Mean, one.Deviation));
    }

    [Fact]
    public void MeanAndDeviation_OfSmallWholeNumbers_AreExact()
    {
        // 2, 4, 9: mean 5, squares of differences 9 + 1 + 16 = 26, over 2.
        MeanDeviation three = Of(2, 4, 9);
        Assert.Equal((5, Math.Sqrt(13)), (three.Mean, three.Deviation));
    }

    [Fact]
    public void Add_WhatIsNotFinite_IsNotCounted()
    {
        MeanDeviation one = Of(double.NegativeInfinity, 7, double.NaN);
        Assert.Equal((1, 7), (one.Count, one.Mean));
    }

    [Fact]
    public void Deviation_AroundALargeMean_KeepsItsDigits()
    {
        // The textbook formula, squares less the square of the mean, gives 0 here.
        Assert.Equal(1, Of(1e9 - 1, 1e9, 1e9 + 1).Deviation);
    }

    private static MeanDeviation Of(params double[] values)
    {
        MeanDeviation result = new();
        foreach (double value in values)
        {
            result.Add(value);
        }

        return result;
    }
}
