// What a small counterexample is made of, number by number, for the reports. The full store is WitnessFile.cs.

using System.Collections.Immutable;
using Verify.Claims.Generators;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Audit.Results;

/// <summary>
/// A matrix of exact numbers: short decimals, hexadecimal doubles, or NaN, Infinity and -Infinity, as in witness files.
/// </summary>
/// <param name="Name">What it is called: W1, W2, .. in a network; inputs, box, .. as a table.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Entries">Rows x Columns texts, row-major.</param>
public sealed record WitnessMatrix(string Name, int Rows, int Columns, ImmutableArray<string> Entries)
{
    /// <summary>The texts of a row.</summary>
    public ReadOnlySpan<string> Row(int row) => Entries.AsSpan(row * Columns, Columns);
}

/// <summary>A network of a counterexample.</summary>
/// <param name="Name">teacher, student, ..</param>
/// <param name="Widths">n_0 = d, n_1, .., n_L.</param>
/// <param name="Leak">The leak c, as exact text.</param>
/// <param name="Weights">W_1 .. W_L, each (n_{l-1} + 1) x n_l with the bias as its last row.</param>
public sealed record WitnessNetwork(
    string Name,
    ImmutableArray<int> Widths,
    string Leak,
    ImmutableArray<WitnessMatrix> Weights
);

/// <summary>The networks and tables of a counterexample that is small enough to be printed.</summary>
/// <param name="Networks">In stored order.</param>
/// <param name="Tables">In stored order.</param>
public sealed record WitnessMaterial(
    ImmutableArray<WitnessNetwork> Networks,
    ImmutableArray<WitnessMatrix> Tables
)
{
    /// <summary>The most weights and table entries that are printed: about a screen of matrices.</summary>
    public const int MostNumbers = 120;

    /// <summary>The table of a case whose claim speaks of given samples.</summary>
    public const string InputsName = "inputs";

    /// <summary>The most that is carried for a picture alone: networks of two inputs and a dataset in the plane.</summary>
    public const int MostDrawn = 2400;

    /// <summary>Whether the numbers are few enough to be printed.</summary>
    public bool IsPrintable =>
        Networks.Sum(network => network.Weights.Sum(matrix => matrix.Entries.Length))
            + Tables.Sum(table => table.Entries.Length)
        <= MostNumbers;

    /// <summary>The network of a name, or null.</summary>
    public WitnessNetwork? Network(string name) => Networks.FirstOrDefault(network => network.Name == name);

    /// <summary>The table of a name, or null.</summary>
    public WitnessMatrix? Table(string name) => Tables.FirstOrDefault(table => table.Name == name);

    /// <summary>
    /// The material as exact text; null when it holds nothing, or more than <see cref="MostNumbers"/> (more than
    /// <see cref="MostDrawn"/> when its table inputs has two columns, so that it can be drawn).
    /// </summary>
    public static WitnessMaterial? Of(Material material)
    {
        ArgumentNullException.ThrowIfNull(material);
        long numbers =
            material.Networks.Sum(entry => (long)entry.Item2.Shape.WeightCount)
            + material.Tables.Sum(entry => (long)entry.Item2.Rows * entry.Item2.Columns);
        bool isPlanar = material.Tables.Any(entry => entry.Item1 == "inputs" && entry.Item2.Columns == 2);
        return numbers == 0 || numbers > (isPlanar ? MostDrawn : MostNumbers)
            ? null
            : new(
                [.. material.Networks.Select(entry => Exact(entry.Item1, entry.Item2))],
                [
                    .. material.Tables.Select(entry =>
                        Exact(
                            entry.Item1,
                            new ReadOnlyMatrixView(entry.Item2.Values, entry.Item2.Rows, entry.Item2.Columns)
                        )
                    ),
                ]
            );
    }

    private static WitnessNetwork Exact(string name, Network network) =>
        new(
            name,
            network.Shape.Widths,
            WitnessFile.Text(network.Leak),
            [
                .. Enumerable
                    .Range(1, network.Shape.Depth)
                    .Select(layer => Exact($"W{layer}", network.Weights(layer))),
            ]
        );

    private static WitnessMatrix Exact(string name, ReadOnlyMatrixView matrix)
    {
        ImmutableArray<string>.Builder entries = ImmutableArray.CreateBuilder<string>();
        for (int row = 0; row < matrix.Rows; row++)
        {
            foreach (double value in matrix.Row(row))
            {
                entries.Add(WitnessFile.Text(value));
            }
        }

        return new(name, matrix.Rows, matrix.Columns, entries.DrainToImmutable());
    }
}
