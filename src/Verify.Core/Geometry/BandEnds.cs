// What a solver hands back: the ends of sup (count - slack) / half-width, not yet divided by N.

namespace Verify.Core.Geometry;

/// <summary>
/// Lower &lt;= sup over bands of half-width r >= floor of (count - slack) / r &lt;= Upper, and a direction (D numbers, not
/// of length 1 in general) in which the lower end is reached, empty when there is none.
/// </summary>
internal readonly record struct BandEnds(double Lower, double Upper, double[] Direction, BandMethod Method)
{
    /// <summary>Not more than slack samples: every band passes with eta = 0.</summary>
    internal static readonly BandEnds Nothing = new(0, 0, [], BandMethod.Exact);
}
