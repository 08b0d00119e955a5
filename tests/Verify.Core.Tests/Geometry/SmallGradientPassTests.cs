// The first pass against the definitions, sample by sample, and the same bits for any number of jobs.

using Verify.Core.Data;
using Verify.Core.Geometry;

namespace Verify.Core.Tests.Geometry;

public sealed class SmallGradientPassTests
{
    [Theory]
    [InlineData(AugmentationMode.Aware, 1, 0.0)]
    [InlineData(AugmentationMode.Aware, 3, 0.0)]
    [InlineData(AugmentationMode.Aware, 3, 0.1)]
    [InlineData(AugmentationMode.Agnostic, 1, 0.0)]
    [InlineData(AugmentationMode.Agnostic, 4, 0.1)]
    public void Run_RandomPair_CountsWhatTheDefinitionsCount(AugmentationMode mode, int inputs, double leak)
    {
        foreach (double noise in (double[])[0.002, 0.05])
        {
            KinkCase given = KinkCase.Create(inputs, 3, 2, 700, noise, leak, (ulong)inputs);
            PlainKinks plain = new(given, mode, 0.4, 0.1);
            SmallGradientTally tally = given.FirstPass(given.Test(mode, 0.4, 0.1)).Tally;
            long cancelled = 0;
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(plain.Samples.Count(x => plain.IsInBand(j, x)), tally.InBand[j]);
                for (int k = 0; k < 5; k++)
                {
                    Assert.Equal(plain.Samples.Count(x => plain.IsObserved(j, k, x)), tally.ObservedBy(j, k));
                    Assert.Equal(
                        plain.Samples.Count(x => plain.IsCancelled(j, k, x)),
                        tally.CancelledFor(j, k)
                    );
                    cancelled += tally.CancelledFor(j, k);
                }
            }

            Assert.True(cancelled > 0, "No sample was in S0: the comparison shows nothing.");
        }
    }

    [Theory]
    [InlineData(AugmentationMode.Aware)]
    [InlineData(AugmentationMode.Agnostic)]
    public void Run_LargestGradient_IsTheDefinitionsFromAbove(AugmentationMode mode)
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 500, 0.1, 0.1);
        KinkTest test = given.Test(mode, 0.4, 0.1);
        SmallGradientTally tally = given.FirstPass(test).Tally;
        PlainKinks plain = new(given, mode, 0.4, 0.1);
        for (int k = 0; k < 5; k++)
        {
            // The pass speaks of scaled nodes, the definition of normalised ones.
            double found = tally.Largest[k] * test.Nodes.Norm(test.Nodes.Teachers + k).Upper;
            double expected = plain.Largest(k);
            Assert.InRange(found, expected * (1 - 1e-13), expected + 1e-11);
        }
    }

    [Fact]
    public void Run_AnyNumberOfJobs_GivesTheSameBits()
    {
        KinkCase given = KinkCase.Create(5, 4, 3, 40_000, 0.01);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.2, 0.1);
        SmallGradientResult one = given.FirstPass(test, jobs: 1, keep: 100);
        SmallGradientResult three = given.FirstPass(test, jobs: 3, keep: 100);
        Assert.Equal(one.Tally.InBand, three.Tally.InBand);
        Assert.Equal(one.Tally.Observed, three.Tally.Observed);
        Assert.Equal(one.Tally.Cancelled, three.Tally.Cancelled);
        Assert.Equal(one.Tally.Ratios, three.Tally.Ratios);
        Assert.Equal(one.Tally.Largest, three.Tally.Largest);
        Assert.Equal(one.Tally.LargestInBand, three.Tally.LargestInBand);
        for (int j = 0; j < 4; j++)
        {
            Assert.Equal(one.Kept[j].ToArray(), three.Kept[j].ToArray());
            Assert.Equal(100 * 5, one.Kept[j].Length);
        }
    }

    [Fact]
    public void Run_RatiosBelowOne_AreTheCancelledSamples()
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 2000, 0.02);
        SmallGradientTally tally = given.FirstPass(given.Test(AugmentationMode.Aware, 0.4, 0.1)).Tally;
        for (int j = 0; j < 3; j++)
        {
            long below = tally
                .Ratios.AsSpan(j * SmallGradientTally.RatioBins, SmallGradientTally.LowestRatio)
                .ToArray()
                .Sum();
            Assert.Equal(Enumerable.Range(0, 5).Sum(k => tally.CancelledFor(j, k)), below);
        }
    }

    [Fact]
    public void Run_SampleTooLong_IsRefusedByItsIndex()
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 30_000, 0.02);
        given.Samples[3 * 29_000 + 1] = 1e200;
        given.Samples[3 * 29_999 + 1] = 1e200;
        InputException refusal = Assert.Throws<InputException>(() =>
            given.FirstPass(given.Test(AugmentationMode.Aware, 0.4, 0.1), jobs: 2)
        );
        Assert.Contains("sample 29000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 300, 0.02);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            SmallGradientPass.Run(
                new MemoryRows(given.Samples, 3),
                given.Test(AugmentationMode.Aware, 0.4, 0.1),
                0,
                1,
                null,
                source.Token
            )
        );
    }
}
