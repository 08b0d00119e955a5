// Runs one of Slurm's commands to its end, with a limit on how long that may take. It knows nothing of what they say.

using System.ComponentModel;
using System.Diagnostics;

namespace Verify.Audit.Cluster;

/// <summary>What a command left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record CommandResult(int ExitCode, string Out, string Error);

internal static class CommandProcess
{
    /// <summary>Runs the program that PATH names, with the text as its standard input.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="input">Its standard input; may be empty.</param>
    /// <param name="without">Environment variables whose names begin so are kept from it.</param>
    /// <param name="limit">After this it is killed.</param>
    /// <exception cref="SlurmMissingException">There is no such program.</exception>
    /// <exception cref="SlurmException">It did not end in time.</exception>
    internal static CommandResult Run(
        string program,
        IEnumerable<string> arguments,
        string input,
        string without,
        TimeSpan limit
    )
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            string name in start
                .Environment.Keys.Where(name => name.StartsWith(without, StringComparison.Ordinal))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and messages say why.
        }

        // A child that it left behind may hold the pipes open, so the streams are waited for only as long as it.
        if (!Task.WaitAll([process.WaitForExitAsync(), output, error], limit))
        {
            process.Kill(entireProcessTree: true);
            throw new SlurmException($"{program} did not answer within {limit.TotalSeconds:F0} seconds");
        }

        return new CommandResult(process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SlurmMissingException(start.FileName, failure);
        }
    }
}
