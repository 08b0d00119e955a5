// The samples of one set, gathered from stretches in the order of the file: their moments, and the first of them by value.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Sums and a bounded number of samples. One thread at a time.</summary>
internal sealed class BandCollector(int inputs, int keep)
{
    private double[] gathered = [];
    private double[] kept = [];
    private int keptRows;

    /// <summary>The sums of x and x x^T.</summary>
    internal SecondMoment Moment { get; } = new(inputs);

    /// <summary>The first samples, at most as many as were asked for, row-major.</summary>
    internal ReadOnlyMemory<double> Kept => kept.AsMemory(0, keptRows * inputs);

    /// <summary>Takes rows of a stretch (row-major), in the order given.</summary>
    internal void Take(ReadOnlySpan<double> stretch, List<int> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        int length = checked(rows.Count * inputs);
        if (gathered.Length < length)
        {
            gathered = new double[length];
        }

        for (int i = 0; i < rows.Count; i++)
        {
            stretch.Slice(rows[i] * inputs, inputs).CopyTo(gathered.AsSpan(i * inputs));
        }

        Moment.Add(new ReadOnlyMatrixView(gathered, rows.Count, inputs));
        Keep(Math.Min(rows.Count, keep - keptRows));
    }

    private void Keep(int rows)
    {
        int needed = (keptRows + rows) * inputs;
        if (kept.Length < needed)
        {
            Array.Resize(ref kept, (int)Math.Min((long)keep * inputs, Math.Max(needed, 2L * kept.Length)));
        }

        gathered.AsSpan(0, rows * inputs).CopyTo(kept.AsSpan(keptRows * inputs));
        keptRows += rows;
    }
}
