// A small made-up grid, byte for byte as accepted: what these files look like was looked at.

using Verify.Audit.Reports;
using Verify.Audit.Reports.Figures;

namespace Verify.Audit.Tests.Reports.Figures;

public sealed class FigureSnapshotTests
{
    public static TheoryData<string> CultureNames() => [.. Cultures.Names];

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void File_OfEveryFigure_AsAccepted(string culture)
    {
        foreach (PaperFigure figure in FigureSet.Of(FigureSetTests.Grid())[0].Figures)
        {
            string text = Cultures.In(culture, figure.Drawing.File);
            Snapshot.Matches($"figures/{figure.FileName}", ReportFormats.Encoding.GetBytes(text));
        }
    }
}
