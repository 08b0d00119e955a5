// How a band certificate was obtained. Only UniformDeviation rests on anything but the samples themselves.

namespace Verify.Core.Geometry;

/// <summary>The ways in which the ends of a <see cref="BandCertificate"/> were established.</summary>
public enum BandMethod
{
    /// <summary>Every band that can be the worst was looked at: the two ends differ by rounding only.</summary>
    Exact,

    /// <summary>Two ends by simpler arguments, sound for these samples, with no attempt to close the gap.</summary>
    Bracket,

    /// <summary>Cells of directions, bounded and split until the gap or the effort allowed was reached.</summary>
    BranchAndBound,

    /// <summary>
    /// The upper end holds with the stated confidence over the draw of the samples, under the stated assumption; the
    /// lower end is a counted band, as always.
    /// </summary>
    UniformDeviation,
}
