// The 'descr' entry of an npy header: which dtypes are read, and the names of the others for messages.

using System.Globalization;

namespace Verify.Core.Data;

/// <summary>numpy's type codes: a byte order, a kind and a width, or a list of fields.</summary>
internal static class NpyDtype
{
    /// <summary>
    /// True for '&lt;f4', false for '&lt;f8', null for every other dtype; <paramref name="found"/> then says what the
    /// array is, as a predicate.
    /// </summary>
    /// <exception cref="FormatException">The entry is not a dtype at all.</exception>
    internal static bool? IsSingle(PythonLiteral descr, out string? found)
    {
        found = null;
        switch (descr)
        {
            case PythonLiteral.Text { Value: "<f4" }:
                return true;
            case PythonLiteral.Text { Value: "<f8" }:
                return false;
            case PythonLiteral.Text { Value: var code }:
                found = "has dtype " + FileErrors.QuoteShort(code) + NameOf(code);
                return null;
            case PythonLiteral.Sequence { Items: var fields }:
                found =
                    $"is a structured array with {fields.Count} {(fields.Count == 1 ? "field" : "fields")}";
                return null;
            default:
                throw new FormatException("has a 'descr' that is neither a string nor a list of fields");
        }
    }

    /// <summary>" (big-endian float64)" and the like; empty for a code that says nothing to us.</summary>
    private static string NameOf(string code)
    {
        if (code.Length < 2)
        {
            return "";
        }

        string order = code[0] == '>' ? "big-endian " : "";
        string rest = code[0] is '<' or '>' or '|' or '=' ? code[1..] : code;
        bool hasWidth = int.TryParse(
            rest.AsSpan(1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int width
        );
        string name = (rest[0], hasWidth) switch
        {
            ('f', true) => $"float{8L * width}",
            ('i', true) => $"int{8L * width}",
            ('u', true) => $"uint{8L * width}",
            ('c', true) => $"complex{8L * width}",
            ('b', _) => "bool",
            ('O', _) => "Python objects",
            ('S' or 'a', _) => "byte strings",
            ('U', _) => "text",
            ('V', _) => "raw bytes",
            ('M', _) => "dates",
            ('m', _) => "time spans",
            _ => "",
        };
        return name.Length == 0 ? "" : $" ({order}{name})";
    }
}
