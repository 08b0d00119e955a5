// The jumping scan and its replacements against all windows.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class WindowScanTests
{
    private static double Brute(double[] left, double[] right, in WindowTerms terms)
    {
        double best = 0;
        for (int k = 0; k < left.Length; k++)
        {
            for (int j = k; j < left.Length; j++)
            {
                int gain = j - k + 1 - terms.Slack;
                double h = Math.Max(
                    terms.Floor,
                    Math.Max(0, right[j] - left[k]) * terms.Factor - terms.Shrink
                );
                best = Math.Max(
                    best,
                    gain <= 0 ? 0
                        : h <= 0 ? double.PositiveInfinity
                        : gain / h
                );
            }
        }

        return best;
    }

    private static double[] Sorted(CounterRandom random, int n, int kind)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = kind switch
            {
                0 => random.NextGaussian(),
                1 => random.NextBelow(8),
                2 => i + 1e-3 * random.NextDouble(),
                _ => Math.Pow(2, -20 * random.NextDouble()),
            };
        }

        Array.Sort(values);
        return values;
    }

    private static WindowTerms Terms(CounterRandom random, int trial) =>
        new(
            random.NextBelow(6),
            trial % 3 == 0 ? 0 : 0.3 * random.NextDouble(),
            0.5 / (1 + random.NextDouble()),
            trial % 4 == 1 ? 0.01
                : trial % 4 == 2 ? -0.01
                : 0
        );

    [Fact]
    public void AtMost_EveryWindow_IsTheLargestValue()
    {
        CounterRandom random = new(81);
        for (int trial = 0; trial < 2000; trial++)
        {
            int n = random.NextBelow(40);
            double[] left = Sorted(random, n, trial % 4);
            double[] right = trial % 5 == 0 ? [.. left.Select(x => x - 0.02)] : left;
            WindowTerms terms = Terms(random, trial);
            double exact = Brute(left, right, terms);
            long steps = long.MaxValue;
            double found = WindowScan.AtMost(left, right, terms, 0, 1, ref steps, out int from, out int to);

            // What is shrunk away magnifies the rounding of what is left, without bound when nothing is: then found is sound
            // and nothing more is asked of it.
            double loose = terms.Shrink <= 0 || terms.Floor > 0 ? 1e-9 : double.PositiveInfinity;
            Assert.True(found >= exact, $"{found:R} < {exact:R} in trial {trial}");
            Assert.True(double.IsInfinity(loose) || double.IsInfinity(exact) || found <= exact * (1 + loose));
            Assert.Equal(exact > 0, to >= 0);
            if (double.IsFinite(exact) && exact > 0 && double.IsFinite(loose))
            {
                double h = Math.Max(
                    terms.Floor,
                    Math.Max(0, right[to] - left[from]) * terms.Factor - terms.Shrink
                );
                Assert.InRange((to - from + 1 - terms.Slack) / h, exact * (1 - loose), exact);
            }

            double above = exact * 1.01 + 1;
            steps = long.MaxValue;
            if (double.IsFinite(above))
            {
                Assert.Equal(
                    above,
                    WindowScan.AtMost(left, right, terms, above, 1, ref steps, out _, out to)
                );
                Assert.Equal(-1, to);
            }

            // A stride covers every window by one that is not narrower in count nor wider.
            int stride = 2 + random.NextBelow(6);
            steps = long.MaxValue;
            Assert.True(WindowScan.AtMost(left, right, terms, 0, stride, ref steps, out _, out _) >= exact);
        }
    }

    [Fact]
    public void AtMost_Strides_AreSoundWhereOnlyTheStartMatters()
    {
        // Pairs of near samples that a stride of 2 cuts in the middle: with the left side of the block's first sample the
        // window would look wide.
        double[] values = [0, 100, 100.001, 200, 200.001, 300, 300.001, 400];
        WindowTerms terms = new(1, 1e-6, 0.5, 0);
        long steps = long.MaxValue;
        double found = WindowScan.AtMost(values, values, terms, 0, 2, ref steps, out _, out _);
        Assert.True(found >= Brute(values, values, terms));
    }

    [Fact]
    public void WorstWindow_ManyEqualCandidates_StaysExactWithAFloor()
    {
        CounterRandom random = new(82);
        for (int trial = 0; trial < 12; trial++)
        {
            // Equal steps, and many samples of one density: the scan finds no jumps.
            int n = 1500;
            double[] values = Sorted(random, n, 2);
            for (int i = 0; i < n; i++)
            {
                values[i] = (trial % 2 == 0 ? Math.Round(values[i]) : values[i]) / n;
            }

            WindowTerms terms = new(trial % 4, 0.02 + 0.01 * trial, 0.5, trial % 3 == 0 ? 1e-6 : 0);
            double exact = Brute(values, values, terms);
            WorstWindow worst = WorstWindow.Of(values, terms, 0);
            Assert.True(worst.IsExact);
            Assert.InRange(worst.AtMost, exact * (1 - 1e-15), exact * (1 + 1e-9));
            double h = Math.Max(terms.Floor, (values[worst.To] - values[worst.From]) * 0.5 - terms.Shrink);
            Assert.InRange(
                (worst.To - worst.From + 1 - terms.Slack) / h,
                exact * (1 - 1e-9),
                exact * (1 + 1e-9)
            );
        }
    }
}
