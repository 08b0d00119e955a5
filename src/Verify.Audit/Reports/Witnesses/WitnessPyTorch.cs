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

    // What does not depend on the witness. x, networks and matrix are defined before it.
    private const string Body = """

        def forward(leak, weights):  # pre-activations of layer 1, and the output
            one = torch.ones(len(x), 1, dtype=torch.float64)
            z = first = (torch.cat([x, one], 1) @ weights[0]).requires_grad_()
            for w in weights[1:]:
                z = torch.cat([torch.where(z >= 0, z, leak * z), one], 1) @ w
            return first, z

        target = forward(*networks["teacher"])[1].detach()
        print("teacher: f* =", target)
        for name, (leak, weights) in networks.items():
            if name != "teacher":
                first, f = forward(leak, weights)
                (0.5 * (target - f) ** 2).sum().backward()
                print(f"{name}: f =", f.detach())
                print(f"{name}: largest |f* - f| =", (target - f).abs().max().item())
                print(f"{name}: largest |gradient| at layer 1 =", first.grad.abs().max().item())
            w = weights[0]
            print(f"{name}: nodes of layer 1, w/|w| and b/|w|:\n", (w / w[:-1].norm(dim=0)).T)

        """;

    /// <summary>
    /// A script (float64, LF line ends) that prints f*, f, the largest |f* - f|, the largest |gradient| of
    /// 1/2 ||f* - f||^2 at the pre-activations of layer 1, and the normalised hyperplanes of layer 1 of every network;
    /// at the table inputs, or at 10000 points drawn from (-r, r)^d with r from the table box, else 1. Null when there
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
        Line(text, "");
        Line(text, "def matrix(rows):");
        Line(text, "    return torch.tensor(rows, dtype=torch.float64)");
        Line(text, "");
        Line(text, "networks = {  # leak and W_1, W_2, ..; the last row of each is the bias");
        foreach (WitnessNetwork network in networks)
        {
            Line(text, $"    {Quoted(network.Name)}: ({Number(network.Leak)}, [");
            foreach (WitnessMatrix weights in network.Weights)
            {
                Line(text, $"        matrix({Rows(weights)}),");
            }

            Line(text, "    ]),");
        }

        Line(text, "}");
        Inputs(text, material, teacher.Widths[0]);
        text.Append(Body.Replace("\r\n", "\n", StringComparison.Ordinal));
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
        if (material.Table("inputs") is { Rows: > 0 } stored && stored.Columns == inputs)
        {
            Line(text, $"x = matrix({Rows(stored)})");
            return;
        }

        string radius = material.Table("box") is { Entries: [var r] } ? Number(r) : "1";
        Line(text, "torch.manual_seed(0)");
        Line(
            text,
            $"x = {radius} * (2 * torch.rand({Points}, {WitnessNumbers.Digits(inputs)}, dtype=torch.float64) - 1)"
        );
    }

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

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
