// Whole small files given by the user, with the errors of the array readers. Arrays have readers of their own.

namespace Verify.Core.Data;

/// <summary>Reads a user's file at once.</summary>
public static class InputFile
{
    /// <summary>The largest file read at once: 256 MiB.</summary>
    public const long LargestLength = 1L << 28;

    /// <summary>All bytes of a regular, nonempty file.</summary>
    /// <exception cref="InputException">It is missing, unreadable, a directory, empty or larger than
    /// <see cref="LargestLength"/>.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using FileStream stream = FileErrors.OpenRead(path);
        if (stream.Length > LargestLength)
        {
            throw new InputException($"{FileErrors.Quote(path)} is larger than {LargestLength >> 20} MiB.");
        }

        try
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (FileErrors.IsFromFileSystem(exception))
        {
            throw FileErrors.CannotRead(path, exception);
        }
    }
}
