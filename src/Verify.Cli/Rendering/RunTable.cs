// The result of one run on the terminal: its last epoch as a table, and where the rest is.

using Spectre.Console;
using Verify.Audit.Reports.Training;
using Verify.Audit.Sweeping;

namespace Verify.Cli.Rendering;

internal static class RunTable
{
    internal static void Write(RunSummary record, string folder)
    {
        string after = $"{record.Epochs} epoch{(record.Epochs == 1 ? "" : "s")}";
        if (record.LastEpoch.Length > 0)
        {
            Table table = new Table()
                .Border(TableBorder.Simple)
                .AddColumn(new TableColumn("last epoch").NoWrap())
                .AddColumn(new TableColumn("value").RightAligned().NoWrap());
            foreach ((string name, double? value) in record.LastEpoch)
            {
                table.AddRow(Markup.Escape(name), value is { } number ? $"{number:G6}" : "not finite");
            }

            Consoles.Output.Write(table);
        }

        Console.WriteLine(
            record.Reason is { } reason
                ? $"The run failed after {after}: {reason}"
                : $"The run {RunSummary.NameOf(record.Status)} after {after}."
        );
        Console.WriteLine($"Pictures: {Path.Combine(folder, RunPictures.PageName)}");
    }
}
