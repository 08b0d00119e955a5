// How to start this same program again, from another process or machine: the runtime and its dll, or the apphost.

using System.Collections.Immutable;
using System.Reflection;
using Verify.Core.Data;

namespace Verify.Audit.Cluster;

/// <summary>The command of the running program.</summary>
public static class ProgramCommand
{
    /// <summary>Absolute paths: the apphost, or dotnet and the program's dll.</summary>
    /// <exception cref="InputException">The system does not say where the program is.</exception>
    public static ImmutableArray<string> Current() =>
        Of(Environment.ProcessPath, Assembly.GetEntryAssembly()?.Location);

    /// <param name="process">The executable of the process.</param>
    /// <param name="entry">The assembly that holds the entry point; empty in a single-file program.</param>
    internal static ImmutableArray<string> Of(string? process, string? entry)
    {
        if (string.IsNullOrEmpty(process))
        {
            throw new InputException(
                "The system does not say where this program is, so that no task could start it."
            );
        }

        bool isHost = Path.GetFileNameWithoutExtension(process)
            .Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        if (!isHost)
        {
            return [process];
        }

        return string.IsNullOrEmpty(entry)
            ? throw new InputException(
                "The system does not say where this program is, so that no task could start it."
            )
            : [process, entry];
    }
}
