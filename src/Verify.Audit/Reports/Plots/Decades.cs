// Quarters of a decade as doubles that are the same on every machine. No logarithm decides where a value falls.

using System.Globalization;

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// The edges 10^(q/4) of a logarithmic histogram. Math.Pow and Math.Log10 may differ in the last bit between machines;
/// here an edge is parsed from decimal digits, which is correctly rounded, and a value is placed by comparison.
/// </summary>
public static class Decades
{
    // 10^0, 10^(1/4), 10^(1/2), 10^(3/4) to 20 digits, more than identify a double.
    private static readonly string[] Mantissas =
    [
        "1",
        "1.7782794100389228012",
        "3.1622776601683793320",
        "5.6234132519034908039",
    ];

    /// <summary>10^(quarters/4): 0 below the range of doubles and infinity above it.</summary>
    public static double Edge(int quarters)
    {
        int decade = FloorDivide(quarters, 4);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Mantissas[quarters - 4 * decade]}E{decade}"
        );
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The q with Edge(q) &lt; value &lt;= Edge(q + 1): a value of exactly 1 is at the bound, not above it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public static int QuarterOf(double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "Only positive finite values have a decade."
            );
        }

        // The logarithm is a first guess only.
        int quarter = (int)Math.Ceiling(4 * Math.Log10(value)) - 1;
        while (Edge(quarter) >= value)
        {
            quarter--;
        }

        while (Edge(quarter + 1) < value)
        {
            quarter++;
        }

        return quarter;
    }

    /// <summary>The quotient rounded towards minus infinity.</summary>
    public static int FloorDivide(int dividend, int divisor) =>
        dividend / divisor - (dividend % divisor != 0 && dividend < 0 != divisor < 0 ? 1 : 0);
}
