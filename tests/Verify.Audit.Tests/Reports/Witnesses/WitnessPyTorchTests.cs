// What the scripts say, and that Python can compile them where there is a Python. They are not run here: PyTorch is no
// requirement of these tests.

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Verify.Audit.Reports.Witnesses;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports.Witnesses;

public sealed class WitnessPyTorchTests
{
    private const string Awkward = "a \"b\" 'c' \\ \r\nimport os\u2028x\u0000 {d} # e";

    [Theory]
    [InlineData("0.75", "0.75")]
    [InlineData("-3", "-3")]
    [InlineData("-0", "-0.0")]
    [InlineData("-0x1.5555555555555p-2", "float.fromhex('-0x1.5555555555555p-2')")]
    [InlineData("NaN", "float('NaN')")]
    [InlineData("-Infinity", "float('-Infinity')")]
    public void Number_AnyExactText_IsThatDoubleInPython(string text, string python) =>
        Assert.Equal(python, WitnessPyTorch.Number(text));

    [Fact]
    public void Of_SampleInAnyCulture_AsAccepted()
    {
        foreach (string culture in Cultures.Names)
        {
            string? text = Cultures.In(culture, () => Script(SampleWitnesses.InAPlane));
            Snapshot.Matches("witness.py", Encoding.UTF8.GetBytes(text!));
        }
    }

    [Fact]
    public void Of_Inputs_AreThePointsInPlaceOfABox()
    {
        string script = Script(SampleWitnesses.AtInputs)!;

        Assert.Contains("\nx = M([[1], [-3]])\n", script, StringComparison.Ordinal);
        Assert.DoesNotContain("rand(", script, StringComparison.Ordinal);
        Assert.Contains(
            "x = 2 * (2 * torch.rand(10000, 2,",
            Script(SampleWitnesses.InAPlane),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_AnySample_IsAFewLines()
    {
        Assert.Equal(16, Script(SampleWitnesses.InAPlane)!.Count(c => c == '\n'));
        Assert.Equal(16, Script(SampleWitnesses.AtInputs)!.Count(c => c == '\n'));
    }

    [Fact]
    public void Of_NoTeacherOrNothingBesideIt_IsNull()
    {
        WitnessNetwork teacher = SampleWitnesses.InAPlane.Networks[0];
        WitnessNetwork otherInputs = SampleWitnesses.AtInputs.Networks[1];

        Assert.Null(Script(new([teacher], [])));
        Assert.Null(Script(new([teacher, otherInputs], [])));
        Assert.Null(Script(new([SampleWitnesses.InAPlane.Networks[1]], [])));
        Assert.Null(
            WitnessPyTorch.Of("T", SampleWitnesses.Record(SampleWitnesses.AtInputs) with { Material = null })
        );
    }

    [Fact]
    public void Of_AwkwardText_StaysInItsCommentAndItsQuotes()
    {
        string script = AwkwardScript();

        Assert.StartsWith("# ", script, StringComparison.Ordinal);
        Assert.Equal("import torch", script.Split('\n')[1]);
        Assert.DoesNotContain('\r', script);
        Assert.DoesNotContain('\0', script);
        Assert.DoesNotContain("\nimport os", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnySample_Compiles()
    {
        foreach (
            string script in (string[])
                [Script(SampleWitnesses.InAPlane)!, Script(SampleWitnesses.AtInputs)!, AwkwardScript()]
        )
        {
            // Without a Python the balance of brackets is what is left to see; the text itself is in the snapshots.
            Assert.Equal(script.Count(c => c is '(' or '['), script.Count(c => c is ')' or ']'));
            Assert.Null(SyntaxError(script));
        }
    }

    [Fact]
    public void SyntaxError_BrokenScript_IsSeenWhereThereIsAPython() =>
        Assert.True(PythonIsMissing() || SyntaxError("x = (") is not null);

    private static string? Script(WitnessMaterial material) =>
        WitnessPyTorch.Of("T.claim/twin", SampleWitnesses.Record(material));

    private static string AwkwardScript()
    {
        WitnessMaterial material = SampleWitnesses.AtInputs with
        {
            Networks =
            [
                SampleWitnesses.AtInputs.Networks[0],
                SampleWitnesses.AtInputs.Networks[1] with
                {
                    Name = Awkward,
                },
            ],
        };
        return WitnessPyTorch.Of(Awkward, SampleWitnesses.Record(material, Awkward))!;
    }

    private static bool PythonIsMissing() => Python("pass") is null;

    private static string? SyntaxError(string script) =>
        Python("import sys; compile(sys.stdin.buffer.read(), 'witness.py', 'exec')", script)
            is { Length: > 0 } error
            ? error
            : null;

    /// <summary>What python3 says on its error stream; null when it cannot be started.</summary>
    private static string? Python(string code, string input = "")
    {
        ProcessStartInfo start = new("python3", ["-c", code])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            using Process python = Process.Start(start)!;
            python.StandardInput.Write(input);
            python.StandardInput.Close();
            string said = python.StandardError.ReadToEnd();
            python.WaitForExit();
            return said;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
