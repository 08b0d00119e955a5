// The exact texts of a witness, read back as doubles. How each report spells a number is in the files beside this one.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Reports.Witnesses;

/// <summary>Numbers out of the exact texts that a <see cref="WitnessMaterial"/> is made of.</summary>
public static class WitnessNumbers
{
    /// <summary>The double that the text names.</summary>
    /// <exception cref="FormatException">The text is not one that a witness stores.</exception>
    public static double Parse(string text) =>
        ExactText.tryParse(text)?.Value
        ?? text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw new FormatException($"'{text}' is no exact double."),
        };

    /// <summary>The entries of a matrix, row-major.</summary>
    /// <exception cref="FormatException">An entry is not one that a witness stores.</exception>
    public static ImmutableArray<double> Parse(WitnessMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return [.. matrix.Entries.Select(Parse)];
    }

    /// <summary>Whether the text is a hexadecimal double, which a reader cannot weigh at a glance.</summary>
    public static bool IsHexadecimal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("0x", StringComparison.Ordinal);
    }

    /// <summary>A text on one line, for comments: line ends and tabs become spaces, what XML forbids is made visible.</summary>
    internal static string OneLine(string text) =>
        string.Join(' ', LegalText.Of(text).Split(['\r', '\n', '\t', '\u0085', '\u2028', '\u2029']));

    /// <summary>A layer's number as plain digits, in any culture.</summary>
    internal static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
