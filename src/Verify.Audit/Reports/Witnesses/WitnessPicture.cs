// The layer-1 boundaries of a witness in the plane of its two inputs. What is drawn and how is Plots/ArrangementPicture.cs.

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
    /// finite-sample claims speak of them. Null unless both networks are there with d = 2 and every number to be drawn is finite.
    /// </summary>
    internal static Markup? Of(WitnessMaterial material)
    {
        if (
            material.Network("teacher") is not { Widths: [2, ..] } teacher
            || material.Network("student") is not { Widths: [2, ..] } student
        )
        {
            return null;
        }

        ImmutableArray<double> inputs = material.Table("inputs") is { Columns: 2 } table
            ? WitnessNumbers.Parse(table)
            : [];
        double radius = material.Table("box") is { Entries: [var box] }
            ? WitnessNumbers.Parse(box)
            : 1.1 * inputs.Select(Math.Abs).Append(1).Max();
        ImmutableArray<PlaneLine> teachers = Lines(teacher.Weights[0]);
        ImmutableArray<PlaneLine> students = Lines(student.Weights[0]);
        ImmutableArray<PlaneBand> bands = material.Table("setting") is { Entries: [var step, var delta, ..] }
            ? [.. Bands(teachers, delta, isTeacher: true), .. Bands(students, step, isTeacher: false)]
            : [];
        bool finite =
            double.IsFinite(radius)
            && radius > 0
            && inputs.All(double.IsFinite)
            && teachers.Concat(students).All(line => line.IsFinite);
        return finite
            ? ArrangementPicture.Embedded(
                new(
                    radius,
                    teachers,
                    students,
                    [
                        .. Enumerable
                            .Range(0, inputs.Length / 2)
                            .Select(i => new PlanePoint(inputs[2 * i], inputs[2 * i + 1], $"input {i}")),
                    ],
                    "stored input"
                )
                {
                    Bands = bands,
                }
            )
            : null;
    }

    private static IEnumerable<PlaneBand> Bands(
        ImmutableArray<PlaneLine> lines,
        string halfWidth,
        bool isTeacher
    ) =>
        WitnessNumbers.Parse(halfWidth) is var width && double.IsFinite(width) && width > 0
            ? lines.Select(line => new PlaneBand(line, width, isTeacher))
            : [];

    // Column k of W_1 is (a, b, c).
    private static ImmutableArray<PlaneLine> Lines(WitnessMatrix weights)
    {
        ImmutableArray<double> w = WitnessNumbers.Parse(weights);
        int nodes = weights.Columns;
        return
        [
            .. Enumerable.Range(0, nodes).Select(k => new PlaneLine(w[k], w[nodes + k], w[2 * nodes + k])),
        ];
    }
}
