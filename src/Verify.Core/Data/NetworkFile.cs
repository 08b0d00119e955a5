// Networks in npz files: keys W1..WL, each (fan_in+1) x fan_out with the bias row last. Other keys are left alone.

using System.Globalization;
using Verify.Core.Networks;

namespace Verify.Core.Data;

/// <summary>Reads a user's network.</summary>
public static class NetworkFile
{
    private const int KeysInMessage = 12;

    /// <summary>The network of a file.</summary>
    /// <param name="path">An npz archive.</param>
    /// <param name="leak">c in [0, 1): files do not hold it.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, has no W1 and W2, skips a layer or numbers them in another way, holds a matrix of the
    /// wrong rank or size, or a value that is not finite.
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
        List<int> numbers = [];
        foreach (string key in archive.Keys.Where(key => key.StartsWith('W')))
        {
            if (int.TryParse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                // W0 or W01: skipping them as other keys would drop layers of the user's network without a word.
                if (key[1] == '0')
                {
                    throw NotANetwork(
                        path,
                        $"it has {FileErrors.QuoteShort(key)}, but layers are W1, W2 and so on"
                    );
                }

                numbers.Add(number);
            }
        }

        int depth = numbers.DefaultIfEmpty().Max();
        if (depth < 2)
        {
            string found =
                archive.Keys.Count == 0
                    ? "none"
                    : string.Join(", ", archive.Keys.Take(KeysInMessage).Select(FileErrors.QuoteShort));
            throw NotANetwork(path, $"it needs the keys W1 and W2 at least (L >= 2), and has {found}");
        }

        for (int l = 1; l <= depth; l++)
        {
            if (!archive.Contains($"W{l}"))
            {
                throw NotANetwork(path, $"it has W{depth} but no W{l}");
            }
        }

        return depth;
    }

    private static InputException NotANetwork(string path, string reason) =>
        new ArraySource(path).Fail($"is not a network: {reason}");

    private static void RequireLayer(NdArray array, string path, int layer, int? below)
    {
        string shape = NdArray.Describe(array.Shape.AsSpan());
        ArraySource source = new(path, $"W{layer}");
        if (array.Rank != 2)
        {
            throw source.Fail($"has the shape {shape}; a weight matrix is (fan_in + 1) x fan_out");
        }

        if (array.Shape[0] < 2 || array.Shape[1] < 1)
        {
            throw source.Fail(
                $"has the shape {shape}; at least one input, the bias row and one output are needed"
            );
        }

        if (below is { } width && array.Shape[0] - 1 != width)
        {
            throw source.Fail(
                $"has {array.Shape[0]} rows, but W{layer - 1} has {width} columns, so {width + 1L} are needed"
            );
        }
    }
}
