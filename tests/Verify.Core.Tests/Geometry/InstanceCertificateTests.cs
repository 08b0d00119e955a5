// The certificate of an instance: its bounds hold for the weights, follow from the counts, and can be contradicted.

using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class InstanceCertificateTests
{
    [Theory]
    [InlineData(1, 0.001)]
    [InlineData(2, 0.001)]
    [InlineData(3, 0.01)]
    [InlineData(6, 0.003)]
    public void Of_MovedCopies_BoundsThemAndHolds(int inputs, double noise)
    {
        KinkCase given = KinkCase.Create(inputs, 3, 2, 20_000, noise, seed: 5);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.1, 0.05);
        IReadOnlyList<InstanceCounts> counts = Counts(given, test);
        for (int j = 0; j < 3; j++)
        {
            InstanceCertificate certificate = InstanceCertificate.Of(test, counts[j], Options);
            Assert.False(certificate.IsContradicted);
            NodeBound best = certificate.Students(test.Nodes).First();
            Assert.Equal(3 + j, best.Node);
            Assert.InRange(best.SineAtMost, inputs == 1 ? 0 : best.Measured!.Value.Sine.Upper, 0.5);
            Assert.InRange(best.OffsetAtMost, best.Measured!.Value.Offset.Upper, 1);
            Assert.Equal((counts[j].Size + 6) / 7, certificate.Pigeonhole);
        }
    }

    [Fact]
    public void Of_Holders_AreThoseOfTheCountsClosestFirst()
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 20_000, 0.01);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.1, 0.05);
        InstanceCounts counts = Counts(given, test)[1];
        InstanceCertificate certificate = InstanceCertificate.Of(test, counts, Options);
        Assert.Equal(
            Enumerable.Range(0, 8).Where(i => counts.Held[i] > 0),
            certificate.Nodes.Select(bound => bound.Node).Order()
        );
        Assert.Equal(
            certificate.Nodes.Select(bound => bound.SineAtMost).Order(),
            certificate.Nodes.Select(bound => bound.SineAtMost)
        );
    }

    [Fact]
    public void Of_SamplesInNoBand_IsContradicted()
    {
        KinkCase given = KinkCase.Create(3, 3, 2, 5000, 0.01);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.1, 0.05);
        InstanceCounts counts = Counts(given, test)[0];
        Assert.False(InstanceCertificate.Of(test, counts, Options).IsContradicted);
        Assert.True(InstanceCertificate.Of(test, counts with { Uncovered = 1 }, Options).IsContradicted);
    }

    [Fact]
    public void Of_CountsGivenToAnotherNode_IsContradicted()
    {
        // What student 0 holds is said to be held by an idle student far from the teacher: its weights deny the bound.
        KinkCase given = KinkCase.Create(3, 3, 2, 20_000, 0.005);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.1, 0.05);
        InstanceCounts counts = Counts(given, test)[0];
        Assert.True(counts.Held[3] > 20);
        InstanceCounts false_ = counts with
        {
            Held = Exchanged(counts.Held, 3, 6),
            HeldKept = Exchanged(counts.HeldKept, 3, 6),
            Candidates =
            [
                .. counts
                    .Candidates.Where(candidate => candidate.Node == 3)
                    .Select(candidate => candidate with { Node = 6 }),
            ],
        };
        Assert.True(InstanceCertificate.Of(test, false_, Options).IsContradicted);
    }

    [Fact]
    public void Of_NothingCancelled_SaysNothing()
    {
        // Nobody has teacher 0's kink: its copies are moved far away.
        KinkCase given = KinkCase.Create(3, 2, 1, 500, 3);
        KinkTest test = given.Test(AugmentationMode.Aware, 1e-3, 5e-4);
        InstanceCounts counts = given.SecondPass(test, [InstanceChoice.None, InstanceChoice.None])[0];
        InstanceCertificate certificate = InstanceCertificate.Of(test, counts, Options);
        Assert.Null(certificate.Guaranteed);
        Assert.Empty(certificate.Nodes);
        Assert.False(certificate.IsContradicted);
    }

    [Fact]
    public void TransverseScatter_KnownSamples_IsTheLowestAcross()
    {
        // Across (1, 0, 0): variances 4 and 1 along the axes; along it a huge one that must not matter, and a tiny one.
        foreach (double along in (double[])[1e-9, 100])
        {
            CounterRandom random = new(9);
            SecondMoment moment = new(3);
            double[,] scatter = new double[3, 3];
            const int count = 4000;
            double[] rows = new double[3 * count];
            for (int i = 0; i < count; i++)
            {
                rows[3 * i] = along * random.NextGaussian();
                rows[3 * i + 1] = 2 * random.NextGaussian() + 5;
                rows[3 * i + 2] = random.NextGaussian() - 3;
            }

            moment.Add(new ReadOnlyMatrixView(rows, count, 3));
            double mean1 = rows.Where((_, i) => i % 3 == 1).Average();
            double mean2 = rows.Where((_, i) => i % 3 == 2).Average();
            double least = double.PositiveInfinity;
            for (int angle = 0; angle < 1000; angle++)
            {
                (double sin, double cos) = Math.SinCos(Math.PI * angle / 1000);
                double sum = 0;
                for (int i = 0; i < count; i++)
                {
                    double value = cos * (rows[3 * i + 1] - mean1) + sin * (rows[3 * i + 2] - mean2);
                    sum += value * value;
                }

                least = Math.Min(least, sum);
            }

            // tau is finite, so a direction that varies with the samples costs a little: 2 % here.
            double found = MomentEnds.TransverseScatterAtLeast(moment, [2, 0, 0]);
            Assert.InRange(found, 0.98 * least, least);
        }
    }

    private static BandOptions Options =>
        BandOptions.Default with
        {
            Effort = 1_000_000,
            ExactPlaneSamples = 500,
        };

    private static IReadOnlyList<InstanceCounts> Counts(KinkCase given, KinkTest test) =>
        given.SecondPass(test, InstanceChoice.Of(test, given.FirstPass(test).Tally, 1, 3));

    private static T[] Exchanged<T>(IReadOnlyList<T> values, int i, int j)
    {
        T[] changed = [.. values];
        (changed[i], changed[j]) = (changed[j], changed[i]);
        return changed;
    }
}
