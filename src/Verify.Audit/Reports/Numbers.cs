// How reports print numbers for people. Not for JSON or XML, whose numbers round-trip.

using System.Globalization;

namespace Verify.Audit.Reports;

/// <summary>
/// Invariant-culture texts. Numbers that bound something are rounded up, so that a report never claims more than was
/// found: a ratio prints as at most 1 exactly when it is at most 1. A missing number is an en dash.
/// </summary>
public static class Numbers
{
    /// <summary>What stands for a number that is not there.</summary>
    public const string Missing = "–";

    // A unit stays on the line of its number.
    private const string Percent = "\u00A0%";
    private const string Second = "\u00A0s";

    /// <summary>A count with commas between thousands: 12,000.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count beyond the range of int.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"≤ 0.30 %", the upper bound of a rate; <see cref="Missing"/> as in <see cref="PercentAtMost"/>.</summary>
    public static string RateBound(double? rate) =>
        PercentAtMost(rate) is var percent && percent == Missing ? Missing : "≤\u00A0" + percent;

    /// <summary>"1 case", "12,000 cases"; the plural is the singular with an s.</summary>
    public static string Count(int count, string singular) => Count((long)count, singular);

    /// <summary>The same beyond the range of int.</summary>
    public static string Count(long count, string singular) =>
        $"{Count(count)} {singular}{(count == 1 ? "" : "s")}";

    /// <summary>
    /// The least decimal number of the given significant digits that is not below the value: 0.0123, 1.23×10⁻⁵.
    /// NaN and infinities as NaN, ∞ and −∞; null as <see cref="Missing"/>. A decimal number whose nearest double is
    /// the value counts as equal to it.
    /// </summary>
    public static string AtMost(double? value, int digits = 3) =>
        value is { } number ? Print(number, digits, shift: 0, upward: true) : Missing;

    /// <summary>
    /// A rate between 0 and 1 in per cent, two significant digits, rounded up: "0.30 %". <see cref="Missing"/> when it
    /// is null, NaN or infinite.
    /// </summary>
    public static string PercentAtMost(double? rate) =>
        rate is { } number && double.IsFinite(number)
            ? Print(number, 2, shift: 2, upward: true) + Percent
            : Missing;

    /// <summary>
    /// The nearest decimal number of the given significant digits, in the forms of <see cref="AtMost"/> but without
    /// trailing zeros behind the point.
    /// </summary>
    public static string About(double value, int digits = 3)
    {
        string printed = Print(value, digits, shift: 0, upward: false);
        int end = printed.IndexOf('×', StringComparison.Ordinal) is var power and >= 0
            ? power
            : printed.Length;
        return printed[..end].Contains('.', StringComparison.Ordinal)
            ? printed[..end].TrimEnd('0').TrimEnd('.') + printed[end..]
            : printed;
    }

    /// <summary>part / whole in per cent, to the nearest; above 0 and below 100 it never prints as either.</summary>
    public static string Share(int part, int whole)
    {
        double percent = whole == 0 ? 0 : 100.0 * part / whole;
        return percent switch
        {
            > 0 and < 1 => "< 1" + Percent,
            > 99 and < 100 => "> 99" + Percent,
            _ => percent.ToString("F0", CultureInfo.InvariantCulture) + Percent,
        };
    }

    /// <summary>Wall time: "0.52 s", "61.3 s", "3 min 12 s". Not finite or negative: <see cref="Missing"/>.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 0)
        {
            return Missing;
        }

        if (seconds < 120)
        {
            return seconds.ToString(seconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture) + Second;
        }

        double whole = Math.Round(seconds);
        double minutes = Math.Floor(whole / 60);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{minutes:N0}\u00A0min {whole - 60 * minutes:F0}{Second}"
        );
    }

    /// <summary>A power of ten with its exponent raised: 10⁻³; 1 for 10⁰.</summary>
    public static string PowerOfTen(int exponent) => exponent == 0 ? "1" : "10" + Raised(exponent);

    private static string Print(double value, int digits, int shift, bool upward)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "∞"
                : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        // The E format is correctly rounded to nearest, so one step in the last digit is all that upward can need.
        string nearest = value.ToString(
            "E" + (digits - 1).ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        int at = nearest.IndexOf('E', StringComparison.Ordinal);
        long scaled = long.Parse(
            nearest[..at].Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
        int exponent = int.Parse(nearest[(at + 1)..], CultureInfo.InvariantCulture);
        if (upward && double.Parse(nearest, CultureInfo.InvariantCulture) < value)
        {
            scaled++;
            if (scaled == PowerOf10(digits))
            {
                scaled /= 10;
                exponent++;
            }
        }

        return (scaled < 0 ? "−" : "") + Layout(Math.Abs(scaled), digits, exponent + shift);
    }

    /// <summary>scaled 10^(exponent - digits + 1), written plainly between 0.001 and 100,000 and with a power outside.</summary>
    private static string Layout(long scaled, int digits, int exponent)
    {
        string significant = scaled.ToString(CultureInfo.InvariantCulture);
        if (exponent is < -3 or > 4)
        {
            string mantissa =
                significant.Length == 1 ? significant : significant[..1] + "." + significant[1..];
            return $"{mantissa}×10{Raised(exponent)}";
        }

        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + significant;
        }

        if (exponent >= digits - 1)
        {
            long whole = scaled * PowerOf10(exponent - digits + 1);
            return whole.ToString("N0", CultureInfo.InvariantCulture);
        }

        long units = long.Parse(significant[..(exponent + 1)], CultureInfo.InvariantCulture);
        return units.ToString("N0", CultureInfo.InvariantCulture) + "." + significant[(exponent + 1)..];
    }

    private static long PowerOf10(int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static string Raised(int exponent)
    {
        const string digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string plain = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return (exponent < 0 ? "⁻" : "") + string.Concat(plain.Select(digit => digits[digit - '0']));
    }
}
