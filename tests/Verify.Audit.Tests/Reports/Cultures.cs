// Runs a piece of code in another culture.

using System.Globalization;

namespace Verify.Audit.Tests.Reports;

internal static class Cultures
{
    /// <summary>
    /// Invariant; comma for the decimal point; dotless i; right to left with another minus sign and another calendar.
    /// </summary>
    internal static readonly string[] Names = ["", "de-DE", "tr-TR", "ar-SA"];

    internal static T In<T>(string name, Func<T> make)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo language = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            return make();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = language;
        }
    }
}
