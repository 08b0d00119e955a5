using Verify.Audit.Reports.Html;

namespace Verify.Audit.Tests.Reports.Html;

public sealed class MarkupTests
{
    [Fact]
    public void Of_TextHole_IsEscaped() =>
        Assert.Equal(
            "<b title=\"&lt;&amp;&gt;&quot;&#39;&#13;\n\\u0000\">",
            Markup.Of($"<b title=\"{"<&>\"'\r\n\0"}\">").ToString()
        );

    [Fact]
    public void Of_MarkupHole_IsNot() =>
        Assert.Equal("<p><b>1</b></p>", Markup.Of($"<p>{Markup.Of($"<b>{1}</b>")}</p>").ToString());

    [Fact]
    public void Of_Null_IsNothing() =>
        Assert.Equal("<p></p>", Markup.Of($"<p>{(string?)null}</p>").ToString());

    [Fact]
    public void Add_Lines_AreJoinedByLineFeedsAndEmptyMarkupLeavesNone()
    {
        MarkupBuilder html = new();

        html.Add($"<p>{"a"}").Add(Markup.Empty).Add(Markup.Of($"b")).Add($"</p>");

        Assert.Equal("<p>a\nb\n</p>", html.Build().ToString());
    }

    [Fact]
    public void Build_Nothing_IsEmpty() => Assert.Equal("", new MarkupBuilder().Build().ToString());

    [Fact]
    public void Default_Markup_IsEmpty() => Assert.Equal("", default(Markup).ToString());
}
