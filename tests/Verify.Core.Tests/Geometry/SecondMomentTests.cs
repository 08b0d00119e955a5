// Moments against exact sums, whatever the blocks; mu against counted tails.

using System.Numerics;
using Verify.Core.Geometry;
using Verify.Core.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class SecondMomentTests
{
    private static SecondMoment Of(double[] data, int d, int block, double[]? origin = null)
    {
        SecondMoment moment = origin is null ? new(d) : new(origin);
        for (int i = 0; i < data.Length / d; i += block)
        {
            int rows = Math.Min(block, data.Length / d - i);
            moment.Add(new ReadOnlyMatrixView(data.AsSpan(i * d), rows, d));
        }

        return moment;
    }

    private static double[] Scattered(ulong seed, int n, int d, double shift)
    {
        double[] data = BandData.Gaussian(seed, n, d);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = shift + data[i] * Math.ScaleB(1, i % 7 * 4 - 12);
        }

        return data;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Add_AnyBlocks_SameBits(int block)
    {
        double[] data = Scattered(41, 1500, 5, 0.5);
        SecondMoment whole = Of(data, 5, 1500);
        SecondMoment parts = Of(data, 5, block);
        Assert.Equal(whole.Matrix(out double errorA), parts.Matrix(out double errorB));
        Assert.Equal(whole.Sum(out _), parts.Sum(out _));
        Assert.Equal(errorA, errorB);
        Assert.Equal((1500, 1500), (whole.Count, parts.Count));
        Assert.Equal(whole.Mu(), parts.Mu());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    public void MatrixSumAndScatter_AgainstExactSums_WithinTheirBounds(double shift, bool centred)
    {
        const int n = 700;
        const int d = 3;
        double[] data = Scattered(42, n, d, shift);
        double[] origin = centred ? [shift, shift, shift] : [0, 0, 0];
        SecondMoment moment = Of(data, d, 64, origin);
        double[] matrix = moment.Matrix(out double matrixBound);
        double[] sum = moment.Sum(out double sumBound);
        double[] scatter = moment.CentredScatter(out double scatterBound);
        ExactNumber zero = ExactNumber.Of(0);
        ExactNumber matrixError = zero;
        ExactNumber sumError = zero;
        ExactNumber scatterError = zero;
        for (int a = 0; a < d; a++)
        {
            ExactNumber Entry(int i, int k) => ExactNumber.Of(data[i * d + k]) - ExactNumber.Of(origin[k]);
            ExactNumber Total(int k) =>
                Dyadic(Enumerable.Range(0, n).Aggregate(zero, (s, i) => Dyadic(s + Entry(i, k))));
            ExactNumber gap = ExactNumber.Of(sum[a]) - Total(a);
            sumError += gap * gap;
            for (int b = 0; b < d; b++)
            {
                ExactNumber exact = Enumerable
                    .Range(0, n)
                    .Aggregate(zero, (s, i) => Dyadic(s + Entry(i, a) * Entry(i, b)));
                gap = ExactNumber.Of(matrix[a * d + b]) - exact;
                matrixError += gap * gap;
                gap =
                    ExactNumber.Of(scatter[a * d + b])
                    - (exact - Total(a) * Total(b) / new ExactNumber(n, 1));
                scatterError += gap * gap;
            }
        }

        Assert.True(matrixError.CompareTo(Squared(matrixBound)) <= 0);
        Assert.True(sumError.CompareTo(Squared(sumBound)) <= 0);
        Assert.True(scatterError.CompareTo(Squared(scatterBound)) <= 0);
        double size = matrix[0] + matrix[4] + matrix[8];
        Assert.True(matrixBound <= 1e-12 * size && scatterBound <= 1e-11 * size);
        Assert.Equal(matrix[1], matrix[3]);
    }

    [Fact]
    public void Mu_EveryDirectionAndRadius_BoundsTheTail()
    {
        const int n = 500;
        double[] data = Scattered(43, n, 4, 0.2);
        double mu = Of(data, 4, 100).Mu();
        CounterRandom random = new(44);
        double[] u = new double[4];
        double largest = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            random.FillGaussian(u);
            double length = Math.Sqrt(u.Sum(x => x * x));
            double[] along =
            [
                .. Enumerable
                    .Range(0, n)
                    .Select(i => Math.Abs(Enumerable.Range(0, 4).Sum(k => u[k] * data[4 * i + k]) / length)),
            ];
            double radius = along.Max() * random.NextDouble();
            Assert.True(along.Count(x => x > radius) <= mu * n / (radius * radius));
            largest = Math.Max(largest, along.Sum(x => x * x) / n);
        }

        Assert.InRange(mu, largest, largest * 1.05);
    }

    [Fact]
    public void Mu_KnownMoments_IsTightAndNeverBelow()
    {
        // Samples +-a e_k: S = 2 a^2 I exactly.
        double[] data = [3, 0, -3, 0, 0, 3, 0, -3];
        SecondMoment moment = Of(data, 2, 3);
        Assert.InRange(moment.LargestSum(), 18, 18 * (1 + 1e-11));
        Assert.InRange(moment.Mu(), 4.5, 4.5 * (1 + 1e-11));
        Assert.Equal(0, new SecondMoment(3).Mu());
        Assert.Equal(0, new SecondMoment(3).CentredScatter(out _).Sum());
        Assert.Throws<ArgumentException>(() => moment.Add([1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SecondMoment(0));
    }

    private static ExactNumber Squared(double x) => ExactNumber.Of(x) * ExactNumber.Of(x);

    /// <summary>The same number over a smaller power of two: sums of many would grow without end.</summary>
    private static ExactNumber Dyadic(ExactNumber x)
    {
        BigInteger lowest = x.Numerator | x.Denominator;
        int shift = (int)(lowest & -lowest).GetBitLength() - 1;
        return new(x.Numerator >> shift, x.Denominator >> shift);
    }
}
