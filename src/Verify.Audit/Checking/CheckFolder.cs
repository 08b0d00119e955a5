// The output folder of a check: made before the work, so that a path that cannot be written is known at once, and taken
// back when the work fails.

using Verify.Audit.Running;
using Verify.Core.Data;

namespace Verify.Audit.Checking;

/// <summary>check.json and check.html in a folder.</summary>
public static class CheckFolder
{
    /// <summary>
    /// Makes the folder, does the work and writes both files. When the work fails or is cancelled, folders that were made
    /// for it are removed again.
    /// </summary>
    /// <exception cref="InputException">The folder or the files cannot be made.</exception>
    public static CheckRecord Run(string folder, Func<CheckRecord> work)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(work);
        IReadOnlyList<string> made = OutputFolder.Create(folder);
        try
        {
            OutputFolder.RequireWritable(folder);
            string json = Path.Combine(folder, CheckJson.FileName);
            string html = Path.Combine(folder, CheckHtml.FileName);
            AtomicFile.RequireWritable(json);
            AtomicFile.RequireWritable(html);
            CheckRecord record = work();
            AtomicFile.WriteText(json, CheckJson.Render(record));
            AtomicFile.WriteText(html, CheckHtml.Render(record));
            return record;
        }
        catch
        {
            OutputFolder.RemoveEmpty(made);
            throw;
        }
    }
}
