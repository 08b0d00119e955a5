// Makes the figures of a sweep: reads its folder, then writes the page, a file for each figure and the tables. Nothing is
// written before all runs are read, and each file appears whole.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Running;
using Verify.Core.Data;

namespace Verify.Audit.Reports.Figures;

/// <summary>What was made.</summary>
/// <param name="Page">The path of the page.</param>
/// <param name="Figures">Figures drawn.</param>
/// <param name="Runs">Runs that they show.</param>
/// <param name="Lacking">Sentences about runs that they do not show.</param>
public sealed record FigureSummary(string Page, int Figures, int Runs, ImmutableArray<string> Lacking);

/// <summary>The folder of a sweep's figures.</summary>
public static class FigureFolder
{
    /// <summary>The folder's name within a sweep's.</summary>
    public const string DefaultName = "figures";

    /// <summary>Every figure's file begins so, which tells those of an earlier time from other files.</summary>
    private const string FigureStart = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" id=\"";

    /// <summary>Reads a sweep and writes its figures; the sweep's own files stay as they are.</summary>
    /// <param name="sweep">The folder that verify sweep, merge or train left, finished or not.</param>
    /// <param name="target">The folder for the figures, made if it is missing.</param>
    /// <param name="progress">Told after every run that is read.</param>
    /// <param name="cancellation">Stops between runs; what was made for the figures until then is removed.</param>
    /// <exception cref="InputException">
    /// There is no such sweep, a file of it is damaged, none of its runs has completed, or a file cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FigureSummary Write(
        string sweep,
        string target,
        Action<FigureProgress> progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(progress);
        SweepFigures figures = SweepReader.Open(sweep);
        IReadOnlyList<string> made = OutputFolder.Create(target);
        try
        {
            OutputFolder.RequireWritable(target);
            AtomicFile.WriteText(
                Path.Combine(target, FigureTables.StudentsName),
                table =>
                {
                    table.WriteLine(FigureTables.StudentHead(figures.Plan));
                    SweepReader.Read(
                        sweep,
                        figures,
                        (run, series) => FigureTables.WriteStudents(table, figures.Plan, run, series),
                        progress,
                        cancellation
                    );
                }
            );
        }
        catch
        {
            OutputFolder.RemoveEmpty(made);
            throw;
        }

        return WriteFiles(figures, target);
    }

    private static FigureSummary WriteFiles(SweepFigures figures, string target)
    {
        foreach (FigureTable table in FigureTables.All)
        {
            AtomicFile.WriteText(Path.Combine(target, table.FileName), text => table.Write(figures, text));
        }

        AtomicFile.WriteText(
            Path.Combine(target, RunJudgements.TableName),
            table => RunJudgements.Write(figures.Judgements, table)
        );
        ImmutableArray<FigureSet> sets = FigureSet.Of(figures);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (PaperFigure figure in sets.SelectMany(set => set.Figures))
        {
            names.Add(figure.FileName);
            AtomicFile.WriteText(Path.Combine(target, figure.FileName), figure.Drawing.File());
        }

        // The page last: where it is, its files are.
        string page = Path.Combine(target, FigurePage.FileName);
        AtomicFile.WriteText(page, FigurePage.Render(figures, sets));
        RemoveStale(target, names);
        return new FigureSummary(page, names.Count, figures.Runs.Completed, figures.Lacking);
    }

    /// <summary>Removes figures of an earlier time that the sweep no longer has, and no file that this did not write.</summary>
    private static void RemoveStale(string target, HashSet<string> kept)
    {
        try
        {
            foreach (string path in Directory.GetFiles(target, "*.svg"))
            {
                string name = Path.GetFileNameWithoutExtension(path);
                if (!kept.Contains(name + ".svg") && IsFigure(path, name))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Figures of an earlier time in '{target}' cannot be removed.", failure);
        }
    }

    private static bool IsFigure(string path, string name)
    {
        string start = $"{FigureStart}{name}\"";
        char[] buffer = new char[start.Length];
        using StreamReader reader = new(path);
        return reader.ReadBlock(buffer) == start.Length && buffer.AsSpan().SequenceEqual(start);
    }
}
