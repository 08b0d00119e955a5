// The marks inside panels as SVG paths: one path for all points of a kind keeps files small.

using System.Globalization;
using System.Text;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>A place in SVG coordinates; NaN where there is none.</summary>
internal readonly record struct Place(double X, double Y)
{
    internal bool IsThere => double.IsFinite(X) && double.IsFinite(Y);
}

/// <summary>Makes marks.</summary>
internal static class Marks
{
    private const double CrossArm = 1.9;

    /// <summary>Dots: lines of no length with round caps. Nothing without places.</summary>
    internal static Markup Dots(IReadOnlyCollection<Place> places, string style) =>
        Path(
            places,
            style,
            (path, place) => path.Append(At(place.X)).Append(' ').Append(At(place.Y)).Append("h0")
        );

    /// <summary>Diagonal crosses. Nothing without places.</summary>
    internal static Markup Crosses(IReadOnlyCollection<Place> places, string style)
    {
        string arm = At(CrossArm * 2);
        return Path(
            places,
            style,
            (path, place) =>
                path.Append(At(place.X - CrossArm))
                    .Append(' ')
                    .Append(At(place.Y - CrossArm))
                    .Append(CultureInfo.InvariantCulture, $"l{arm} {arm}m0-{arm}l-{arm} {arm}")
        );
    }

    /// <summary>A line through the places, broken where one is missing; one alone is a short stroke.</summary>
    internal static string LinePath(IReadOnlyList<Place> places)
    {
        StringBuilder path = new();
        for (int i = 0; i < places.Count; i++)
        {
            if (!places[i].IsThere)
            {
                continue;
            }

            bool first = i == 0 || !places[i - 1].IsThere;
            bool last = i + 1 == places.Count || !places[i + 1].IsThere;
            path.Append(first ? 'M' : 'L').Append(At(places[i].X - (first && last ? 1.5 : 0)));
            path.Append(' ').Append(At(places[i].Y)).Append(first && last ? "h3" : "");
        }

        return path.ToString();
    }

    /// <summary>The area between two lines, for each unbroken stretch of both.</summary>
    internal static string BandPath(IReadOnlyList<Place> upper, IReadOnlyList<Place> lower)
    {
        StringBuilder path = new();
        int start = 0;
        for (int i = 0; i <= upper.Count; i++)
        {
            if (i < upper.Count && upper[i].IsThere && lower[i].IsThere)
            {
                continue;
            }

            if (i - start > 1)
            {
                IEnumerable<Place> around = Enumerable
                    .Range(start, i - start)
                    .Select(k => upper[k])
                    .Concat(Enumerable.Range(start, i - start).Reverse().Select(k => lower[k]));
                path.Append('M')
                    .AppendJoin('L', around.Select(place => $"{At(place.X)} {At(place.Y)}"))
                    .Append('Z');
            }

            start = i + 1;
        }

        return path.ToString();
    }

    /// <summary>A marker of a kind of line: circle, square, triangle, diamond, and these again.</summary>
    internal static string MarkerPath(int kind, Place at, double size) =>
        (kind % 4) switch
        {
            0 =>
                $"M{At(at.X - size)} {At(at.Y)}a{At(size)} {At(size)} 0 1 0 {At(2 * size)} 0a{At(size)} {At(size)} 0 1 0 -{At(2 * size)} 0z",
            1 => $"M{At(at.X - size)} {At(at.Y - size)}h{At(2 * size)}v{At(2 * size)}h-{At(2 * size)}z",
            2 =>
                $"M{At(at.X - 1.2 * size)} {At(at.Y + size)}h{At(2.4 * size)}l-{At(1.2 * size)}-{At(2.2 * size)}z",
            _ =>
                $"M{At(at.X - 1.3 * size)} {At(at.Y)}l{At(1.3 * size)}-{At(1.3 * size)} {At(1.3 * size)} {At(1.3 * size)}-{At(1.3 * size)} {At(1.3 * size)}z",
        };

    private static string At(double value) => Svg.At(value);

    private static Markup Path(
        IReadOnlyCollection<Place> places,
        string style,
        Action<StringBuilder, Place> append
    )
    {
        if (places.Count == 0)
        {
            return Markup.Empty;
        }

        StringBuilder path = new();
        foreach (Place place in places)
        {
            path.Append('M');
            append(path, place);
        }

        return Markup.Of($"""<path class="{style}" d="{path.ToString()}"/>""");
    }
}
