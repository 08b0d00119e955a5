// Mean and standard deviation of numbers that arrive one by one (Welford's recurrence), without keeping them.

namespace Verify.Audit.Figures;

/// <summary>A running mean. Numbers that are not finite are not counted: a loss of 0 has no logarithm to show.</summary>
internal sealed class MeanDeviation
{
    private double squares;
    private double mean;

    /// <summary>Finite numbers so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Their mean; NaN without any.</summary>
    internal double Mean => Count > 0 ? mean : double.NaN;

    /// <summary>Their standard deviation with Count - 1; NaN with fewer than two.</summary>
    internal double Deviation => Count > 1 ? Math.Sqrt(squares / (Count - 1)) : double.NaN;

    /// <summary>Adds a number.</summary>
    internal void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        Count++;
        double difference = value - mean;
        mean += difference / Count;
        squares += difference * (value - mean);
    }

    /// <summary>So many empty ones.</summary>
    internal static MeanDeviation[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new MeanDeviation())];
}
