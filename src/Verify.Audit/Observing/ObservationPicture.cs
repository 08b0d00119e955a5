// The picture of an observation matrix of layer 1 in the plane: boundaries of teacher and student nodes, witness points. For d = 2
// only. It shows what was decided exactly elsewhere; the drawing is Reports/Plots/ArrangementPicture.cs.

using System.Collections.Immutable;
using Verify.Algebra;
using Verify.Audit.Reports.Plots;
using Verify.Claims.Geometry;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Audit.Observing;

/// <summary>Draws an <see cref="ObservationRecord"/> with two inputs as a self-contained SVG.</summary>
public static class ObservationPicture
{
    /// <summary>The picture; null unless d = 2.</summary>
    public static string? Render(ObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Pair.Inputs != 2
            ? null
            : ArrangementPicture.File(
                new(
                    RationalModule.toDouble(record.Radius),
                    Lines(record.Pair.Teacher, RationalModule.toDouble(record.Radius)),
                    Lines(record.Pair.Student, RationalModule.toDouble(record.Radius)),
                    [.. Points(record)],
                    "observed here"
                )
            );
    }

    private static IEnumerable<PlanePoint> Points(ObservationRecord record)
    {
        for (int j = 0; j < record.Observations.Length; j++)
        {
            for (int k = 0; k < record.Observations[j].Length; k++)
            {
                if (record.Observations[j][k] is Observation.Observed observed)
                {
                    yield return new(
                        RationalModule.toDouble(observed.witness[0]),
                        RationalModule.toDouble(observed.witness[1]),
                        $"student {k} observes teacher {j}"
                    );
                }
            }
        }
    }

    private static ImmutableArray<PlaneBoundary> Lines(Network network, double radius)
    {
        ImmutableArray<PlaneBoundary>.Builder lines = ImmutableArray.CreateBuilder<PlaneBoundary>();
        ReadOnlyMatrixView w = network.Weights(1);
        for (int k = 0; k < w.Columns; k++)
        {
            lines.Add(new PlaneLine(w[0, k], w[1, k], w[2, k]).Within(radius));
        }

        return lines.DrainToImmutable();
    }
}
