// Writes a file under a temporary name in the same folder and renames it at the end: readers see the old file, or the
// whole new one, never a part. Not a lock: of two writers the last to finish wins.

using System.Text;

namespace Verify.Core.Data;

/// <summary>All-or-nothing output files.</summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Distinguishes the temporaries of one process; the process id those of several.
    private static int s_counter;

    /// <summary>
    /// Calls <paramref name="write"/> with an empty seekable stream and makes what it wrote the content of the file
    /// <paramref name="path"/>, replacing an existing one. When it throws, or the disk is full, the temporary is removed
    /// and the file is as it was. The folder must exist.
    /// </summary>
    /// <exception cref="InputException">
    /// The file cannot be created, written or replaced, for example since the path is a directory. Exceptions of
    /// <paramref name="write"/> pass through, but those of the file system are taken to be about this file.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        string? temporary = null;
        try
        {
            string target = RequireReplaceable(path);
            using (FileStream stream = CreateTemporary(target))
            {
                temporary = stream.Name;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            Remove(temporary);
            if (FileErrors.IsFromFileSystem(exception))
            {
                throw FileErrors.CannotWrite(path, exception);
            }

            throw;
        }
    }

    /// <summary>As <see cref="Write"/>, for the text in UTF-8 without a byte order mark.</summary>
    /// <exception cref="InputException">As for <see cref="Write"/>.</exception>
    public static void WriteText(string path, string text) => WriteText(path, writer => writer.Write(text));

    /// <summary>
    /// As <see cref="Write"/>, for text in UTF-8 without a byte order mark; the writer's lines end in a line feed alone
    /// and its formatting is culture-invariant, whatever the machine.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Write"/>.</exception>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(
            path,
            stream =>
            {
                using var writer = new InvariantWriter(stream, Utf8);
                write(writer);
            }
        );
    }

    /// <summary>
    /// Makes and removes a temporary where <see cref="Write"/> would: before long work, so that a path which cannot be
    /// written is known at once. The file itself is left as it is.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Write"/>.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string? temporary = null;
        try
        {
            using FileStream stream = CreateTemporary(RequireReplaceable(path));
            temporary = stream.Name;
        }
        catch (Exception exception) when (FileErrors.IsFromFileSystem(exception))
        {
            throw FileErrors.CannotWrite(path, exception);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static string RequireReplaceable(string path)
    {
        string target;
        try
        {
            target = Path.GetFullPath(path);
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            throw FileErrors.CannotWrite(path, unusable);
        }

        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(target))
        {
            throw new InputException($"{FileErrors.Quote(path)} cannot be written: it is a directory.");
        }

        // A rename would replace the device (/dev/null, /dev/stdout) by a file instead of writing to it.
        if (!OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new InputException($"{FileErrors.Quote(path)} cannot be written: it is a device.");
        }

        return target;
    }

    private static FileStream CreateTemporary(string target)
    {
        while (true)
        {
            // The name does not start with the target's, which may already be as long as a name can be.
            string name = $".verify-{Environment.ProcessId}-{Interlocked.Increment(ref s_counter)}.tmp";
            string temporary = Path.Combine(Path.GetDirectoryName(target) ?? ".", name);
            try
            {
                return new FileStream(
                    temporary,
                    FileMode.CreateNew,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    1 << 16
                );
            }
            catch (IOException) when (File.Exists(temporary))
            {
                // Left behind by a process of the same number that was killed: take the next name.
            }
        }
    }

    private static void Remove(string? temporary)
    {
        if (temporary is null)
        {
            return;
        }

        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (FileErrors.IsFromFileSystem(exception))
        {
            // The first failure is the one to report; a temporary that cannot be removed changes nothing about it.
        }
    }

    /// <summary>A stream writer with invariant formatting that leaves the stream open.</summary>
    private sealed class InvariantWriter : StreamWriter
    {
        internal InvariantWriter(Stream stream, Encoding encoding)
            : base(stream, encoding, bufferSize: 1 << 14, leaveOpen: true)
        {
            NewLine = "\n";
        }

        public override IFormatProvider FormatProvider => System.Globalization.CultureInfo.InvariantCulture;
    }
}
