// RandomDataset: golden bits (from an independent implementation in exact and 60-digit arithmetic) and the laws that
// hold for every draw of a distribution.

using System.Numerics;
using Verify.Core.Data;
using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Data;

public class RandomDatasetTests
{
    private static double[] Draw(DataDistribution distribution, int samples, int inputs, ulong seed = 42) =>
        RandomDataset.Create(distribution, samples, inputs, new CounterRandom(seed, 7));

    private static ulong[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToUInt64Bits);

    [Fact]
    public void Create_Lattice_GoldenValues() =>
        Assert.Equal([-1, 3, -1, -1, 3, -1, 0, -2, -2, 3], Draw(DataDistribution.Lattice, 5, 2));

    [Theory]
    [InlineData(
        DataDistribution.Gaussian,
        2,
        new ulong[] { 0x3FE70A8E727DEF0D, 0xBFD359AF4CD49144, 0xBFDB6FAF8DF0CFC5, 0xBFF1EB49E5F12F16 }
    )]
    [InlineData(
        DataDistribution.Cube,
        2,
        new ulong[] { 0x3FE955043319FB9A, 0xBFD546339649C09C, 0xBFCFF09E691A2218, 0xBFE4DC49F19C0C82 }
    )]
    [InlineData(
        DataDistribution.Sphere,
        2,
        new ulong[] { 0x3FF4DCDE79617D79, 0xBFE18554E40FCEDE, 0xBFE02D8D2E1809DA, 0xBFF521D5E17047AF }
    )]
    [InlineData(
        DataDistribution.Clustered,
        3,
        new ulong[]
        {
            0xBF8381AB2EB00828,
            0x3FD1B1577D6017F4,
            0xBFC18C0DD0E0A63E,
            0x3FCC6A82BD29A380,
            0x3FE7FE122756B667,
            0xBFD56597CE2AEA4C,
        }
    )]
    [InlineData(
        DataDistribution.Duplicates,
        5,
        new ulong[]
        {
            0x3FE70A8E727DEF0D,
            0xBFD359AF4CD49144,
            0xBFDB6FAF8DF0CFC5,
            0xBFF1EB49E5F12F16,
            0xBF71FEBC28CEEA31,
            0x3FD42FADF18EB38A,
            0xBF71FEBC28CEEA31,
            0x3FD42FADF18EB38A,
            0x3FE70A8E727DEF0D,
            0xBFD359AF4CD49144,
        }
    )]
    public void Create_TwoInputs_GoldenBits(DataDistribution distribution, int samples, ulong[] expected) =>
        Assert.Equal(expected, Bits(Draw(distribution, samples, 2)));

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Create_AnySize_IsFiniteAndDependsOnTheStreamOnly(DataDistribution distribution)
    {
        foreach ((int samples, int inputs) in new[] { (0, 3), (1, 1), (1, 6), (7, 1), (20, 5) })
        {
            double[] x = Draw(distribution, samples, inputs);
            Assert.Equal(samples * inputs, x.Length);
            Assert.All(x, value => Assert.True(double.IsFinite(value)));
            Assert.Equal(Bits(x), Bits(Draw(distribution, samples, inputs)));
        }

        Assert.NotEqual(Bits(Draw(distribution, 20, 5)), Bits(Draw(distribution, 20, 5, seed: 43)));
    }

    public static TheoryData<DataDistribution> Distributions() => [.. Enum.GetValues<DataDistribution>()];

    [Fact]
    public void Create_Lattice_HasTheSevenIntegers() =>
        Assert.Equal([-3, -2, -1, 0, 1, 2, 3], Draw(DataDistribution.Lattice, 100, 5).Distinct().Order());

    [Fact]
    public void Create_Cube_StaysInside()
    {
        double[] x = Draw(DataDistribution.Cube, 1000, 3);
        Assert.All(x, value => Assert.InRange(value, -1, 1));
        Assert.True(x.Min() < -0.9 && x.Max() > 0.9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(100)]
    public void Create_Sphere_HasTheRadius(int inputs)
    {
        // u = 2^-53. value / norm * radius: two roundings, the computed norm is within (d + 1) u of the true one (d
        // terms, each lane a chain, and half of the root's argument error), the radius within u; measuring the norm
        // again adds (d + 1) u, and comparing with the rounded root u: below (2 d + 7) u, relative.
        double allowed = (2 * inputs + 7) * Math.ScaleB(1, -53);
        double[] x = Draw(DataDistribution.Sphere, 200, inputs);
        for (int start = 0; start < x.Length; start += inputs)
        {
            double norm = Reduction.Norm(x.AsSpan(start, inputs));
            Assert.InRange(norm / Math.Sqrt(inputs) - 1, -allowed, allowed);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(6, 3)]
    [InlineData(9, 4)]
    public void Create_LowRank_HasExactlyTheRank(int inputs, int rank)
    {
        Assert.Equal(rank, RandomDataset.LowRankDimension(inputs));
        for (ulong seed = 0; seed < 20; seed++)
        {
            // Twenty integer rows in r <= 4 coordinates span them: a failure has probability 9^-20 per direction.
            Assert.Equal(rank, RankOfQuarters(Draw(DataDistribution.LowRank, 20, inputs, seed), inputs));
        }
    }

    [Fact]
    public void Create_Clustered_LiesAroundThreeCentres()
    {
        // Standard deviation 1/16 in 4 coordinates: a sample further than 1 from its centre has 16 deviations, with
        // probability below 4 exp(-64/2) (one coordinate beyond 8). Greedy balls of radius 2 then number at most 3.
        const int inputs = 4;
        double[] x = Draw(DataDistribution.Clustered, 300, inputs);
        List<int> representatives = [];
        for (int start = 0; start < x.Length; start += inputs)
        {
            bool isNew = representatives.TrueForAll(other =>
            {
                double squared = 0;
                for (int u = 0; u < inputs; u++)
                {
                    squared += Math.Pow(x[start + u] - x[other + u], 2);
                }

                return squared > 4;
            });
            if (isNew)
            {
                representatives.Add(start);
            }
        }

        Assert.InRange(representatives.Count, 1, 3);
        Assert.Equal(x.Length, x.Distinct().Count());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(20, 10)]
    public void Create_Duplicates_RepeatTheFirstHalf(int samples, int originals)
    {
        string[] rows =
        [
            .. Draw(DataDistribution.Duplicates, samples, 3)
                .Chunk(3)
                .Select(row => string.Join(' ', Bits(row))),
        ];
        Assert.Equal(originals, rows.Distinct().Count());
        Assert.Equal(originals, rows.Take(originals).Distinct().Count());
    }

    [Fact]
    public void Create_BadArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw(DataDistribution.Cube, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw(DataDistribution.Cube, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw((DataDistribution)99, 2, 2));
        Assert.Throws<OverflowException>(() => Draw(DataDistribution.Cube, 65536, 65536));
    }

    /// <summary>The rank of rows of multiples of 1/4, by fraction-free elimination over the integers.</summary>
    private static int RankOfQuarters(double[] x, int inputs)
    {
        BigInteger[][] rows =
        [
            .. x.Chunk(inputs)
                .Select(row =>
                    Array.ConvertAll(
                        row,
                        value =>
                        {
                            Assert.Equal(Math.Floor(4 * value), 4 * value);
                            return new BigInteger(4 * value);
                        }
                    )
                ),
        ];
        int rank = 0;
        for (int column = 0; column < inputs; column++)
        {
            int pivot = Array.FindIndex(rows, rank, row => !row[column].IsZero);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (int i = rank + 1; i < rows.Length; i++)
            {
                BigInteger factor = rows[i][column];
                for (int j = column; j < inputs; j++)
                {
                    rows[i][j] = rows[i][j] * rows[rank][column] - rows[rank][j] * factor;
                }
            }

            rank++;
        }

        return rank;
    }
}
