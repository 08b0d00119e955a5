// How closely one node must be aligned with a teacher, and how closely it is. A value: InstanceCertificate computes it.

namespace Verify.Core.Geometry;

/// <summary>Bounds on node i from the samples of S0 in its band, against its weights.</summary>
/// <param name="Node">i, a node of <see cref="HiddenNodes"/>; -1 for bounds that hold for some node not named.</param>
/// <param name="Held">c: samples of S0 in I_i(s).</param>
/// <param name="HalfWidth">W, a lower bound on the half-width of a transverse band that holds them; may be infinite.</param>
/// <param name="SineAtMost">The bound on sin(angle), at most 1: at 1 nothing is said.</param>
/// <param name="OffsetAtMost">The bound on |b_i - sgn b_j|; may be infinite.</param>
/// <param name="Measured">Sine and offset of the weights themselves; null for a node not named.</param>
public sealed record NodeBound(
    int Node,
    long Held,
    double HalfWidth,
    double SineAtMost,
    double OffsetAtMost,
    PlaneAngle? Measured
)
{
    /// <summary>Whether the angle is bounded at all.</summary>
    public bool SaysSomething => SineAtMost < 1;

    /// <summary>Whether the weights contradict the bounds beyond rounding: F.intersect, or this program, is wrong.</summary>
    public bool IsContradicted =>
        Measured is { } angle && (angle.Sine.Lower > SineAtMost || angle.Offset.Lower > OffsetAtMost);

    /// <summary>Whether both bounds are at most <paramref name="epsilon"/>.</summary>
    public bool IsWithin(double epsilon) => SineAtMost <= epsilon && OffsetAtMost <= epsilon;
}
