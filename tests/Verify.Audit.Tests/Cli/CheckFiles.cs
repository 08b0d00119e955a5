// Teachers, students and data for `verify check`: students are moved copies of their teachers, so the gradients are small.

using Verify.Core.Numerics;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

/// <summary>Files t.npz, s.npz and x.npy of a folder.</summary>
internal static class CheckFiles
{
    internal const int Teachers = 3;
    private const int Outputs = 2;

    internal static readonly string[] Arguments =
    [
        "check",
        "--teacher",
        "t.npz",
        "--student",
        "s.npz",
        "--data",
        "x.npy",
    ];

    internal static readonly string[] DatasetOnly = ["check", "--teacher", "t.npz", "--data", "x.npy"];

    /// <summary>Teachers, a moved copy of each from <paramref name="firstCopy"/> on, and an idle student.</summary>
    internal static WorkFolder Put(
        int inputs = 3,
        int samples = 12_000,
        int firstCopy = 0,
        double noise = 1e-3
    )
    {
        CounterRandom random = new(4);
        double[,] first = Gaussian(inputs + 1, Teachers, random);
        double[,] second = Gaussian(Teachers + 1, Outputs, random);
        int students = Teachers - firstCopy + 1;
        double[,] copyFirst = Gaussian(inputs + 1, students, random);
        double[,] copySecond = new double[students + 1, Outputs];
        for (int k = 0; k < students; k++)
        {
            int j = k + firstCopy;
            for (int u = 0; j < Teachers && u <= inputs; u++)
            {
                copyFirst[u, k] = first[u, j] + noise * random.NextGaussian();
            }

            for (int o = 0; o < Outputs; o++)
            {
                copySecond[k, o] = j < Teachers ? second[j, o] : 1e-6 * (o + 1);
            }
        }

        for (int o = 0; o < Outputs; o++)
        {
            copySecond[students, o] = second[Teachers, o];
        }

        WorkFolder folder = new();
        folder.Put("t.npz", Npz(("W1", Npy(first)), ("W2", Npy(second))));
        folder.Put("s.npz", Npz(("W1", Npy(copyFirst)), ("W2", Npy(copySecond))));
        folder.Put("x.npy", Npy(Samples(samples, inputs)));
        return folder;
    }

    internal static double[,] Samples(int samples, int inputs) =>
        Gaussian(samples, inputs, new CounterRandom(5));

    private static double[,] Gaussian(int rows, int columns, CounterRandom random)
    {
        double[,] values = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[i, j] = random.NextGaussian();
            }
        }

        return values;
    }
}
