// Coordinates as SVG text. The shapes are written by the plots themselves.

using System.Globalization;

namespace Verify.Audit.Reports.Plots;

/// <summary>Numbers inside SVG attributes.</summary>
public static class Svg
{
    /// <summary>A coordinate rounded to a hundredth of a unit, without trailing zeros and without a negative zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The coordinate is NaN or infinite: a plot must not hide that.</exception>
    public static string At(double coordinate)
    {
        if (!double.IsFinite(coordinate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(coordinate),
                coordinate,
                "A coordinate must be finite."
            );
        }

        // Adding 0 turns the -0 that a small negative coordinate rounds to into 0.
        return (Math.Round(coordinate, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
