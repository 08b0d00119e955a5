// Runs the built command line as a user would: another process, its streams captured, its exit code seen.
// It asserts nothing but that the process ends.

using System.Diagnostics;
using System.Reflection;

namespace Verify.Audit.Tests.Cli;

/// <summary>What a finished process left.</summary>
internal sealed record ProcessResult(int ExitCode, string Out, string Error);

internal sealed class VerifyProcess : IDisposable
{
    /// <summary>Far more than any test needs; only a hang reaches it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private VerifyProcess(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>verify.dll as the build left it.</summary>
    internal static string Assembly { get; } =
        Path.GetFullPath(
            typeof(VerifyProcess)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "CommandLine")
                .Value!,
            AppContext.BaseDirectory
        );

    internal static ProcessResult Run(WorkFolder folder, params string[] arguments) =>
        Run(folder, [], arguments);

    internal static ProcessResult Run(
        WorkFolder folder,
        IEnumerable<(string Name, string Value)> environment,
        params string[] arguments
    )
    {
        using VerifyProcess started = Start(folder, environment, arguments);
        return started.Wait();
    }

    internal static VerifyProcess Start(
        WorkFolder folder,
        IEnumerable<(string Name, string Value)> environment,
        params string[] arguments
    ) => Start(folder, environment, "dotnet", [Assembly, .. arguments]);

    /// <summary>As <see cref="Run(WorkFolder, string[])"/>, by a POSIX shell; "$@" is the command.</summary>
    internal static ProcessResult RunInShell(WorkFolder folder, string script, params string[] arguments)
    {
        using VerifyProcess started = Start(
            folder,
            [],
            "/bin/sh",
            ["-c", script, "sh", "dotnet", Assembly, .. arguments]
        );
        return started.Wait();
    }

    /// <summary>Sends a POSIX signal by its name without "SIG".</summary>
    internal void Signal(string name)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    internal ProcessResult Wait()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The process hung: {string.Join(' ', _process.StartInfo.ArgumentList)}");
        }

        return new ProcessResult(_process.ExitCode, _out.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static VerifyProcess Start(
        WorkFolder folder,
        IEnumerable<(string Name, string Value)> environment,
        string program,
        IEnumerable<string> arguments
    )
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new VerifyProcess(process);
    }
}
