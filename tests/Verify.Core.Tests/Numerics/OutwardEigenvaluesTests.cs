// Ends of the spectrum against exact arithmetic: h I - A is positive definite for the upper end, decided by the signs of
// the leading minors over the integers.

using System.Numerics;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public sealed class OutwardEigenvaluesTests
{
    private static OutwardEigenvalues Of(double[] a, int n, double error = 0) =>
        OutwardEigenvalues.Of(new ReadOnlyMatrixView(a, n, n), error);

    private static double[] Symmetric(CounterRandom random, int n, int kind)
    {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                double value = kind switch
                {
                    0 => random.NextGaussian(),
                    1 => random.NextBelow(5) - 2,
                    _ => random.NextGaussian() * Math.ScaleB(1, 20 - 8 * (i + j)),
                };
                a[i * n + j] = a[j * n + i] = value;
            }
        }

        return a;
    }

    /// <summary>Whether sign (h I - A) is positive definite, exactly, by fraction-free elimination.</summary>
    private static bool IsDefinite(double[] a, int n, double h, int sign)
    {
        ExactNumber[,] m = new ExactNumber[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                ExactNumber entry = ExactNumber.Of(i == j ? h : 0) - ExactNumber.Of(a[i * n + j]);
                m[i, j] = sign > 0 ? entry : ExactNumber.Of(0) - entry;
            }
        }

        for (int k = 0; k < n; k++)
        {
            if (m[k, k].Numerator.Sign <= 0)
            {
                return false;
            }

            for (int i = k + 1; i < n; i++)
            {
                for (int j = k + 1; j < n; j++)
                {
                    ExactNumber entry = m[i, j] - m[i, k] * m[k, j] / m[k, k];
                    BigInteger divisor = BigInteger.GreatestCommonDivisor(entry.Numerator, entry.Denominator);
                    m[i, j] = new(entry.Numerator / divisor, entry.Denominator / divisor);
                }
            }
        }

        return true;
    }

    [Fact]
    public void Of_RandomMatrices_EndsAreOutsideTheSpectrumAndClose()
    {
        CounterRandom random = new(51);
        for (int trial = 0; trial < 90; trial++)
        {
            int n = 1 + random.NextBelow(6);
            double[] a = Symmetric(random, n, trial % 3);
            OutwardEigenvalues ends = Of(a, n);
            double size = a.Sum(Math.Abs);
            if (size == 0)
            {
                continue;
            }

            double margin = size * 1e-12;
            Assert.True(IsDefinite(a, n, ends.HighestAtMost + margin * 1e-6, 1));
            Assert.True(IsDefinite(a, n, ends.LowestAtLeast - margin * 1e-6, -1));
            Assert.True(IsDefinite(a, n, Math.BitIncrement(ends.HighestAtMost), 1));
            Assert.True(IsDefinite(a, n, Math.BitDecrement(ends.LowestAtLeast), -1));
            Assert.False(IsDefinite(a, n, ends.HighestAtMost - margin, 1));
            Assert.False(IsDefinite(a, n, ends.LowestAtLeast + margin, -1));
        }
    }

    [Fact]
    public void Of_EntryErrors_CoverEveryMatrixWithin()
    {
        CounterRandom random = new(52);
        for (int trial = 0; trial < 40; trial++)
        {
            const int n = 4;
            double[] a = Symmetric(random, n, 0);
            OutwardEigenvalues ends = Of(a, n, 0.25);
            double[] moved = [.. a];
            double sign = random.NextSign();
            for (int i = 0; i < n; i++)
            {
                for (int j = i; j < n; j++)
                {
                    moved[i * n + j] = moved[j * n + i] =
                        a[i * n + j] + 0.25 * (trial % 2 == 0 ? sign : random.NextSign());
                }
            }

            OutwardEigenvalues inner = Of(moved, n);
            Assert.True(
                ends.LowestAtLeast <= inner.LowestAtLeast && inner.HighestAtMost <= ends.HighestAtMost
            );
        }
    }

    [Fact]
    public void Of_EdgeCases_AsDocumented()
    {
        Assert.Equal(new OutwardEigenvalues(0, 0), Of([], 0));
        OutwardEigenvalues zero = Of(new double[9], 3);
        Assert.True(zero.LowestAtLeast is <= 0 and > -1e-150 && zero.HighestAtMost is >= 0 and < 1e-150);
        Assert.Equal(double.PositiveInfinity, Of([1e308, 1e308, 1e308, 1e308], 2).HighestAtMost);
        Assert.InRange(Of([8e307, 0, 0, 4e307], 2).HighestAtMost, 8e307, 8.1e307);
        Assert.InRange(Of([8e-320, 0, 0, 4e-320], 2).LowestAtLeast, 3.9e-320, 4e-320);
        Assert.Throws<ArgumentException>(() => Of([double.NaN], 1));
        Assert.Throws<ArgumentException>(() => Of([1], 1, -1));
        Assert.Throws<ArgumentException>(() =>
            OutwardEigenvalues.Of(new ReadOnlyMatrixView([1, 2], 1, 2), 0)
        );
    }
}
