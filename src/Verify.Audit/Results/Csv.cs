// Cells of comma-separated tables (RFC 4180, LF line ends): the same text in every culture.

using System.Globalization;

namespace Verify.Audit.Results;

/// <summary>Writes cells of a table.</summary>
internal static class Csv
{
    /// <summary>Text, in quotes where a comma, a quote or a line end is in it.</summary>
    internal static string Cell(string text) =>
        text.AsSpan().ContainsAny(',', '"', '\n')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    /// <summary>A number that reads back as the same bits; nothing for null.</summary>
    internal static string Cell(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A whole number.</summary>
    internal static string Cell(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A statistic to 12 significant digits, nothing for NaN: the library's logarithm may differ between machines in the
    /// last bit, which these digits hide.
    /// </summary>
    internal static string Statistic(double value) =>
        double.IsNaN(value) ? "" : value.ToString("G12", CultureInfo.InvariantCulture);

    /// <summary>A line of the table, of cells that are already written.</summary>
    internal static string Line(params IEnumerable<string> cells) => string.Join(',', cells);
}
