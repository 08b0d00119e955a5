// `verify decompose`: the Lemma 1 decomposition of the user's own networks and data.

using System.CommandLine;
using Verify.Audit;
using Verify.Cli.Rendering;
using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;

namespace Verify.Cli.Commands;

/// <summary>The decompose verb.</summary>
internal static class DecomposeCommand
{
    internal static Command Create()
    {
        Option<string> teacher = Options.File("--teacher", "T.npz", "The teacher: W1..WL, bias row last.");
        Option<string> student = Options.File("--student", "S.npz", "The student: W1..WL, bias row last.");
        Option<string> data = Options.File("--data", "X.npy", "The inputs, N x d.");
        Option<string> output = Options.File(
            "--out",
            "F.npz",
            "Receives g, A, B, dW of every layer and residual."
        );
        Option<double> leak = Options.Leak();
        Command command = new("decompose", "Writes g_l, A_l, B_l, dW_l of every sample and layer (Lemma 1).")
        {
            teacher,
            student,
            data,
            output,
            leak,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(teacher)!,
                parsed.GetValue(student)!,
                parsed.GetValue(data)!,
                parsed.GetValue(output)!,
                parsed.GetValue(leak)
            )
        );
        return command;
    }

    private static int Run(string teacher, string student, string data, string output, double leak)
    {
        Network teacherNetwork = NetworkFile.Read(teacher, leak);
        Network studentNetwork = NetworkFile.Read(student, leak);
        NetworkPair pair;
        try
        {
            pair = new NetworkPair(teacherNetwork, studentNetwork);
        }
        catch (ArgumentException problem)
        {
            throw new InputException(
                $"'{teacher}' and '{student}' do not go together: {problem.Message}",
                problem
            );
        }

        NdArray inputs = InputsFile.Read(data, pair.Inputs);
        using Interruption interruption = new();
        IReadOnlyList<LayerSummary> layers = ProgressDisplay.Show(
            "Decomposing",
            report =>
                DecompositionFile.Write(
                    pair,
                    inputs.AsMatrix(),
                    output,
                    done => report("samples", done, inputs.Shape[0]),
                    interruption.Token
                )
        );
        DecompositionTable.Write(pair, layers, inputs.Shape[0], output);
        return layers.All(layer => layer.Tightness <= 1) ? ExitCodes.AsExpected : ExitCodes.Refuted;
    }
}
