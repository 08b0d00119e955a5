// `verify figures DIR`: the figures of a sweep from its results. Reading and drawing are Verify.Audit's.

using System.CommandLine;
using Verify.Audit;
using Verify.Audit.Reports.Figures;
using Verify.Cli.Rendering;

namespace Verify.Cli.Commands;

/// <summary>The figures verb.</summary>
internal static class FiguresCommand
{
    internal static Command Create()
    {
        Argument<string> sweep = new("DIR")
        {
            Description =
                "The folder of a sweep: what 'verify sweep', 'verify merge' or 'verify train' left there, finished or not.",
        };
        Option<string> target = Options.Path(
            "--out",
            "DIR2",
            $"The folder for the page, the figures (SVG) and their tables (CSV). Default: DIR/{FigureFolder.DefaultName}."
        );
        Command command = new(
            "figures",
            "Draws the figures of a sweep: L-shape, success per teacher, convergence, coverage over time, gradient against alignment."
        )
        {
            sweep,
            target,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(sweep)!;
            return Run(folder, parsed.GetValue(target) ?? Path.Combine(folder, FigureFolder.DefaultName));
        });
        return command;
    }

    private static int Run(string folder, string target)
    {
        using Interruption interruption = new();
        FigureSummary summary = ProgressDisplay.Show(
            "Reading",
            report =>
                FigureFolder.Write(
                    folder,
                    target,
                    progress => report("runs", progress.Done, progress.Planned),
                    interruption.Token
                )
        );
        foreach (string sentence in summary.Lacking)
        {
            Console.WriteLine(sentence);
        }

        Console.WriteLine(
            $"{summary.Figures} figures of {summary.Runs} run{(summary.Runs == 1 ? "" : "s")}: {summary.Page}"
        );
        return ExitCodes.AsExpected;
    }
}
