// A folder of a test's own to run the command line in, removed with what is in it. Not shared between tests.

using System.Security.Cryptography;

namespace Verify.Audit.Tests.Cli;

internal sealed class WorkFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("verify-cli-").FullName;

    internal string PathOf(string name) => Path.Combine(Root, name);

    internal void Put(string name, byte[] content) => File.WriteAllBytes(PathOf(name), content);

    internal void Put(string name, string content) => File.WriteAllText(PathOf(name), content);

    internal byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    internal string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Relative paths of all files and folders (folders end in a slash), sorted.</summary>
    internal string[] Names() => [.. Entries().Select(entry => entry.Name)];

    /// <summary>Every entry with a digest of its content, to see that nothing was written, changed or removed.</summary>
    internal string[] State() => [.. Entries().Select(entry => $"{entry.Name} {entry.Digest}")];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private IEnumerable<(string Name, string Digest)> Entries() =>
        Below(new DirectoryInfo(Root)).Select(Describe).OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>Links are entries themselves; what they lead to is not in the folder.</summary>
    private static IEnumerable<FileSystemInfo> Below(DirectoryInfo folder) =>
        folder
            .EnumerateFileSystemInfos()
            .SelectMany(info =>
                info is DirectoryInfo { LinkTarget: null } inner ? Below(inner).Prepend(info) : [info]
            );

    private (string Name, string Digest) Describe(FileSystemInfo info)
    {
        string name = Path.GetRelativePath(Root, info.FullName).Replace('\\', '/');
        return info switch
        {
            { LinkTarget: { } target } => (name, "-> " + target),
            DirectoryInfo => (name + "/", ""),
            FileInfo { Length: 0 } => (name, "empty"), // a pipe is one too, and must not be opened
            _ => (name, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(info.FullName)))),
        };
    }
}
