// The second pass against the first and against the definitions; every sample of S0 must have a node that holds it.

using Verify.Core.Data;
using Verify.Core.Geometry;

namespace Verify.Core.Tests.Geometry;

public sealed class InstancePassTests
{
    [Theory]
    [InlineData(AugmentationMode.Aware, 3, 0.0)]
    [InlineData(AugmentationMode.Agnostic, 3, 0.1)]
    public void Run_EveryPair_SharesOutTheSamplesOfTheFirstPass(
        AugmentationMode mode,
        int inputs,
        double leak
    )
    {
        KinkCase given = KinkCase.Create(inputs, 3, 2, 1500, 0.01, leak);
        KinkTest test = given.Test(mode, 0.4, 0.1);
        PlainKinks plain = new(given, mode, 0.4, 0.1);
        SmallGradientTally tally = given.FirstPass(test).Tally;
        for (int k = 0; k < 5; k++)
        {
            IReadOnlyList<InstanceChoice> choices = [.. Enumerable.Repeat(new InstanceChoice(k, [3, 4]), 3)];
            IReadOnlyList<InstanceCounts> counts = given.SecondPass(test, choices);
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(tally.CancelledFor(j, k), counts[j].Size);
                Assert.Equal(0, counts[j].Uncovered);
                double[][] cancelled = [.. plain.Samples.Where(x => plain.IsCancelled(j, k, x))];
                for (int i = 0; i < 8; i++)
                {
                    int expected = i == j ? 0 : cancelled.Count(x => plain.IsWithinStep(i, x));
                    Assert.Equal(expected, counts[j].Held[i]);
                }

                Assert.Equal(cancelled.SelectMany(x => x), counts[j].Kept.ToArray());
                Assert.Equal(counts[j].Held, counts[j].HeldKept.Select(count => (long)count));
                Assert.All(
                    counts[j].Candidates,
                    candidate => Assert.Equal(counts[j].Held[candidate.Node], candidate.Moment.Count)
                );
                Assert.Equal(counts[j].Size, counts[j].Moment.Count);
            }
        }
    }

    [Fact]
    public void Run_AnyNumberOfJobs_GivesTheSameCounts()
    {
        KinkCase given = KinkCase.Create(4, 3, 2, 60_000, 0.01);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.3, 0.1);
        IReadOnlyList<InstanceChoice> choices = InstanceChoice.Of(test, given.FirstPass(test).Tally, 1, 2);
        IReadOnlyList<InstanceCounts> one = given.SecondPass(test, choices, jobs: 1, keep: 50);
        IReadOnlyList<InstanceCounts> three = given.SecondPass(test, choices, jobs: 3, keep: 50);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal(one[j].Held, three[j].Held);
            Assert.Equal(one[j].HeldKept, three[j].HeldKept);
            Assert.Equal(one[j].Kept.ToArray(), three[j].Kept.ToArray());
            Assert.Equal(50 * 4, one[j].Kept.Length);
            Assert.True(one[j].Size > 50);
        }
    }

    [Fact]
    public void Of_MovedCopies_AreTheirTeachersCandidates()
    {
        KinkCase given = KinkCase.Create(4, 3, 2, 3000, 0.01);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.3, 0.1);
        IReadOnlyList<InstanceChoice> choices = InstanceChoice.Of(test, given.FirstPass(test).Tally, 1, 1);
        Assert.Equal([3, 4, 5], choices.Select(choice => choice.Candidates.Single()));
        Assert.All(choices, choice => Assert.InRange(choice.Observer, 0, 4));
    }
}
