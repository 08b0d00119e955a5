using System.Xml;
using Verify.Audit.Reports;

namespace Verify.Audit.Tests.Reports;

public sealed class LegalTextTests
{
    [Fact]
    public void Of_LegalText_IsTheSameInstance()
    {
        const string text = "Σ 𝒳 <&> \t\n\r";

        Assert.Same(text, LegalText.Of(text));
    }

    [Theory]
    [InlineData("a\u0000b\u001F", "a\\u0000b\\u001F")]
    [InlineData("\u007F\u0085", "\\u007F\\u0085")]
    [InlineData("𝒳\uFFFE", "𝒳\\uFFFE")]
    public void Of_ForbiddenCharacters_AreVisible(string text, string expected) =>
        Assert.Equal(expected, LegalText.Of(text));

    // Not as data of a theory: a test runner may not carry an invalid string.
    [Fact]
    public void Of_LoneSurrogates_AreVisible()
    {
        Assert.Equal("\\uD835x", LegalText.Of("\uD835x"));
        Assert.Equal("\\uDCB3\\uD835", LegalText.Of("\uDCB3\uD835"));
        Assert.Equal("\\uD835𝒳", LegalText.Of("\uD835𝒳"));
    }

    [Fact]
    public void Of_EveryCodeUnit_IsLegalXml()
    {
        for (int unit = 0; unit <= 0xFFFF; unit++)
        {
            string legal = LegalText.Of(((char)unit).ToString());
            Assert.True(legal.All(XmlConvert.IsXmlChar), $"U+{unit:X4}");
        }
    }
}
