// A figure of the page: its drawing and the words around it.

using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>A figure.</summary>
/// <param name="Heading">Above it in the page.</param>
/// <param name="Caption">Below it: what is drawn, how, and what is left out.</param>
/// <param name="TableName">The table with every number of it.</param>
/// <param name="Drawing">What is drawn; its id is the file's name without .svg.</param>
internal sealed record PaperFigure(string Heading, string Caption, string TableName, FigureDrawing Drawing)
{
    /// <summary>The name of the drawing's own file.</summary>
    internal string FileName => Drawing.Id + ".svg";
}
