// Indices and exponents in the labels of figures: "v_k" and "j^−p" as they are printed.

using System.Text.RegularExpressions;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>Sets what follows _ or ^, letters and digits with a minus sign before them, lower or higher and smaller.</summary>
internal static partial class MathText
{
    private const string Lower = "3";
    private const string Higher = "-4";

    /// <summary>The content of a text element.</summary>
    internal static Markup Of(string text)
    {
        Markup done = Markup.Empty;
        int end = 0;
        string? back = null;
        foreach (Match match in Raised().Matches(text))
        {
            bool lower = match.Value[0] == '_';
            done = Markup.Of(
                $"""{done}{Plain(text[end..match.Index], back)}<tspan dy="{(lower ? Lower : Higher)}" font-size="8.5">{match.Value[1..]}</tspan>"""
            );
            end = match.Index + match.Length;
            back = lower ? "-3" : "4";
        }

        return Markup.Of($"{done}{Plain(text[end..], back)}");
    }

    private static Markup Plain(string text, string? back) =>
        text.Length == 0 || back is null
            ? Markup.Of($"{text}")
            : Markup.Of($"""<tspan dy="{back}">{text}</tspan>""");

    [GeneratedRegex("[_^]−?[A-Za-z0-9]+")]
    private static partial Regex Raised();
}
