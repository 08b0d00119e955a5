// An axis that all panels of a figure share: its range, its ticks and its label.

using System.Collections.Immutable;
using System.Globalization;

namespace Verify.Audit.Reports.Plots;

/// <summary>A shared axis.</summary>
/// <param name="From">The datum at its start.</param>
/// <param name="To">The datum at its end, above From.</param>
/// <param name="Ticks">Ticks between them.</param>
/// <param name="Label">What it shows, with its unit.</param>
internal sealed record PanelAxis(double From, double To, ImmutableArray<Tick> Ticks, string Label)
{
    /// <summary>Whether data lie beyond it, which panels then cut off.</summary>
    internal bool Cuts { get; init; }

    /// <summary>Says so, after a space; empty where nothing is cut off.</summary>
    internal string CutSentence => Cuts ? " What lies beyond the panels is in the table." : "";

    /// <summary>White beside the outermost data, as a share of the range.</summary>
    private const double Margin = 0.04;

    /// <summary>A little more than the decades asked for is not worth a cut.</summary>
    private const double Excess = 1.25;

    /// <summary>
    /// Around log10 values from low to high, with ticks at whole decades; from decade to decade where fewer than two of
    /// those lie between. Of a quarter more decades than <paramref name="most"/> the lowest are cut off: one run that reaches the
    /// rounding errors would flatten all others. The decade below 1 when low is above high: there is nothing to show.
    /// </summary>
    internal static PanelAxis Decades(double low, double high, int most, int atMost, string label)
    {
        if (low > high)
        {
            return new PanelAxis(-1, 0, Plots.Ticks.Whole(-1, 0, atMost, Numbers.PowerOfTen), label);
        }

        bool cuts = high - low > Excess * most;
        low = cuts ? high - most : low;
        double margin = Margin * (high - low);
        (double from, double to) = (low - margin, high + margin);
        if (Math.Floor(to) - Math.Ceiling(from) < 1)
        {
            // By a little less than outward, so that a whole power stays one whatever the logarithm's last bit.
            from = Math.Floor(low + 1e-9);
            to = Math.Max(from + 1, Math.Ceiling(high - 1e-9));
        }

        return new PanelAxis(
            from,
            to,
            Plots.Ticks.Whole((int)Math.Ceiling(from), (int)Math.Floor(to), atMost, Numbers.PowerOfTen),
            label
        )
        {
            Cuts = cuts,
        };
    }

    /// <summary>
    /// The decades below high to show: the usual number where fewer than a quarter of the series end below them, else
    /// 18, which reaches the rounding errors of any of them.
    /// </summary>
    internal static int DecadesFor(IReadOnlyCollection<double> ends, double high, int usual) =>
        4 * ends.Count(end => end < high - usual) < ends.Count ? usual : Math.Max(usual, 18);

    /// <summary>From 0, or a negative quarter below low, to 1.</summary>
    internal static PanelAxis Correlation(double low, string label)
    {
        double from = low < 0 ? Math.Max(-1, Math.Floor(low * 4) / 4) : 0;
        return Padded(from, 1, [.. Halves(from, 1)], label);
    }

    /// <summary>From 0 to high, with ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
    internal static PanelAxis FromZero(double high, int atMost, string label) =>
        Padded(0, high > 0 ? high : 1, Plots.Ticks.FromZero(high > 0 ? high : 1, atMost), label);

    /// <summary>Whole numbers from 1, half a unit of white beside them.</summary>
    internal static PanelAxis Counted(int to, int atMost, string label)
    {
        // 1 is where it begins; a multiple of the step that is too near to it gives way.
        double next = 1 + 0.8 * Plots.Ticks.Step(to, atMost);
        return new PanelAxis(
            0.5,
            to + 0.5,
            [
                new Tick(1, "1"),
                .. Plots.Ticks.Whole(0, to, atMost, Numbers.Count).Where(tick => tick.Value >= next),
            ],
            label
        );
    }

    /// <summary>Epochs, from edge to edge.</summary>
    internal static PanelAxis Epochs(ImmutableArray<int> epochs, int atMost)
    {
        int last = Math.Max(epochs[^1], epochs[0] + 1);
        return new PanelAxis(
            epochs[0],
            last,
            Plots.Ticks.Whole(epochs[0], last, atMost, Numbers.Count),
            "epoch"
        );
    }

    /// <summary>Shares from 0 to 100 %.</summary>
    internal static PanelAxis Shares(string label) =>
        Padded(0, 1, [new(0, "0 %"), new(0.5, "50 %"), new(1, "100 %")], label);

    private static PanelAxis Padded(double from, double to, ImmutableArray<Tick> ticks, string label) =>
        new(from - Margin * (to - from), to + Margin * (to - from), ticks, label);

    private static IEnumerable<Tick> Halves(double from, double to)
    {
        for (int half = (int)Math.Ceiling(from * 2); half <= to * 2; half++)
        {
            double value = half / 2.0;
            yield return new Tick(
                value,
                value.ToString("0.#", CultureInfo.InvariantCulture).Replace('-', '−')
            );
        }
    }
}
