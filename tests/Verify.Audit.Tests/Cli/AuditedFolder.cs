// One small audit of everything, run once by process and shared by the tests that only read what it left.

using System.Text.Json;

[assembly: AssemblyFixture(typeof(Verify.Audit.Tests.Cli.AuditedFolder))]

namespace Verify.Audit.Tests.Cli;

public sealed class AuditedFolder : IDisposable
{
    /// <summary>Enough for every control to be refuted and no claim to be vacuous, with the seed below.</summary>
    internal const string Cases = "60";

    private readonly Lazy<ProcessResult> _result;

    public AuditedFolder()
    {
        _result = new Lazy<ProcessResult>(() => VerifyProcess.Run(Folder, Arguments("report", jobs: 2)));
    }

    internal WorkFolder Folder { get; } = new();

    /// <summary>How the audit ended; it is run by the first to ask.</summary>
    internal ProcessResult Result => _result.Value;

    /// <summary>results.jsonl of the audit.</summary>
    internal byte[] Lines => Read("results.jsonl");

    /// <summary>The names in counterexamples/, sorted.</summary>
    internal string[] Witnesses
    {
        get
        {
            _ = Result;
            return
            [
                .. Directory
                    .GetFiles(Folder.PathOf("report/counterexamples"))
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    internal static string[] Arguments(string target, int jobs, params string[] more) =>
        ["audit", "--cases", Cases, "--seed", "7", "--jobs", $"{jobs}", "--out", target, .. more];

    internal byte[] Read(string name)
    {
        _ = Result;
        return Folder.Bytes($"report/{name}");
    }

    internal JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(Read(name));
        return document.RootElement.Clone();
    }

    public void Dispose() => Folder.Dispose();
}
