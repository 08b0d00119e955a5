// The gradients of the observers in the teachers' bands against their thresholds: a histogram by powers of two.

using Verify.Audit.Reports;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Core.Geometry;

namespace Verify.Audit.Checking;

/// <summary>
/// Left of the line at 1 the gradient is too small for the teacher's kink to be alone at the sample: some node must be near.
/// </summary>
internal static class GradientFigure
{
    private const double Width = 400;
    private const double Height = 226;

    private static readonly PlotArea Area = new(Left: 60, Top: 30, Right: Width - 6, Bottom: Height - 44);

    /// <summary>The plot over all teachers, or nothing when there is no pair of a sample and an observer.</summary>
    internal static Markup Of(CheckRecord record)
    {
        long[] counts = new long[SmallGradientTally.RatioBins];
        foreach (TeacherRecord teacher in record.Teachers.Where(teacher => !teacher.Ratios.IsEmpty))
        {
            for (int q = 0; q < counts.Length; q++)
            {
                counts[q] += teacher.Ratios[q];
            }
        }

        long most = counts.Max();
        if (most == 0)
        {
            return Markup.Empty;
        }

        int from = Math.Min(Array.FindIndex(counts, count => count > 0), SmallGradientTally.LowestRatio - 1);
        int to = Math.Max(
            Array.FindLastIndex(counts, count => count > 0) + 1,
            SmallGradientTally.LowestRatio + 1
        );
        LinearScale x = new(
            from - SmallGradientTally.LowestRatio,
            to - SmallGradientTally.LowestRatio,
            Area.Left + 4,
            Area.Right - 8
        );
        LinearScale y = new(0, 1.1, Area.Bottom, Area.Top);
        MarkupBuilder svg = new();
        svg.Add(
            $"""
            <svg class="plot" id="gradients" viewBox="0 0 {Svg.At(Width)} {Svg.At(
                Height
            )}" role="img" aria-labelledby="gradients-title gradients-desc">
            <title id="gradients-title">Gradient over threshold</title>
            <desc id="gradients-desc">{Describe(counts)}</desc>
            """
        );
        svg.Add(Area.LeftAxis(y, [new Tick(0, "0"), new Tick(1, Numbers.Count(most))], "pairs"));
        for (int q = from; q < to; q++)
        {
            if (counts[q] > 0)
            {
                Bar(svg, q - SmallGradientTally.LowestRatio, counts[q], (double)counts[q] / most, x, y);
            }
        }

        svg.Add(
            $"""<path class="reference" d="M{Svg.At(x.Map(0))} {Svg.At(Area.Top - 6)}V{Svg.At(Area.Bottom)}"/>"""
        );
        svg.Add(
            Area.BottomAxis(
                x,
                Ticks.Whole((int)x.From, (int)x.To, atMost: 7, power => $"2^{power}"),
                "gradient / threshold (log scale)"
            )
        );
        svg.Add($"</svg>");
        return svg.Build();
    }

    private static void Bar(
        MarkupBuilder svg,
        int power,
        long count,
        double height,
        LinearScale x,
        LinearScale y
    )
    {
        double left = x.Map(power) + 0.5;
        double top = Math.Min(y.Map(height), Area.Bottom - 1.5);
        string kind = power >= 0 ? "bar beyond" : "bar";
        svg.Add(
            $"""<rect class="{kind}" x="{Svg.At(left)}" y="{Svg.At(top)}" width="{Svg.At(Math.Max(0.5, x.Map(power + 1) - left - 0.5))}" height="{Svg.At(Area.Bottom - top)}"><title>2^{power} to 2^{power + 1}: {Numbers.Count(count)}</title></rect>"""
        );
    }

    private static string Describe(long[] counts)
    {
        long below = counts.Take(SmallGradientTally.LowestRatio).Sum();
        return $"{Numbers.Count(counts.Sum())} pairs of a sample and an observer, {Numbers.Count(below)} of them below the threshold.";
    }
}
