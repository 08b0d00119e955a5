// The picture of an observation matrix above layer 1 in the plane: the bent boundaries of teacher and student nodes, region
// by region, and witness points. For d = 2 only. Pieces are cut in exact arithmetic and rounded for the drawing.

using System.Collections.Immutable;
using Microsoft.FSharp.Collections;
using Verify.Algebra;
using Verify.Audit.Reports.Plots;
using Verify.Claims.Geometry;
using Verify.Core.Networks;

namespace Verify.Audit.Observing;

/// <summary>Draws a <see cref="DeepObservationRecord"/> with two inputs as a self-contained SVG.</summary>
public static class DeepObservationPicture
{
    /// <summary>Regions of a network that are drawn; more than this many are not told apart at the picture's size.</summary>
    public const int MostRegions = 2000;

    /// <summary>The picture; null unless d = 2 and either network has at most <see cref="MostRegions"/> regions.</summary>
    public static string? Render(DeepObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return
            record.Pair.Inputs != 2
            || Boundaries(record.Pair.Teacher, record) is not { } teacher
            || Boundaries(record.Pair.Student, record) is not { } student
            ? null
            : ArrangementPicture.File(
                new(
                    RationalModule.toDouble(record.Radius),
                    teacher,
                    student,
                    [.. Points(record)],
                    "observed here"
                )
                {
                    Layer = record.Layer,
                }
            );
    }

    private static IEnumerable<PlanePoint> Points(DeepObservationRecord record)
    {
        for (int j = 0; j < record.Observations.Length; j++)
        {
            for (int k = 0; k < record.Observations[j].Length; k++)
            {
                if (record.Observations[j][k] is DeepObservation.Observed observed)
                {
                    yield return new(
                        RationalModule.toDouble(observed.witness.Point[0]),
                        RationalModule.toDouble(observed.witness.Point[1]),
                        $"student {k} observes teacher {j}"
                    );
                }
            }
        }
    }

    private static ImmutableArray<PlaneBoundary>? Boundaries(Network network, DeepObservationRecord record)
    {
        ExactNetwork lower = ExactNetworkModule.upTo(record.Layer, ExactNetworkModule.ofNetwork(network));
        RegionList list = Regions.enumerate(
            MostRegions,
            PolytopeModule.box(2, record.Radius),
            ListModule.Singleton(lower)
        );
        return list is RegionList.Complete complete
            ?
            [
                .. Enumerable
                    .Range(0, lower.Outputs)
                    .Select(node => new PlaneBoundary([
                        .. complete
                            .Item.Select(region => Piece(region.Outputs[0][node], region.Cell))
                            .OfType<PlaneSegment>(),
                    ])),
            ]
            : null;
    }

    /// <summary>
    /// The zeros of form = [a; b; c] in the closure of a cell: p + t u with p the foot of the origin, u along the line, and
    /// t between the ends that the inequalities leave. Null when they are no more than a point, or a = b = 0.
    /// </summary>
    private static PlaneSegment? Piece(Rational[] form, Polytope cell)
    {
        (Rational a, Rational b, Rational c) = (form[0], form[1], form[2]);
        Rational norm = a * a + b * b;
        if (norm.Sign == 0)
        {
            return null;
        }

        Rational[] p = [-(a * c / norm), -(b * c / norm)];
        Rational[] u = [-b, a];
        Rational? least = null;
        Rational? most = null;
        foreach ((Rational[] side, Rational right) in cell.Inequalities)
        {
            Rational rate = side[0] * u[0] + side[1] * u[1];
            Rational left = right - (side[0] * p[0] + side[1] * p[1]);
            if (rate.Sign == 0)
            {
                if (left.Sign < 0)
                {
                    return null;
                }

                continue;
            }

            Rational end = left / rate;
            if (rate.Sign > 0)
            {
                most = most is null || RationalModule.compare(end, most) < 0 ? end : most;
            }
            else
            {
                least = least is null || RationalModule.compare(end, least) > 0 ? end : least;
            }
        }

        if (least is null || most is null || RationalModule.compare(least, most) >= 0)
        {
            return null;
        }

        return new(
            RationalModule.toDouble(p[0] + least * u[0]),
            RationalModule.toDouble(p[1] + least * u[1]),
            RationalModule.toDouble(p[0] + most * u[0]),
            RationalModule.toDouble(p[1] + most * u[1]),
            RationalModule.toDouble(a),
            RationalModule.toDouble(b)
        );
    }
}
