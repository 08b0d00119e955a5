// One compact file a run. The JSON summary beside it, for people and scripts, is the command's that runs it.

using System.Collections.Immutable;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>Reads and writes the results of a run.</summary>
public static class RunFile
{
    /// <summary>Writes the archive, whole or not at all: the same record gives the same bytes.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RunArchive.Write(path, record, ImmutableDictionary<string, double[]>.Empty);
    }

    /// <summary>Reads an archive back.</summary>
    /// <exception cref="InputException">The file is not one of a run.</exception>
    public static RunRecord Read(string path) => RunArchive.Read(path).Record;
}
