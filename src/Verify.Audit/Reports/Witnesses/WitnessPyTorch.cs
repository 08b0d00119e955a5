// A witness as a short Python script that knows nothing of this project: PyTorch evaluates both networks and its automatic
// differentiation finds the gradient. The script is only printed, never run from here.

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Witnesses;

/// <summary>Writes the script of a witness.</summary>
public static class WitnessPyTorch
{
    private const string Points = "10000";

    // What does not depend on the witness, before and after the other networks. M, teacher and x are defined before it. The
    // gate of 0 is 1, which torch's own leaky_relu would not give.
    private const string Forward = """
        def run(leak, w, *upper):  # pre-activations of layer 1, and the output
            z = first = (x @ w[:-1] + w[-1]).requires_grad_()
            for w in upper:
                z = torch.where(z >= 0, z, leak * z) @ w[:-1] + w[-1]
            return first, z

        """;

    private const string Loop = """
            (first, f), target = run(*net), run(*teacher)[1].detach()
            (g,) = torch.autograd.grad(((target - f) ** 2).sum() / 2, first)
            print(name, "largest |f* - f|:", (target - f).abs().max().item(), "largest |g_1|:", g.abs().max().item())
            planes = [(w / w[:-1].norm(dim=0)).T.tolist() for w in (teacher[1], net[1])]
            print("w/|w| and b/|w| of every node of layer 1: teacher", planes[0], name, planes[1])

        """;

    /// <summary>
    /// A script of 16 lines (float64, LF line ends) that prints the largest |f* - f|, the largest |g_1| of
    /// 1/2 ||f* - f||^2 by automatic differentiation, and the normalised hyperplanes of layer 1 of every network; at the
    /// table inputs, or at 10000 points drawn from (-r, r)^d with r from the table box, else 1. Null when there
    /// is no teacher with another network of the same inputs and outputs beside it.
    /// </summary>
    /// <exception cref="FormatException">An entry is not one that a witness stores.</exception>
    public static string? Of(string claim, WitnessRecord witness)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Material is not { } material || material.Network("teacher") is not { } teacher)
        {
            return null;
        }

        ImmutableArray<WitnessNetwork> networks =
        [
            .. material.Networks.Where(network =>
                network.Widths[0] == teacher.Widths[0] && network.Widths[^1] == teacher.Widths[^1]
            ),
        ];
        if (networks.Length < 2)
        {
            return null;
        }

        StringBuilder text = new();
        Line(text, $"# {WitnessNumbers.OneLine(claim)}: {WitnessNumbers.OneLine(witness.Finding)}");
        Line(text, "import torch");
        Line(text, "M = lambda rows: torch.tensor(rows, dtype=torch.float64)");
        Line(text, $"teacher = {Tuple(teacher)}  # leak, W_1, W_2, ..; the last row of each W is the bias");
        Inputs(text, material, teacher.Widths[0]);
        Add(text, Forward);
        string others = string.Join(
            ", ",
            networks
                .Where(network => network.Name != teacher.Name)
                .Select(network => $"({Quoted(network.Name)}, ({Tuple(network)}))")
        );
        Line(text, $"for name, net in [{others}]:");
        Add(text, Loop);
        return text.ToString();
    }

    /// <summary>The number exactly: a decimal literal, or a call that reads the hexadecimal double.</summary>
    /// <exception cref="FormatException">The text is not one that a witness stores.</exception>
    public static string Number(string text)
    {
        double value = WitnessNumbers.Parse(text);
        return WitnessNumbers.IsHexadecimal(text) ? $"float.fromhex('{text}')"
            : !double.IsFinite(value) ? $"float('{text}')"
            // Python's -0 is the integer 0, whose sign is lost.
            : text == "-0" ? "-0.0"
            : text;
    }

    private static void Inputs(StringBuilder text, WitnessMaterial material, int inputs)
    {
        if (material.Table(WitnessMaterial.InputsName) is { Rows: > 0 } stored && stored.Columns == inputs)
        {
            Line(text, $"x = M({Rows(stored)})");
            return;
        }

        string radius = material.Table("box") is { Entries: [var r] } ? Number(r) : "1";
        Line(
            text,
            $"x = {radius} * (2 * torch.rand({Points}, {WitnessNumbers.Digits(inputs)}, generator=torch.manual_seed(0), dtype=torch.float64) - 1)"
        );
    }

    private static string Tuple(WitnessNetwork network) =>
        string.Join(
            ", ",
            network.Weights.Select(weights => $"M({Rows(weights)})").Prepend(Number(network.Leak))
        );

    private static string Rows(WitnessMatrix matrix)
    {
        List<string> rows = [];
        for (int row = 0; row < matrix.Rows; row++)
        {
            ImmutableArray<string> entries = [.. matrix.Row(row)];
            rows.Add($"[{string.Join(", ", entries.Select(Number))}]");
        }

        return $"[{string.Join(", ", rows)}]";
    }

    // A JSON text is a Python text: the same quotes, and escapes that mean the same.
    private static string Quoted(string name) => JsonSerializer.Serialize(name);

    private static void Add(StringBuilder text, string lines) =>
        text.Append(lines.Replace("\r\n", "\n", StringComparison.Ordinal));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
