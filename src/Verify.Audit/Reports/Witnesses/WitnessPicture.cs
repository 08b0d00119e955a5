// The layer-1 boundaries of a witness: in the plane of its two inputs, or on the line of its one. What is drawn and how is
// Plots/ArrangementPicture.cs and Plots/NumberLinePicture.cs.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Witnesses;

internal static class WitnessPicture
{
    /// <summary>
    /// Teacher and student within the box of the table box, else within one that holds the stored inputs and the unit
    /// box; with a table setting (s, delta, ..) also the bands I_j(delta) of the teacher and I_i(s) of the student, as the
    /// finite-sample claims speak of them. Null unless both networks are there with d = 1 or d = 2 and every number to be
    /// drawn is finite.
    /// </summary>
    internal static Markup? Of(WitnessMaterial material)
    {
        if (
            material.Network("teacher") is not { Widths: [1 or 2, ..] } teacher
            || material.Network("student") is not { } student
            || student.Widths[0] != teacher.Widths[0]
        )
        {
            return null;
        }

        int d = teacher.Widths[0];
        ImmutableArray<double> inputs =
            material.Table(WitnessMaterial.InputsName) is { } table && table.Columns == d
                ? WitnessNumbers.Parse(table)
                : [];
        double radius = material.Table("box") is { Entries: [var box] }
            ? WitnessNumbers.Parse(box)
            : 1.1 * inputs.Select(Math.Abs).Append(1).Max();
        bool finite =
            double.IsFinite(radius)
            && radius > 0
            && inputs
                .Concat(WitnessNumbers.Parse(teacher.Weights[0]))
                .Concat(WitnessNumbers.Parse(student.Weights[0]))
                .All(double.IsFinite);
        return !finite ? null
            : d == 1
                ? NumberLinePicture.Embedded(
                    new(radius, Points(teacher.Weights[0]), Points(student.Weights[0]))
                )
            : ArrangementPicture.Embedded(
                new(
                    radius,
                    Lines(teacher.Weights[0], radius),
                    Lines(student.Weights[0], radius),
                    [
                        .. Enumerable
                            .Range(0, inputs.Length / 2)
                            .Select(i => new PlanePoint(inputs[2 * i], inputs[2 * i + 1], $"input {i}")),
                    ],
                    "stored input"
                )
                {
                    Bands = Bands(material, teacher.Weights[0], student.Weights[0], radius),
                }
            );
    }

    private static ImmutableArray<PlaneBand> Bands(
        WitnessMaterial material,
        WitnessMatrix teacher,
        WitnessMatrix student,
        double radius
    )
    {
        if (material.Table("setting") is not { Entries: [var step, var delta, ..] })
        {
            return [];
        }

        double around = WitnessNumbers.Parse(delta);
        double reach = WitnessNumbers.Parse(step);
        return !(double.IsFinite(around) && around > 0 && double.IsFinite(reach) && reach > 0)
            ? []
            :
            [
                .. Lines(teacher, radius).Select(middle => new PlaneBand(middle, around, IsTeacher: true)),
                .. Lines(student, radius).Select(middle => new PlaneBand(middle, reach, IsTeacher: false)),
            ];
    }

    // Column k of W_1 is (a, b, c).
    private static ImmutableArray<PlaneBoundary> Lines(WitnessMatrix weights, double radius)
    {
        ImmutableArray<double> w = WitnessNumbers.Parse(weights);
        int nodes = weights.Columns;
        return
        [
            .. Enumerable
                .Range(0, nodes)
                .Select(k => new PlaneLine(w[k], w[nodes + k], w[2 * nodes + k]).Within(radius)),
        ];
    }

    // Column k of W_1 is (a, c).
    private static ImmutableArray<LinePoint> Points(WitnessMatrix weights)
    {
        ImmutableArray<double> w = WitnessNumbers.Parse(weights);
        int nodes = weights.Columns;
        return [.. Enumerable.Range(0, nodes).Select(k => new LinePoint(w[k], w[nodes + k]))];
    }
}
