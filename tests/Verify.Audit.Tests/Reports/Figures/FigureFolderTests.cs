// The page, the folder and its bytes, from a real sweep.

using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Verify.Audit.Reports.Figures;
using Verify.Audit.Tests.Cli;
using Verify.Audit.Tests.Figures;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Reports.Figures;

public sealed class FigureFolderTests : IClassFixture<SweepReaderTests.Sweep>
{
    private static readonly string[] s_files =
    [
        "claims.csv",
        "convergence.svg",
        "coverage-map.svg",
        "coverage.csv",
        "coverage.svg",
        "figures.html",
        "gradient.svg",
        "gradients.csv",
        "l-shape.svg",
        "losses.csv",
        "students.csv",
        "success.csv",
        "success.svg",
    ];

    private readonly SweepReaderTests.Sweep sweep;

    public FigureFolderTests(SweepReaderTests.Sweep sweep) => this.sweep = sweep;

    [Fact]
    public void Write_ARealSweep_LeavesThePageTheFiguresAndTheTables()
    {
        using WorkFolder target = new();
        FigureSummary summary = Write(target.PathOf("out"));
        Assert.Equal((6, 8, 0), (summary.Figures, summary.Runs, summary.Lacking.Length));
        Assert.Equal(["out/", .. s_files.Select(file => "out/" + file)], target.Names());
        Assert.All(
            target.Names().Where(name => name.EndsWith(".svg", StringComparison.Ordinal)),
            name => XDocument.Parse(target.Text(name))
        );
        // Eight runs of two and four students, a head and a line end.
        Assert.Equal(4 * 2 + 4 * 4 + 2, target.Text("out/students.csv").Split('\n').Length);
    }

    [Fact]
    public void Page_ShowsEveryFigureAndLinksWhatIsThere()
    {
        using WorkFolder target = new();
        Write(target.Root);
        string page = target.Text("figures.html");
        XDocument html = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Equal(6, html.Descendants().Count(element => element.Name.LocalName == "svg"));
        string[] ids = [.. html.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string[] links = [.. html.Descendants().Attributes("href").Select(link => link.Value).Distinct()];
        Assert.Equal(s_files.Where(file => file != "figures.html"), links.Order(StringComparer.Ordinal));
        Assert.Contains("What the runs say", page, StringComparison.Ordinal);
        Assert.Contains("T.over-realised", page, StringComparison.Ordinal);

        string sheet = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..];
        sheet = sheet[..sheet.IndexOf("</style>", StringComparison.Ordinal)];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        Assert.Contains(
            $"style-src 'sha256-{hash}'",
            page.Replace("&#39;", "'", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Write_AgainAndInAnotherCulture_IsTheSameToTheByte(string culture)
    {
        using WorkFolder first = new();
        Write(first.Root);
        using WorkFolder second = new();
        Cultures.In(culture, () => Write(second.Root));
        Assert.Equal(first.State(), second.State());
        Write(second.Root);
        Assert.Equal(first.State(), second.State());
    }

    [Fact]
    public void Write_IntoTheFolderOfOtherFigures_RemovesThoseAndNothingElse()
    {
        using WorkFolder target = new();
        Write(target.Root);
        string[] expected = target.State();
        string old = target
            .Text("l-shape.svg")
            .Replace("id=\"l-shape\"", "id=\"l-shape-m5\"", StringComparison.Ordinal);
        target.Put("l-shape-m5.svg", old);
        target.Put("mine.svg", old);
        Write(target.Root);
        Assert.Equal(
            [
                .. expected
                    .Select(entry => entry.Split(' ')[0])
                    .Append("mine.svg")
                    .Order(StringComparer.Ordinal),
            ],
            target.Names()
        );
    }

    [Fact]
    public void Write_CancelledWhileReading_LeavesNothing()
    {
        using WorkFolder target = new();
        using CancellationTokenSource cancellation = new();
        Assert.Throws<OperationCanceledException>(() =>
            FigureFolder.Write(
                sweep.Folder.Root,
                target.PathOf("a/b"),
                _ => cancellation.Cancel(),
                cancellation.Token
            )
        );
        Assert.Empty(target.Names());
    }

    [Fact]
    public void Write_WithADamagedRun_LeavesNothing()
    {
        using WorkFolder copy = sweep.Copy();
        File.WriteAllText(sweep.ResultIn(copy, 7), "no archive");
        string[] before = copy.State();
        Assert.Throws<InputException>(() =>
            FigureFolder.Write(copy.Root, copy.PathOf("figures"), _ => { }, CancellationToken.None)
        );
        Assert.Equal(before, copy.State());
    }

    [Fact]
    public void Page_OfAnUnfinishedSweep_NamesWhatIsMissing()
    {
        using WorkFolder copy = sweep.Copy();
        File.Delete(sweep.RecordIn(copy, 2));
        File.Delete(sweep.ResultIn(copy, 2));
        FigureSummary summary = FigureFolder.Write(
            copy.Root,
            copy.PathOf("figures"),
            _ => { },
            CancellationToken.None
        );
        string sentence = Assert.Single(summary.Lacking);
        Assert.Equal("1 of 8 runs is missing: multi=1 teacher_strength_decay=1 seed=1.", sentence);
        Assert.Contains(
            $"""<p class="notice">{sentence}</p>""",
            copy.Text("figures/figures.html"),
            StringComparison.Ordinal
        );
    }

    private FigureSummary Write(string target) =>
        FigureFolder.Write(sweep.Folder.Root, target, _ => { }, CancellationToken.None);
}
