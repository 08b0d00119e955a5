// Boundaries of nodes in the plane of two inputs, as a picture takes them: straight pieces within its box. For layer 1 one
// piece, for layers above as many as there are bends. Doubles; nothing is decided with them.

using System.Collections.Immutable;

namespace Verify.Audit.Reports.Plots;

/// <summary>A piece from (X1, Y1) to (X2, Y2), and a direction (NormalX, NormalY) of any length towards the active side.</summary>
public readonly record struct PlaneSegment(
    double X1,
    double Y1,
    double X2,
    double Y2,
    double NormalX,
    double NormalY
)
{
    /// <summary>The distance between its ends.</summary>
    public double Length => double.Hypot(X2 - X1, Y2 - Y1);
}

/// <summary>The boundary of a node within the box; it has no pieces when it misses the box.</summary>
public sealed record PlaneBoundary(ImmutableArray<PlaneSegment> Pieces);

/// <summary>The points within a distance of a boundary: a node's band.</summary>
/// <param name="Middle">The boundary.</param>
/// <param name="HalfWidth">The distance, positive.</param>
/// <param name="IsTeacher">Whose node it is.</param>
public readonly record struct PlaneBand(PlaneBoundary Middle, double HalfWidth, bool IsTeacher);

/// <summary>The line a x + b y + c = 0; a layer-1 node's boundary, active where the left side is positive.</summary>
public readonly record struct PlaneLine(double A, double B, double C)
{
    /// <summary>
    /// The same line with max(|a|, |b|) = 1, so that weights of any size can be multiplied; c may overflow when the
    /// line is far away. NaN when a = b = 0, which is no line.
    /// </summary>
    public PlaneLine Scaled
    {
        get
        {
            double largest = Math.Max(Math.Abs(A), Math.Abs(B));
            return new(A / largest, B / largest, C / largest);
        }
    }

    /// <summary>Whether all three coefficients are finite.</summary>
    public bool IsFinite => double.IsFinite(A) && double.IsFinite(B) && double.IsFinite(C);

    /// <summary>The part within (-r, r)^2; without pieces when there is none, also for what is no line.</summary>
    public PlaneBoundary Within(double r)
    {
        (double a, double b, double c) = Scaled;
        List<(double X, double Y)> ends = [];
        foreach (double edge in (ReadOnlySpan<double>)[-r, r])
        {
            if (b != 0)
            {
                ends.Add((edge, -(a * edge + c) / b));
            }

            if (a != 0)
            {
                ends.Add((-(b * edge + c) / a, edge));
            }
        }

        // A corner is found twice; the slack lets a corner that rounding moves out still count. NaN is within nothing.
        double slack = r * (1 + 1.0 / (1 << 20));
        (double X, double Y)[] inside =
        [
            .. ends.Where(e => Math.Abs(e.X) <= slack && Math.Abs(e.Y) <= slack).Order(),
        ];
        return inside.Length < 2 || inside[0] == inside[^1]
            ? new([])
            : new([new(inside[0].X, inside[0].Y, inside[^1].X, inside[^1].Y, a, b)]);
    }
}
