// Makes a folder for output, whole or not at all, and says in one clause why it cannot. It writes no files.

using Verify.Core.Data;

namespace Verify.Audit.Running;

internal static class OutputFolder
{
    /// <summary>Makes the folder and its parents; when that fails, the parents that were made are removed again.</summary>
    /// <returns>The folders that were not there before, deepest first.</returns>
    /// <exception cref="InputException">It cannot be made.</exception>
    internal static IReadOnlyList<string> Create(string folder)
    {
        List<string> missing = [];
        try
        {
            string? path = Path.GetFullPath(folder);
            while (path is not null && !Path.Exists(path))
            {
                missing.Add(path);
                path = Path.GetDirectoryName(path);
            }

            Directory.CreateDirectory(folder);
            return missing;
        }
        catch (Exception failure) when (IsFromFileSystem(failure) || failure is ArgumentException)
        {
            RemoveEmpty(missing);
            throw Refused(folder, "made", failure);
        }
    }

    /// <summary>Tries whether files can be made in the folder: permissions alone do not tell.</summary>
    /// <exception cref="InputException">They cannot.</exception>
    internal static void RequireWritable(string folder)
    {
        string probe = Path.Combine(folder, $".verify-{Environment.ProcessId}.tmp");
        try
        {
            using FileStream stream = new(
                probe,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception failure) when (IsFromFileSystem(failure))
        {
            throw Refused(folder, "written", failure);
        }
    }

    private static bool IsFromFileSystem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException;

    /// <summary>Deepest first; one that is not empty, or not there, stays.</summary>
    internal static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (string folder in folders.Where(Directory.Exists))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception failure) when (IsFromFileSystem(failure))
            {
                return; // somebody else has put something into it
            }
        }
    }

    private static InputException Refused(string folder, string what, Exception failure)
    {
        string reason = failure switch
        {
            ArgumentException => "this is not a usable path",
            PathTooLongException => "the path is too long",
            UnauthorizedAccessException => "permission is denied",
            _ when FileInTheWay(folder) is { } file => $"'{file}' is a file",
            _ => "the system does not allow it",
        };
        return new InputException($"The folder '{folder}' cannot be {what}: {reason}.", failure);
    }

    private static string? FileInTheWay(string folder)
    {
        string? path = folder;
        while (!string.IsNullOrEmpty(path) && !Path.Exists(path))
        {
            path = Path.GetDirectoryName(path);
        }

        return File.Exists(path) ? path : null;
    }
}
