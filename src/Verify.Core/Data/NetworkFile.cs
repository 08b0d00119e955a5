// Networks in npz files: keys W1..WL, each (fan_in+1) x fan_out with the bias row last. Other keys are left alone.

using System.Globalization;
using Verify.Core.Networks;

namespace Verify.Core.Data;

/// <summary>Reads a user's network.</summary>
public static class NetworkFile
{
    /// <summary>The network of a file.</summary>
    /// <param name="path">An npz archive.</param>
    /// <param name="leak">c in [0, 1): files do not hold it.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, has no W1 and W2, skips a layer, holds a matrix of the wrong rank or size, or a value
    /// that is not finite.
    /// </exception>
    public static Network Read(string path, double leak)
    {
        using NpzReader archive = new(path);
        int depth = LayerCount(archive, path);
        int[] widths = new int[depth + 1];
        double[][] layers = new double[depth][];
        for (int l = 1; l <= depth; l++)
        {
            NdArray array = archive.Read($"W{l}");
            RequireLayer(array, path, l, l == 1 ? null : widths[l - 1]);
            FiniteCheck.RequireFinite(array, path, array.Name);
            widths[l - 1] = array.Shape[0] - 1;
            widths[l] = array.Shape[1];
            layers[l - 1] = array.Values.ToArray();
        }

        try
        {
            return new Network(new NetworkShape(widths), leak, layers.SelectMany(layer => layer).ToArray());
        }
        catch (ArgumentException problem)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} is not a network: {problem.Message}",
                problem
            );
        }
    }

    private static int LayerCount(NpzReader archive, string path)
    {
        List<int> numbers =
        [
            .. archive
                .Keys.Where(key => key.Length > 1 && key[0] == 'W')
                .Select(key =>
                    int.TryParse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int l)
                        ? l
                        : -1
                )
                .Where(l => l >= 0),
        ];
        string found =
            archive.Keys.Count == 0
                ? "none"
                : string.Join(", ", archive.Keys.Take(12).Select(FileErrors.QuoteShort));
        int depth = numbers.Count == 0 ? 0 : numbers.Max();
        if (depth < 2)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} is not a network: it needs the keys W1 and W2 at least (L >= 2), and has {found}."
            );
        }

        for (int l = 1; l <= depth; l++)
        {
            if (!archive.Contains($"W{l}"))
            {
                throw new InputException(
                    $"{FileErrors.Quote(path)} is not a network: it has W{depth} but no W{l}."
                );
            }
        }

        return depth;
    }

    private static void RequireLayer(NdArray array, string path, int layer, int? below)
    {
        string shape = NdArray.Describe(array.Shape.AsSpan());
        if (array.Rank != 2)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)}: W{layer} has the shape {shape}; a weight matrix is (fan_in + 1) x fan_out."
            );
        }

        if (array.Shape[0] < 2 || array.Shape[1] < 1)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)}: W{layer} has the shape {shape}; at least one input, the bias row and one output are needed."
            );
        }

        if (below is { } width && array.Shape[0] != width + 1)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)}: W{layer} has {array.Shape[0]} rows, but W{layer - 1} has {width} columns, so {width + 1} are needed."
            );
        }
    }
}
