// The files that show a run: run.html, loss.svg and coverage.svg.

using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Audit.Reports.Training;

/// <summary>Writes the pictures of a run.</summary>
public static class RunPictures
{
    /// <summary>The page's name.</summary>
    public const string PageName = "run.html";

    /// <summary>Writes the page, and the pictures when there is an epoch to show, into the folder.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string folder, RunSettings settings, RunSummary record, RunCurves? curves)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicFile.WriteText(Path.Combine(folder, PageName), RunPage.Render(settings, record, curves));
        if (curves is not null)
        {
            AtomicFile.WriteText(Path.Combine(folder, "loss.svg"), RunFigure.Loss(curves).File());
            AtomicFile.WriteText(Path.Combine(folder, "coverage.svg"), RunFigure.Coverage(curves).File());
        }
    }
}
