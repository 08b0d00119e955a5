// A folder of a test's own, removed with what is in it. Not shared between tests.

using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

internal sealed class Scratch : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("verify-tests-").FullName;

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal string Put(string name, byte[] content)
    {
        string path = PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The names in the folder, to see that nothing was left behind.</summary>
    internal string[] Names() =>
        [.. Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>
    /// The refusal of <paramref name="action"/>: an InputException whose message is a single sentence on one line that
    /// names the file and contains every one of the fragments.
    /// </summary>
    internal static InputException Refused(string path, Action action, params string[] fragments)
    {
        InputException refusal = Assert.Throws<InputException>(action);
        string message = refusal.Message;
        Assert.Contains(Path.GetFileName(path), message, StringComparison.Ordinal);
        Assert.All(fragments, fragment => Assert.Contains(fragment, message, StringComparison.Ordinal));
        AssertOneSentence(message);
        return refusal;
    }

    internal static void AssertOneSentence(string message)
    {
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", message[^2..], StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.DoesNotContain(". ", message, StringComparison.Ordinal);
    }
}
