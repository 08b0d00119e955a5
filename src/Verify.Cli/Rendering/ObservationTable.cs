// What `verify observe` says about its result: a row a teacher, then for layer 1 the students with zero gradient.

using Spectre.Console;
using Verify.Algebra;
using Verify.Audit.Observing;
using Verify.Claims.Geometry;

namespace Verify.Cli.Rendering;

/// <summary>Observation records as tables.</summary>
internal static class ObservationTable
{
    internal static void Write(ObservationRecord record, string? output)
    {
        Table teachers = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("teacher").RightAligned())
            .AddColumn("observed by students")
            .AddColumn("co-planar students (specialised)");
        for (int j = 0; j < record.Observations.Length; j++)
        {
            List<int> observers =
            [
                .. Enumerable
                    .Range(0, record.Observations[j].Length)
                    .Where(k => record.Observations[j][k].IsPositive),
            ];
            teachers.AddRow($"{j}", List(observers), List(record.Specialised[j]));
        }

        Consoles.Output.Write(teachers);
        Table students = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("student").RightAligned())
            .AddColumn("zero gradient")
            .AddColumn("because");
        for (int k = 0; k < record.ZeroGradients.Length; k++)
        {
            ZeroGradientRecord student = record.ZeroGradients[k];
            string verdict = student.IsZero switch
            {
                true => "yes",
                false => "no",
                null => "undecided",
            };
            students.AddRow($"{k}", verdict, Markup.Escape(Reason(student)));
        }

        Consoles.Output.Write(students);
        int observed = record.Observations.Count(row => row.Any(observation => observation.IsPositive));
        Console.WriteLine(
            $"{observed} of {record.Observations.Length} teachers observed in the box of radius {RationalModule.toString(record.Radius)}; every answer is exact and carries its certificate."
        );
        Certificates(output);
    }

    internal static void Write(DeepObservationRecord record, string? output)
    {
        Table teachers = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("teacher").RightAligned())
            .AddColumn("observed by students")
            .AddColumn("undecided");
        for (int j = 0; j < record.Observations.Length; j++)
        {
            teachers.AddRow(
                $"{j}",
                List(Students(j, observation => observation.IsObserved)),
                List(Students(j, observation => observation.IsUndecidedAfter))
            );
        }

        Consoles.Output.Write(teachers);
        int observed = record.Observations.Count(row => row.Any(observation => observation.IsObserved));
        Console.WriteLine(
            $"{observed} of {record.Observations.Length} teachers of layer {record.Layer} observed in the box of radius {RationalModule.toString(record.Radius)}; every yes and no is exact."
        );
        Certificates(output);

        List<int> Students(int teacher, Predicate<DeepObservation> condition) =>
            [
                .. Enumerable
                    .Range(0, record.Observations[teacher].Length)
                    .Where(k => condition(record.Observations[teacher][k])),
            ];
    }

    private static void Certificates(string? output)
    {
        if (output is not null)
        {
            Console.WriteLine($"Certificates: {output}");
        }
    }

    private static string Reason(ZeroGradientRecord student) =>
        student is { Witness: { } point, Value: { } value }
            ? $"{student.Remark}: g = {Number(value)} at ({string.Join(", ", point.Select(Number))})"
            : student.Remark;

    private static string Number(Rational value) => $"{RationalModule.toDouble(value):G4}";

    private static string List(IReadOnlyList<int> nodes) =>
        nodes.Count == 0 ? "none" : string.Join(", ", nodes);
}
