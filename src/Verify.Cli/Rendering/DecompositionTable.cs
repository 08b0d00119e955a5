// What `verify decompose` says about its result.

using Spectre.Console;
using Verify.Core.Gradients;
using Verify.Core.Networks;

namespace Verify.Cli.Rendering;

/// <summary>The layers of a decomposition as a table.</summary>
internal static class DecompositionTable
{
    internal static void Write(NetworkPair pair, IReadOnlyList<LayerSummary> layers, int samples, string path)
    {
        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("layer")
            .AddColumn(new TableColumn("student").RightAligned())
            .AddColumn(new TableColumn("teacher").RightAligned())
            .AddColumn(new TableColumn("distinct V").RightAligned())
            .AddColumn(new TableColumn("max |residual|").RightAligned())
            .AddColumn(new TableColumn("of its bound").RightAligned())
            .AddColumn("Lemma 1");
        foreach (LayerSummary layer in layers)
        {
            table.AddRow(
                $"{layer.Layer}",
                $"{pair.Student.Shape.Width(layer.Layer)}",
                $"{pair.Teacher.Shape.Width(layer.Layer)}",
                $"{layer.Patterns}",
                $"{layer.Residual:G3}",
                $"{layer.Tightness:G3}",
                layer.Tightness <= 1 ? "holds within rounding" : "EXCEEDS its rounding bound"
            );
        }

        Consoles.Output.Write(table);
        Console.WriteLine($"{samples} samples decomposed into {path}.");
    }
}
