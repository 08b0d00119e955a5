// What `verify check` says about its result: the headline and one sentence a teacher, then the numbers as tables.

using Spectre.Console;
using Verify.Audit.Checking;
using Verify.Audit.Reports;
using Verify.Core.Geometry;

namespace Verify.Cli.Rendering;

/// <summary>Check records for the console.</summary>
internal static class CheckTable
{
    /// <summary>Rows of a table; the rest is in check.json.</summary>
    private const int MostRows = 50;

    internal static void Write(CheckRecord record, string? folder)
    {
        Console.WriteLine(CheckSentences.Headline(record));
        Console.WriteLine();
        foreach (TeacherRecord teacher in record.Teachers.Take(MostRows))
        {
            Console.WriteLine($"  teacher {teacher.Teacher}: {CheckSentences.Of(record, teacher)}");
        }

        if (record.TeacherNodes > MostRows)
        {
            Console.WriteLine(
                $"  and {record.TeacherNodes - MostRows} more ({CheckJson.FileName} has them all)"
            );
        }

        Console.WriteLine();
        foreach (string note in CheckSentences.Notes(record))
        {
            Console.WriteLine(note);
        }

        Consoles.Output.Write(Conditions(record));
        if (record.HasCertificates)
        {
            Consoles.Output.Write(Theorem(record));
            Consoles.Output.Write(Certificates(record));
        }

        if (folder is not null)
        {
            Console.WriteLine(
                $"Written: {Path.Combine(folder, CheckHtml.FileName)} and {Path.Combine(folder, CheckJson.FileName)}"
            );
        }
    }

    private static Table Conditions(CheckRecord record)
    {
        Table table = New(
            "The dataset's conditions",
            "teacher",
            "in band",
            "tau",
            "mu",
            "eta (s + delta)",
            "literal eta"
        );
        if (record.StudentPath is not null)
        {
            Column(table, "kappa");
            Column(table, "observers");
        }

        foreach (TeacherRecord teacher in Shown(record))
        {
            List<string> row =
            [
                $"{teacher.Teacher}",
                Numbers.Count(teacher.InBand),
                Numbers.About(teacher.Tau),
                Numbers.AtMost(teacher.Mu),
                CheckSentences.Ends(teacher.Eta),
                CheckSentences.Least(teacher.LiteralEta ?? teacher.Eta),
            ];
            if (record.StudentPath is not null)
            {
                row.Add(Numbers.About(teacher.Kappa));
                row.Add($"{teacher.Observers}");
            }

            table.AddRow([.. row]);
        }

        return table;
    }

    private static Table Theorem(CheckRecord record)
    {
        Table table = New(
            "F.specialize: every constant measured",
            "teacher",
            "student",
            "gradient on D'",
            "threshold",
            "N_j needed",
            "N asked for"
        );
        table.AddColumn("fails first");
        foreach (TeacherRecord teacher in Shown(record).Where(teacher => teacher.Specialize is not null))
        {
            SpecializeCertificate theorem = teacher.Specialize!;
            table.AddRow(
                $"{teacher.Teacher}",
                $"{theorem.Student}",
                Numbers.AtMost(theorem.Gradient),
                Numbers.About(theorem.Threshold),
                Numbers.AtMost(theorem.SamplesNeeded),
                Numbers.AtMost(theorem.DatasetNeeded),
                Markup.Escape(
                    teacher.SpecializeFails
                        ?? $"nothing: sine {Numbers.AtMost(theorem.SineAtMost)}, offset {Numbers.AtMost(theorem.OffsetAtMost)}"
                )
            );
        }

        return table;
    }

    private static Table Certificates(CheckRecord record)
    {
        Table table = New(
            "F.instance: what the measured counts force",
            "teacher",
            "small gradients",
            "of student",
            "held by",
            "samples",
            "sine at most",
            "measured",
            "offset at most",
            "measured "
        );
        foreach (TeacherRecord teacher in Shown(record).Where(teacher => teacher.Instance is not null))
        {
            InstanceCertificate instance = teacher.Instance!;
            NodeBound? bound = teacher.Match ?? (instance.Nodes.Count > 0 ? instance.Nodes[0] : null);
            table.AddRow(
                $"{teacher.Teacher}",
                Numbers.Count(instance.Counts.Size),
                $"{instance.Counts.Observer}",
                bound is null ? Numbers.Missing : Holder(record, bound.Node),
                bound is null ? Numbers.Missing : Numbers.Count(bound.Held),
                Numbers.AtMost(bound?.SineAtMost),
                Numbers.AtMost(bound?.Measured?.Sine.Upper),
                Numbers.AtMost(bound?.OffsetAtMost),
                Numbers.AtMost(bound?.Measured?.Offset.Upper)
            );
        }

        return table;
    }

    private static string Holder(CheckRecord record, int node) =>
        node < record.TeacherNodes ? $"teacher {node}" : $"student {node - record.TeacherNodes}";

    private static IEnumerable<TeacherRecord> Shown(CheckRecord record) =>
        record.Regular.Where(teacher => teacher.Teacher < MostRows);

    private static Table New(string title, params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple).Title(title);
        foreach (string column in columns)
        {
            Column(table, column);
        }

        return table;
    }

    private static void Column(Table table, string name) =>
        table.AddColumn(new TableColumn(name).RightAligned());
}
