// A golden file: values that an independent numpy implementation computed from the definitions alone.
// It reads; what is compared, and how closely, is in GoldenPasses.cs, GoldenMixtures.cs and GoldenCorrelationTests.cs.

using Verify.Core.Data;
using Verify.Core.Networks;

namespace Verify.Core.Tests.Golden;

internal sealed class GoldenFile
{
    private readonly IReadOnlyDictionary<string, NdArray> arrays;

    internal GoldenFile(string name)
    {
        Name = name;
        arrays = NpzReader.ReadAll(Path.Combine(Folder, name + ".npz"));
    }

    internal string Name { get; }

    /// <summary>Teacher and student have the same outputs up to rounding: every gradient is noise.</summary>
    internal bool IsEmbedding => Name is "two_layer_09" or "multi_layer_09";

    internal NdArray this[string key] => arrays[key];

    internal double Scalar(string key) => Assert.Single(arrays[key].Values.ToArray());

    internal NetworkPair Pair() => new(Network('T'), Network('S'));

    /// <summary>The values of an array N x C, C being all that follows the samples, as one block.</summary>
    internal double[] Values(string key) => arrays[key].Values.ToArray();

    /// <summary>The leading rows x columns of each sample's matrix; what is cut off has to be exactly zero.</summary>
    internal double[] Leading(string key, int rows, int columns)
    {
        NdArray array = arrays[key];
        int samples = array.Shape[0];
        double[] leading = new double[samples * rows * columns];
        for (int i = 0; i < samples; i++)
        {
            for (int r = 0; r < array.Shape[1]; r++)
            {
                for (int c = 0; c < array.Shape[2]; c++)
                {
                    double value = array.Values[(i * array.Shape[1] + r) * array.Shape[2] + c];
                    if (r < rows && c < columns)
                    {
                        leading[(i * rows + r) * columns + c] = value;
                    }
                    else
                    {
                        Assert.Equal(0, value);
                    }
                }
            }
        }

        return leading;
    }

    /// <summary>The names of the files that start with a prefix, in order.</summary>
    internal static string[] Names(string prefix) =>
        [
            .. Directory
                .GetFiles(Folder, prefix + "*.npz")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "golden");

    private Network Network(char who)
    {
        int depth = (int)Scalar("L");
        int[] widths = new int[depth + 1];
        List<double> weights = [];
        for (int l = 1; l <= depth; l++)
        {
            NdArray layer = arrays[$"{who}W{l}"];
            widths[l - 1] = layer.Shape[0] - 1;
            widths[l] = layer.Shape[1];
            weights.AddRange(layer.Values);
        }

        return new Network(new NetworkShape(widths), Scalar("c_leaky"), [.. weights]);
    }
}
