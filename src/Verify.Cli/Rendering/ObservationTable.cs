// What `verify observe` says about its result: a row a teacher, then the students with zero gradient.

using Spectre.Console;
using Verify.Algebra;
using Verify.Audit.Observing;

namespace Verify.Cli.Rendering;

/// <summary>An observation record as tables.</summary>
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
