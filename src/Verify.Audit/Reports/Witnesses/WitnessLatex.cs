// A witness as LaTeX (amsmath), ready to paste: every matrix, every number exact. Not a document of its own.

using System.Collections.Immutable;
using System.Text;
using Verify.Algebra;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Witnesses;

/// <summary>Writes the matrices of a witness as displayed formulas.</summary>
public static class WitnessLatex
{
    // amsmath's matrices have 10 columns unless told otherwise.
    private const int PlainColumns = 10;

    /// <summary>
    /// Displays: W^*_l for the teacher, W_l for the student, W^{name}_l for any other network, each with its leak c;
    /// then the tables under their names. Lines end with LF, the last one too.
    /// </summary>
    /// <exception cref="FormatException">An entry is not one that a witness stores.</exception>
    public static string Of(WitnessMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        StringBuilder text = new();
        IEnumerable<WitnessMatrix> matrices =
        [
            .. material.Networks.SelectMany(network => network.Weights),
            .. material.Tables,
        ];
        int columns = matrices.Select(matrix => matrix.Columns).Append(0).Max();
        if (columns > PlainColumns)
        {
            Line(text, $@"\setcounter{{MaxMatrixCols}}{{{WitnessNumbers.Digits(columns)}}}");
        }

        Line(text, "% Needs amsmath. The last row of each W is the bias; c is the leak.");
        foreach (WitnessNetwork network in material.Networks)
        {
            string mark = Mark(network.Name);
            Line(text, $@"\[ c{mark} = {Number(network.Leak)} \]");
            for (int l = 1; l <= network.Weights.Length; l++)
            {
                Display(text, $"W{mark}_{{{WitnessNumbers.Digits(l)}}}", network.Weights[l - 1]);
            }
        }

        foreach (WitnessMatrix table in material.Tables)
        {
            Display(text, Words(table.Name), table);
        }

        return text.ToString();
    }

    /// <summary>
    /// The number exactly: decimals as they are, hexadecimal doubles as an odd integer times a power of two, infinities
    /// as \infty.
    /// </summary>
    /// <exception cref="FormatException">The text is not one that a witness stores.</exception>
    public static string Number(string text)
    {
        double value = WitnessNumbers.Parse(text);
        if (!WitnessNumbers.IsHexadecimal(text))
        {
            return double.IsNaN(value) ? @"\mathrm{NaN}"
                : double.IsInfinity(value) ? (value < 0 ? "-" : "") + @"\infty"
                : text;
        }

        Dyadic exact = DyadicModule.ofDouble(value);
        string mantissa = exact.Mantissa.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $@"{mantissa} \cdot 2^{{{WitnessNumbers.Digits(exact.Exponent)}}}";
    }

    private static void Display(StringBuilder text, string symbol, WitnessMatrix matrix)
    {
        Line(text, $@"\[ {symbol} = \begin{{pmatrix}}");
        for (int row = 0; row < matrix.Rows; row++)
        {
            ImmutableArray<string> entries = [.. matrix.Row(row)];
            string end = row + 1 < matrix.Rows ? @" \\" : "";
            Line(text, $"  {string.Join(" & ", entries.Select(Number))}{end}");
        }

        Line(text, @"\end{pmatrix} \]");
    }

    private static string Mark(string network) =>
        network switch
        {
            "teacher" => "^*",
            "student" => "",
            _ => $"^{{{Words(network)}}}",
        };

    // Letters and digits need no escape; whatever else a name holds becomes a dash.
    private static string Words(string name) =>
        $@"\text{{{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c : '-'))}}}";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
