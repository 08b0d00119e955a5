// The students of one configuration as points for a scatter: those that print as one dot are kept once, so that thousands of
// runs fit into memory. Tables have every student; they are written as runs are read.

namespace Verify.Audit.Figures;

/// <summary>A student at the end of its run.</summary>
/// <param name="Correlation">Its best correlation with a teacher.</param>
/// <param name="FanOut">Its fan-out norm.</param>
internal readonly record struct StudentPoint(double Correlation, double FanOut);

/// <summary>Points of students. The first of those that fall together stays, so the order of runs decides.</summary>
internal sealed class StudentCloud
{
    /// <summary>Cells of a correlation's unit: half a dot of the largest panel.</summary>
    private const double CorrelationCells = 1024;

    /// <summary>Bits of a norm's mantissa that tell points apart: a 512th of the norm, less than that of the axis.</summary>
    private const int NormBits = 9;

    private readonly HashSet<(long Correlation, long FanOut)> seen = [];
    private readonly List<StudentPoint> points = [];

    /// <summary>Students added, shown or not.</summary>
    internal int Students { get; private set; }

    /// <summary>Of those, how many correlate with a teacher above <see cref="SweepFigures.Matched"/>.</summary>
    internal int Matched { get; private set; }

    /// <summary>The points, in the order in which they came.</summary>
    internal IReadOnlyList<StudentPoint> Points => points;

    /// <summary>Adds a student; one whose numbers are not finite counts and has no point.</summary>
    internal void Add(double correlation, double fanOut)
    {
        Students++;
        Matched += correlation > SweepFigures.Matched ? 1 : 0;
        if (!double.IsFinite(correlation) || !double.IsFinite(fanOut))
        {
            return;
        }

        // Matched or not is kept apart, however near to the threshold.
        long column =
            (long)Math.Floor(correlation * CorrelationCells) * 2
            + (correlation > SweepFigures.Matched ? 1 : 0);
        if (seen.Add((column, BitConverter.DoubleToInt64Bits(fanOut) >> (52 - NormBits))))
        {
            points.Add(new StudentPoint(correlation, fanOut));
        }
    }
}
