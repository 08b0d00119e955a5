// One band with the samples counted in it. The count is certain; it says nothing about other bands.

namespace Verify.Core.Geometry;

/// <summary>
/// The band { x : |Normal.x + Offset| &lt;= HalfWidth |Normal| }, |.| of a vector being its Euclidean length: the normal
/// is of length 1 up to rounding or not at all (an exact direction with simple entries), and the band is that of the
/// numbers as they stand.
/// </summary>
/// <param name="Normal">d numbers, not all 0.</param>
/// <param name="Offset">The offset, in the units of Normal.x.</param>
/// <param name="HalfWidth">r >= 0, in the units of the samples.</param>
/// <param name="Count">At least this many samples lie in the band: those that do whatever rounding does.</param>
public sealed record BandWitness(double[] Normal, double Offset, double HalfWidth, int Count);
