// The distribution of measured / bound over a claim's cases: a histogram, or a sentence when there is nothing to draw.

using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class TightnessFigure
{
    internal static Markup Of(ClaimRecord claim, string anchor)
    {
        if (claim.Tightnesses.IsEmpty)
        {
            return Markup.Empty;
        }

        LogBins bins = LogBins.Of(claim.Tightnesses);
        string said = Describe(claim, bins);
        HistogramText text = new(
            Id: $"{anchor}_plot",
            Title: $"{claim.Id}: distribution of measured / bound",
            Description: said,
            AxisLabel: "measured / bound (log scale)",
            CountLabel: "cases",
            ReferenceLabel: "bound = 1"
        );
        return Markup.Of(
            $"""
            <figure>
            <figcaption><h3>How much of the bound was used</h3><p class="caption">{said}</p></figcaption>
            {LogHistogram.Of(bins, text)}
            </figure>
            """
        );
    }

    private static string Describe(ClaimRecord claim, LogBins bins)
    {
        int total = claim.Tightnesses.Length;
        if (bins.Zero == total)
        {
            return $"Exactly 0 was measured in {(total == 1 ? "the one case" : $"all {Numbers.Count(total)} cases")}.";
        }

        List<string> parts = [];
        List<double> numbers = [.. claim.Tightnesses.Where(value => !double.IsNaN(value)).Order()];
        if (numbers.Count > 0)
        {
            // The lower median: a value that occurred.
            parts.Add($"median {Numbers.AtMost(numbers[(numbers.Count - 1) / 2], 2)}");
            parts.Add($"largest {Numbers.AtMost(numbers[^1])}");
        }

        Part(bins.Zero, "exactly 0");
        Part(bins.Negative, "below 0");
        Part(bins.Infinite, "infinite");
        Part(bins.NotANumber, "NaN");
        return $"{Numbers.Count(total, "case")}: {string.Join(", ", parts)}.";

        void Part(int count, string what)
        {
            if (count > 0)
            {
                parts.Add($"{Numbers.Count(count)} {what}");
            }
        }
    }
}
