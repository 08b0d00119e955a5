// The figures of made-up and of real sweeps: well-formed, finite, and what is drawn is what the tables say.

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Figures;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Tests.Figures;
using static Verify.Audit.Tests.Figures.MadeUpSeries;

namespace Verify.Audit.Tests.Reports.Figures;

public sealed partial class FigureSetTests
{
    private static readonly SweepFigures s_grid = Grid();

    [Fact]
    public void Of_AGrid_HasTheFiguresOfThePaper()
    {
        FigureSet set = Assert.Single(FigureSet.Of(s_grid));
        Assert.Equal(
            [
                "l-shape.svg",
                "success.svg",
                "convergence.svg",
                "coverage.svg",
                "coverage-map.svg",
                "gradient.svg",
            ],
            set.Figures.Select(figure => figure.FileName)
        );
        Assert.All(set.Figures, figure => Assert.Equal(2 * 2, Frames(figure).Length));
    }

    [Fact]
    public void Of_DeepRuns_HasAFigureForEachLayer()
    {
        RunSeries two = Run() with { Layers = [Layer(0.99, 0.5), Layer(0.4, 0.97)] };
        PaperFigure[] figures =
        [
            .. FigureSet.Of(MadeUpSeries.Figures(Plan("m=2-2", "d=4,5"), _ => two))[1].Figures,
        ];
        Assert.Contains(figures, figure => figure.FileName == "l-shape-d5-layer2.svg");
        Assert.Contains(figures, figure => figure.Heading == "The L-shape, layer 1");
        Assert.Contains(
            figures,
            figure => figure.Drawing.Title == "Success rate per teacher, layer 2 (d = 5)"
        );
        Assert.Equal(4 * 2 + 2, figures.Length);
        Assert.Equal(figures.Length, figures.Select(figure => figure.FileName).Distinct().Count());
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("empty panel")]
    [InlineData("one epoch")]
    [InlineData("nothing to show")]
    public void File_OfAnyFigure_IsWellFormedAndFinite(string kind)
    {
        SweepFigures figures = kind switch
        {
            "usual" => s_grid,
            "empty panel" => MadeUpSeries.Figures(Plan("multi=1,2"), run => run == 1 ? Run() : null),
            "one epoch" => MadeUpSeries.Figures(Plan("epochs=0"), _ => Start()),
            _ => MadeUpSeries.Figures(Plan("multi=1,2"), _ => Unshowable()),
        };
        foreach (PaperFigure figure in FigureSet.Of(figures).SelectMany(set => set.Figures))
        {
            string file = figure.Drawing.File();
            XDocument.Parse(file);
            Assert.DoesNotMatch("NaN|Infinity|∞", Style().Replace(file, ""));
            Assert.DoesNotMatch("var\\(", file);
        }
    }

    [Fact]
    public void Success_Drawn_IsWhatTheTableSays()
    {
        PaperFigure figure = FigureNamed("success.svg", s_grid);
        PanelAxis y = PanelAxis.Shares("");
        XElement[] lines = Paths(figure, "line k", inPanels: true);
        // Two moments by two columns of p, each with its lines of n/m from the widest; two teachers a line.
        double[] drawn = [.. lines.SelectMany(line => Heights(figure, line, y))];
        string[][] rows = Table("success.csv", s_grid);
        List<double> expected = [];
        foreach (string moment in (string[])["early", "final"])
        {
            foreach (string p in (string[])["0", "1"])
            {
                foreach (string multiple in (string[])["2", "1"])
                {
                    expected.AddRange(
                        rows.Where(row => row[0] == multiple && row[1] == p && row[4] == moment)
                            .OrderBy(row => row[3], StringComparer.Ordinal)
                            .Select(row => double.Parse(row[^1], CultureInfo.InvariantCulture))
                    );
                }
            }
        }

        Assert.Equal(16, expected.Count);
        Assert.Contains(expected, share => share is > 0 and < 1);
        Close(expected, drawn, 0.001);
    }

    [Fact]
    public void Convergence_Drawn_IsWhatTheTableSays()
    {
        PaperFigure figure = FigureNamed("convergence.svg", s_grid);
        string[][] rows = Table("losses.csv", s_grid);
        double[] all =
        [
            .. rows.SelectMany(row =>
                (double[])
                    [
                        Number(row[4]) - Number(row[5]),
                        Number(row[4]) + Number(row[5]),
                        Number(row[7]) - Number(row[8]),
                        Number(row[7]) + Number(row[8]),
                    ]
            ),
        ];
        PanelAxis y = PanelAxis.Decades(all.Min(), all.Max(), 8, 5, "");
        double[] drawn =
        [
            .. Paths(figure, "line k", inPanels: true).SelectMany(line => Heights(figure, line, y)),
        ];
        double[] bands =
        [
            .. Paths(figure, "band k", inPanels: true).SelectMany(line => Heights(figure, line, y)),
        ];
        List<double> means = [];
        List<double> ends = [];
        foreach (int column in (int[])[4, 7])
        {
            foreach (string p in (string[])["0", "1"])
            {
                foreach (string multiple in (string[])["2", "1"])
                {
                    string[][] line = [.. rows.Where(row => row[0] == multiple && row[1] == p)];
                    means.AddRange(line.Select(row => Number(row[column])));
                    ends.AddRange(line.Select(row => Number(row[column]) + Number(row[column + 1])));
                    ends.AddRange(
                        line.Reverse().Select(row => Number(row[column]) - Number(row[column + 1]))
                    );
                }
            }
        }

        Close(means, drawn, 0.01);
        Close(ends, bands, 0.01);
    }

    [Fact]
    public void LShape_Drawn_IsEveryStudentOfTheSeeds()
    {
        PaperFigure figure = FigureNamed("l-shape.svg", s_grid);
        PanelAxis y = PanelAxis.FromZero(1.5, 5, "");
        double[] dots =
        [
            .. Paths(figure, "matched", inPanels: true).SelectMany(path => Heights(figure, path, y)).Order(),
        ];
        // In each of four panels: a matched first student of the norm 1.5 at one place for both seeds (their correlations
        // print as one), and in one of them the second student of one seed.
        Close([0.75, 1.5, 1.5, 1.5, 1.5], dots, 0.01);
        Assert.Contains("24 students of 8 runs", figure.Caption, StringComparison.Ordinal);
        Assert.Contains("3 of 6 matched", figure.Drawing.File(), StringComparison.Ordinal);
    }

    [Fact]
    public void LShape_OfManyStudents_StaysSmall()
    {
        Core.Numerics.CounterRandom random = new(seed: 7, stream: 0);
        RunSeries Many() =>
            Run() with
            {
                Layers =
                [
                    Layer(0.9, 0.5) with
                    {
                        StudentBest =
                        [
                            .. Enumerable.Range(0, 5000).Select(_ => random.NextBelow(10_000) / 10_000.0),
                        ],
                        StudentTeacher = [.. new int[5000]],
                        FanOut =
                        [
                            .. Enumerable.Range(0, 5000).Select(_ => random.NextBelow(10_000) / 1000.0),
                        ],
                    },
                ],
            };

        PaperFigure figure = FigureNamed(
            "l-shape.svg",
            MadeUpSeries.Figures(Plan("seeds=1..20"), _ => Many())
        );
        Assert.Contains("100,000 students of 20 runs", figure.Caption, StringComparison.Ordinal);
        Assert.InRange(figure.Drawing.File().Length, 10_000, 200_000);
    }

    [Fact]
    public void Of_MoreValuesThanFit_DrawsSevenAndSaysSo()
    {
        SweepFigures figures = MadeUpSeries.Figures(
            Plan("multi=1..9", "teacher_strength_decay=0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1"),
            _ => Run()
        );
        PaperFigure figure = FigureSet.Of(figures)[0].Figures[0];
        Assert.EndsWith(
            "Drawn are 7 of 9 values of n/m and 7 of 11 values of p; the table has all.",
            figure.Caption,
            StringComparison.Ordinal
        );
        Assert.Equal(49, Frames(figure).Length);
    }

    [Fact]
    public void Of_MoreGroupsThanFit_DrawsTheFirst()
    {
        SweepFigures figures = MadeUpSeries.Figures(Plan("d=4..40"), _ => Run());
        Assert.Equal(FigureSet.MostGroups, FigureSet.Of(figures).Length);
        Assert.Contains(
            "the first 24 are drawn",
            FigurePage.Render(figures, FigureSet.Of(figures)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Convergence_OneConfigurationFarBelowTheOthers_IsCutAndThePageSaysSo()
    {
        SweepFigures figures = MadeUpSeries.Figures(
            Plan("multi=1..5"),
            run => Run(scale: run == 0 ? 1e-25 : 1)
        );
        PaperFigure figure = FigureNamed("convergence.svg", figures);
        Assert.Contains(
            "What lies beyond the panels is in the table.",
            figure.Caption,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Elements(figure, "clipPath").Length);

        // Two seeds far from each other: a band of eleven decades, on an axis of their mean and a decade about it.
        PaperFigure wide = FigureNamed(
            "convergence.svg",
            MadeUpSeries.Figures(Plan("seeds=1..2"), run => Run(scale: run == 0 ? 1e-16 : 1))
        );
        Assert.Equal(2, Elements(wide, "clipPath").Length);
        Assert.DoesNotContain(
            "clip-path",
            FigureNamed("l-shape.svg", figures).Drawing.File(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_ALongTitle_IsAsWideAsItsTitle()
    {
        SweepFigures figures = MadeUpSeries.Figures(
            Plan(
                "lr=0:0.2/20:0.1/40:0.05/60:0.02,0.01",
                "data=gaussian,theory",
                "momentum=0.9,0.95",
                "d=4,5"
            ),
            _ => Run()
        );
        FigureDrawing drawing = FigureSet.Of(figures)[0].Figures[0].Drawing;
        Assert.InRange(drawing.Title.Length, 70, 200);
        Assert.True(drawing.Width > 62 + 7 * drawing.Title.Length);
    }

    [Fact]
    public void Map_ATeacherCoveredOnAverage_HasTheDarkestLevelAndAnOutline()
    {
        PaperFigure figure = FigureNamed(
            "coverage-map.svg",
            MadeUpSeries.Figures(Plan("multi=2"), _ => Run(second: 0.96))
        );
        string[] colours =
        [
            .. Paths(figure, "", inPanels: true).Select(path => (string?)path.Attribute("fill") ?? ""),
        ];
        Assert.Contains(Ramp.Level(19, 20), colours);
        Assert.Contains(Ramp.Level(2, 20), colours); // 0.1
        XElement outline = Assert.Single(Paths(figure, "outline", inPanels: true));
        // Teacher 1 from the second epoch, teacher 2 from the third: two uprights and, between the rows, one line.
        Assert.Equal((2, 1), (Count(outline, 'v'), Count(outline, 'H')));
    }

    /// <summary>n/m 1 and 2, p 0 and 1, two seeds; the first teacher of n/m = 1 is covered by one seed early.</summary>
    internal static SweepFigures Grid() =>
        MadeUpSeries.Figures(
            Plan("multi=1,2", "teacher_strength_decay=0,1", "seeds=1..2"),
            run =>
                Run(
                    scale: run + 1,
                    first: run == 0 ? 0.9502 : 0.9501,
                    second: run == 3 ? 0.97 : 0.7,
                    gradient: 0.1 / (run + 1),
                    sine: 0.01 * (run + 1)
                )
        );

    private static RunSeries Start()
    {
        RunSeries run = Run();
        return run with
        {
            Epochs = [0],
            TrainLoss = [1],
            EvaluationLoss = [1],
            LargestGradient = [1],
            Sine = [run.Sine[0]],
            Layers = [run.Layers[0] with { TeacherBest = [run.Layers[0].TeacherBest[0]] }],
        };
    }

    /// <summary>Losses of 0, correlations that are not numbers, sines of 0: what a log axis or any axis cannot show.</summary>
    private static RunSeries Unshowable() =>
        Run(scale: 0, gradient: 0, sine: 0) with
        {
            Layers =
            [
                new LayerSeries(
                    [
                        [double.NaN, double.NaN],
                        [double.NaN, -0.5],
                        [double.NaN, double.NaN],
                    ],
                    [double.NaN, -1],
                    [0, 0],
                    [double.NaN, 0]
                ),
            ],
        };

    private static PaperFigure FigureNamed(string name, SweepFigures figures) =>
        FigureSet.Of(figures).SelectMany(set => set.Figures).Single(figure => figure.FileName == name);

    private static string[][] Table(string name, SweepFigures figures) =>
        [.. FigureTablesTests.Lines(name, figures)[1..].Select(line => line.Split(','))];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static XElement[] Elements(PaperFigure figure, string name) =>
        [
            .. XDocument
                .Parse(figure.Drawing.File())
                .Descendants()
                .Where(element => element.Name.LocalName == name),
        ];

    /// <summary>The panels, without the frame of a legend's bar.</summary>
    private static XElement[] Frames(PaperFigure figure) =>
        [
            .. Elements(figure, "rect")
                .Where(rect =>
                    (string?)rect.Attribute("class") == "frame" && rect.Parent!.Name.LocalName == "svg"
                ),
        ];

    /// <summary>Paths of a class outside of the legend, whose samples are in groups.</summary>
    private static XElement[] Paths(PaperFigure figure, string style, bool inPanels) =>
        [
            .. Elements(figure, "path")
                .Where(path =>
                    ((string?)path.Attribute("class") ?? "").StartsWith(style, StringComparison.Ordinal)
                    && path.Parent!.Name.LocalName == (inPanels ? "svg" : "g")
                ),
        ];

    /// <summary>The data at the places of a path, from the panel that holds them.</summary>
    private static IEnumerable<double> Heights(PaperFigure figure, XElement path, PanelAxis axis)
    {
        foreach (Match place in PlaceInPath().Matches((string)path.Attribute("d")!))
        {
            (double x, double y) = (Number(place.Groups[1].Value), Number(place.Groups[2].Value));
            XElement panel = Frames(figure)
                .Single(frame =>
                    x >= At(frame, "x")
                    && x <= At(frame, "x") + At(frame, "width")
                    && y >= At(frame, "y")
                    && y <= At(frame, "y") + At(frame, "height")
                );
            double share = (y - At(panel, "y")) / At(panel, "height");
            yield return axis.To - share * (axis.To - axis.From);
        }
    }

    private static double At(XElement element, string name) => Number((string)element.Attribute(name)!);

    private static int Count(XElement path, char command) =>
        ((string)path.Attribute("d")!).Count(c => c == command);

    /// <summary>Coordinates are rounded to a hundredth of a unit, and panels are 100 units and more high.</summary>
    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual, double within) =>
        Assert.All(
            expected.Zip(actual.ToArray(), (left, right) => (left, right)).ToArray() is var pairs
            && pairs.Length == expected.Count()
            && pairs.Length == actual.Count()
                ? pairs
                : throw new InvalidOperationException(
                    $"{expected.Count()} expected, {actual.Count()} drawn."
                ),
            pair => Assert.Equal(pair.left, pair.right, within)
        );

    [GeneratedRegex(@"[ML](-?[0-9.]+) (-?[0-9.]+)")]
    private static partial Regex PlaceInPath();

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
