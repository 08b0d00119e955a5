// Counts of positive numbers by decade, with everything that has no logarithm counted beside them. Draws nothing.

using System.Collections.Immutable;

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// Bins (10^a, 10^b] of equal width on a log10 axis that runs over whole decades, at least one, and has 1 inside or at
/// an end.
/// </summary>
public sealed class LogBins
{
    // Widths in quarter decades. From a decade on they are whole decades, so that ticks stay at edges.
    private static readonly int[] Widths = [1, 2, 4, 8, 20, 40, 80, 200];

    private readonly int width;
    private readonly int first;

    private LogBins(ImmutableArray<double> values, int atMost)
    {
        Negative = values.Count(value => value < 0);
        Zero = values.Count(value => value == 0);
        Infinite = values.Count(double.IsPositiveInfinity);
        NotANumber = values.Count(double.IsNaN);
        int[] quarters =
        [
            .. values.Where(value => value > 0 && double.IsFinite(value)).Select(Decades.QuarterOf),
        ];
        if (quarters.Length == 0)
        {
            width = 4;
            first = 0;
            Counts = [];
            return;
        }

        int least = quarters.Min();
        int greatest = quarters.Max() + 1;
        width = Widths[^1];
        foreach (int candidate in Widths)
        {
            (int from, int to) = Range(least, greatest, candidate);
            if ((to - from) / candidate <= atMost)
            {
                width = candidate;
                break;
            }
        }

        (int start, int end) = Range(least, greatest, width);
        first = start / width;
        int[] counts = new int[(end - start) / width];
        foreach (int quarter in quarters)
        {
            counts[Decades.FloorDivide(quarter, width) - first]++;
        }

        Counts = [.. counts];
    }

    /// <summary>The count in each bin, from the left; empty when no value is positive and finite.</summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>Values below 0, minus infinity too.</summary>
    public int Negative { get; }

    /// <summary>Values that are exactly 0.</summary>
    public int Zero { get; }

    /// <summary>Values that are plus infinity.</summary>
    public int Infinite { get; }

    /// <summary>Values that are NaN.</summary>
    public int NotANumber { get; }

    /// <summary>log10 of the left end of the axis; a whole number.</summary>
    public double From => Exponent(0);

    /// <summary>log10 of the right end of the axis; a whole number, at least 0.</summary>
    public double To => Exponent(Counts.Length);

    /// <summary>Sorts values into at most so many bins, or the least number that the widest bins allow.</summary>
    public static LogBins Of(ImmutableArray<double> values, int atMost = 32) => new(values, atMost);

    /// <summary>log10 of the left edge of bin i; of the right end for i = Counts.Length.</summary>
    public double Exponent(int bin) => (first + bin) * width / 4.0;

    /// <summary>The left edge of bin i itself.</summary>
    public double Edge(int bin) => Decades.Edge((first + bin) * width);

    // Both ends are multiples of a whole decade and of the bin width; 0 (the datum 1) is a multiple of everything.
    private static (int From, int To) Range(int least, int greatest, int width)
    {
        int unit = Math.Max(4, width);
        int to = Math.Max(0, -unit * Decades.FloorDivide(-greatest, unit));
        int from = Math.Min(unit * Decades.FloorDivide(least, unit), Math.Min(0, to - unit));
        return (from, to);
    }
}
