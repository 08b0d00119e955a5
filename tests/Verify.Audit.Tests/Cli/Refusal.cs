// What it means for the command line to refuse: exit code 2, one sentence on stderr, nothing else, nothing written.

namespace Verify.Audit.Tests.Cli;

internal static class Refusal
{
    internal const int ExitCode = 2;

    /// <summary>Runs and asserts a refusal whose sentence contains every fragment.</summary>
    internal static void Of(WorkFolder folder, string[] arguments, params string[] fragments)
    {
        string[] before = folder.State();
        ProcessResult result = VerifyProcess.Run(folder, arguments);
        Assert.Equal(before, folder.State());
        IsClean(result, fragments);
    }

    internal static void IsClean(ProcessResult result, params string[] fragments)
    {
        Assert.Equal("", result.Out);
        IsOneSentence(result.Error);
        Assert.Equal(ExitCode, result.ExitCode);
        Assert.All(
            fragments,
            fragment => Assert.Contains(fragment, result.Error, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>"verify: ... ." and a line end: no second line, no second sentence, no control characters.</summary>
    private static void IsOneSentence(string error)
    {
        Assert.StartsWith("verify: ", error, StringComparison.Ordinal);
        string line = error.TrimEnd('\n', '\r');
        Assert.True(error.Length - line.Length is 1 or 2, $"Not exactly one line: {error}");
        IsSentence(line);
    }

    /// <summary>One sentence on one line, with nothing in it that only a programmer could use.</summary>
    internal static void IsSentence(string line)
    {
        Assert.DoesNotContain(line, char.IsControl);
        Assert.EndsWith(".", line, StringComparison.Ordinal);
        Assert.DoesNotContain("..", line[^2..], StringComparison.Ordinal);
        Assert.DoesNotContain(". ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", line, StringComparison.Ordinal);
    }
}
