// Turns what the system says about a file into the one sentence of an InputException.
// Not for programming errors: those pass through.

namespace Verify.Core.Data;

/// <summary>The wording shared by everything that opens, reads or writes a user's file.</summary>
internal static class FileErrors
{
    private const int LongestName = 120;

    /// <summary>Whether the exception comes from the file system rather than from a mistake in the program.</summary>
    internal static bool IsFromFileSystem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException;

    /// <summary>
    /// A user's file for reading from its start. Shared for reading only, and never a directory, a pipe or a terminal:
    /// the readers need to know the length first.
    /// </summary>
    /// <exception cref="InputException">It cannot be opened, has no length, or is empty.</exception>
    internal static FileStream OpenRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream? stream = null;
        try
        {
            if (Directory.Exists(path))
            {
                throw new InputException($"{Quote(path)} is a directory, not a file.");
            }

            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            if (!stream.CanSeek)
            {
                throw new InputException($"{Quote(path)} is not a regular file.");
            }

            if (stream.Length == 0)
            {
                throw new InputException($"{Quote(path)} is empty.");
            }

            return stream;
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            if (exception is ArgumentException or NotSupportedException || IsFromFileSystem(exception))
            {
                throw CannotRead(path, exception);
            }

            throw;
        }
    }

    /// <summary>The sentence for a failure to open or read.</summary>
    internal static InputException CannotRead(string path, Exception cause) =>
        cause switch
        {
            FileNotFoundException or DirectoryNotFoundException => new InputException(
                $"{Quote(path)} does not exist.",
                cause
            ),
            _ => new InputException($"{Quote(path)} cannot be read: {Reason(cause)}.", cause),
        };

    /// <summary>The sentence for a failure to create, write or rename.</summary>
    internal static InputException CannotWrite(string path, Exception cause) =>
        new($"{Quote(path)} cannot be written: {Reason(cause)}.", cause);

    private static string Reason(Exception cause) =>
        cause switch
        {
            DirectoryNotFoundException or FileNotFoundException => "its folder does not exist",
            UnauthorizedAccessException => "permission is denied",
            PathTooLongException => "the path is too long",
            ArgumentException or NotSupportedException => "this is not a usable path",
            _ => "the system reports an input or output error ("
                + Clean(cause.Message).TrimEnd('.').Replace(". ", "; ", StringComparison.Ordinal)
                + ")",
        };

    /// <summary>A path or a name from a file, in quotes, on one line whatever it contains.</summary>
    internal static string Quote(string text) => "'" + Clean(text) + "'";

    /// <summary>As <see cref="Quote"/>, cut at a length that fits a sentence: for text found inside a file.</summary>
    internal static string QuoteShort(string text) =>
        text.Length <= LongestName ? Quote(text) : "'" + Clean(text[..LongestName]) + "..'";

    // Control characters (line breaks among them) and unpaired surrogates would break the line or the encoding.
    private static string Clean(string text) =>
        string.Concat(
            text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c) ? '?' : c)
        );
}
