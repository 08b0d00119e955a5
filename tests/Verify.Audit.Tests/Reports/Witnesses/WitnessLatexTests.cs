using Verify.Audit.Reports.Witnesses;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports.Witnesses;

public sealed class WitnessLatexTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("-3", "-3")]
    [InlineData("0.75", "0.75")]
    [InlineData("0x1.8p+0", @"3 \cdot 2^{-1}")]
    [InlineData("-0x1.5555555555555p-2", @"-6004799503160661 \cdot 2^{-54}")]
    [InlineData("0x1p-1074", @"1 \cdot 2^{-1074}")]
    [InlineData("NaN", @"\mathrm{NaN}")]
    [InlineData("-Infinity", @"-\infty")]
    public void Number_AnyExactText_NamesTheSameNumber(string text, string latex) =>
        Assert.Equal(latex, WitnessLatex.Number(text));

    [Fact]
    public void Of_SampleInAnyCulture_AsAccepted()
    {
        foreach (string culture in Cultures.Names)
        {
            string text = Cultures.In(culture, () => WitnessLatex.Of(SampleWitnesses.InAPlane));
            Snapshot.Matches("witness.tex", System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public void Of_MoreThanTenColumns_RaisesTheLimitOfTheMatrices()
    {
        WitnessMaterial wide = new([], [new("a_b{", 1, 11, [.. Enumerable.Repeat("1", 11)])]);

        string text = WitnessLatex.Of(wide);

        Assert.StartsWith("\\setcounter{MaxMatrixCols}{11}\n", text, StringComparison.Ordinal);
        Assert.Contains(@"\text{a-b-}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "setcounter",
            WitnessLatex.Of(SampleWitnesses.InAPlane),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Number_OtherText_Throws() => Assert.Throws<FormatException>(() => WitnessLatex.Number("1,5"));
}
