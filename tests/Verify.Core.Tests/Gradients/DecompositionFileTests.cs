// The decomposition file: its arrays, its values against golden ones, blocks, and that nothing is left of a failure.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Tests.Data;
using Verify.Core.Tests.Golden;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class DecompositionFileTests
{
    public static TheoryData<string> GoldenFiles() => GoldenGradientTests.Files();

    [Fact]
    public void Write_ThreeLayers_HasTheKeysShapesAndDtypeOfItsDescription()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(4, [3, 5, 6, 2], [3, 7, 4, 2]);
        string path = scratch.PathOf("out.npz");
        Write(drawn, path);
        IReadOnlyDictionary<string, NdArray> arrays = NpzReader.ReadAll(path);
        Assert.Equal(
            new Dictionary<string, int[]>
            {
                ["A1"] = [4, 8, 6],
                ["A2"] = [4, 5, 7],
                ["A3"] = [4, 2, 2],
                ["B1"] = [4, 8, 8],
                ["B2"] = [4, 5, 5],
                ["B3"] = [4, 2, 2],
                ["dW1"] = [4, 7],
                ["dW2"] = [8, 4],
                ["dW3"] = [5, 2],
                ["g1"] = [4, 7],
                ["g2"] = [4, 4],
                ["g3"] = [4, 2],
                ["residual"] = [3],
            },
            arrays
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Key, pair => pair.Value.Shape.ToArray())
        );
        Assert.All(arrays.Values, array => Assert.False(array.IsSingle));
        Assert.Equal(["out.npz"], scratch.Names());
    }

    /// <summary>What is written is bitwise what the passes compute, whose distance from the golden values is bounded.</summary>
    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void Write_GoldenNetworks_ValuesLieWithinTheBoundsOfTheGoldenOnes(string name)
    {
        using Scratch scratch = new();
        GoldenPasses passes = new(new GoldenFile(name));
        string path = scratch.PathOf("out.npz");
        IReadOnlyList<LayerSummary> summaries = DecompositionFile.Write(
            passes.Pair,
            passes.File["X"].AsMatrix(),
            path,
            null,
            TestContext.Current.CancellationToken
        );
        IReadOnlyDictionary<string, NdArray> written = NpzReader.ReadAll(path);
        int compared = 0;
        foreach (Comparison comparison in passes.Comparisons().Concat(GoldenMixtures.Comparisons(passes)))
        {
            string key = comparison.What.Replace("DW", "dW").Replace('G', 'g');
            if (written.TryGetValue(key, out NdArray? array))
            {
                AssertSameBits(comparison.Ours, array.Values, key);
                (comparison with { Ours = array.Values.ToArray() }).AssertClose();
                compared++;
            }
        }

        Assert.Equal(4 * passes.Pair.Depth, compared);
        Assert.Equal(Enumerable.Range(1, passes.Pair.Depth), summaries.Select(layer => layer.Layer));
        Assert.All(summaries, layer => Assert.InRange(layer.Tightness, 0, 1));
        AssertSameBits(
            summaries.Select(layer => layer.Residual).ToArray(),
            written["residual"].Values,
            "residual"
        );
    }

    /// <summary>2500 samples are three blocks (1024, 1024, 452), one of them ragged.</summary>
    [Fact]
    public void Write_SeveralBlocks_GivesTheBitsOfOne()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(2500, [2, 3, 4, 2], [2, 4, 3, 2]);
        string path = scratch.PathOf("out.npz");
        List<int> done = [];
        IReadOnlyList<LayerSummary> summaries = Write(drawn, path, done.Add);
        Assert.Equal([1024, 2048, 2500], done);

        IReadOnlyDictionary<string, NdArray> written = NpzReader.ReadAll(path);
        MixtureCollector mixtures = MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student);
        Lemma1Residual residual = Lemma1Residual.Compute(
            drawn.Pair,
            drawn.Teacher,
            drawn.Student,
            drawn.Backward
        );
        for (int l = 1; l <= 3; l++)
        {
            AssertSameBits(drawn.Backward.Gradients(l).Data, written[$"g{l}"].Values, $"g{l}");
            AssertSameBits(mixtures.A(l), written[$"A{l}"].Values, $"A{l}");
            AssertSameBits(mixtures.B(l), written[$"B{l}"].Values, $"B{l}");
            NetworkShape shape = drawn.Pair.Student.Shape;
            double[] update = new double[shape.WeightLength(l)];
            drawn.Backward.WeightUpdate(
                drawn.Student,
                l,
                new MatrixView(update, shape.Width(l - 1) + 1, shape.Width(l))
            );
            AssertSameBits(update, written[$"dW{l}"].Values, $"dW{l}");
            AssertSameBits(residual.Largest(l), written["residual"].Values[l - 1], $"residual of {l}");
            Assert.InRange(summaries[l - 1].Patterns, l == 1 ? 4 : 3, 3 * 128);
        }

        // The top two layers are one block each time.
        Assert.Equal((3L, 3L), (summaries[1].Patterns, summaries[2].Patterns));
    }

    [Fact]
    public void Write_StridedInputs_ReadsTheRows()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(5, [3, 4, 2], [3, 6, 2]);
        double[] memory = Strided(drawn.Inputs.Data.ToArray(), 5, 3, 7);
        string path = scratch.PathOf("out.npz");
        DecompositionFile.Write(
            drawn.Pair,
            new ReadOnlyMatrixView(memory, 5, 3, 7),
            path,
            null,
            TestContext.Current.CancellationToken
        );
        AssertSameBits(drawn.Backward.Gradients(1).Data, NpzReader.ReadAll(path)["g1"].Values, "g1");
    }

    [Fact]
    public void Write_InputsThatDoNotFit_ThrowsAndLeavesNothing()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(4, [3, 4, 2], [3, 6, 2]);
        string path = scratch.PathOf("out.npz");
        foreach ((int rows, int columns) in new[] { (4, 2), (3, 4), (0, 3) })
        {
            Assert.Throws<ArgumentException>(() =>
                DecompositionFile.Write(
                    drawn.Pair,
                    new ReadOnlyMatrixView(new double[12], rows, columns),
                    path,
                    null,
                    CancellationToken.None
                )
            );
        }

        Assert.Empty(scratch.Names());
    }

    [Fact]
    public void Write_CancelledBetweenBlocks_LeavesNothing()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(1500, [2, 3, 2], [2, 4, 2]);
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() =>
            DecompositionFile.Write(
                drawn.Pair,
                drawn.Inputs,
                scratch.PathOf("out.npz"),
                _ => source.Cancel(),
                source.Token
            )
        );
        Assert.Empty(scratch.Names());
    }

    [Fact]
    public void Write_CancelledWhileReplacing_KeepsTheOldFile()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        string path = scratch.Put("out.npz", [1, 2, 3]);
        Assert.Throws<OperationCanceledException>(() =>
            DecompositionFile.Write(drawn.Pair, drawn.Inputs, path, null, new CancellationToken(true))
        );
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["out.npz"], scratch.Names());
    }

    /// <summary>Overflow of g, of A alone (g and f stay small) and of the bound alone (a zero hides the 1e160).</summary>
    [Theory]
    [InlineData(new[] { 1e200, 0, 1, 0, 1e200, 0 }, 1.0, "g1")]
    [InlineData(new[] { 1, 0, 1e80, 0, 1e80, 0 }, 1e-300, "A1")]
    [InlineData(new[] { 1, 0, 1e160, 0, 0, 1 }, 1.0, "rounding bound")]
    public void Write_NumbersLeaveTheRange_RefusesAndLeavesNothing(double[] weights, double x, string what)
    {
        using Scratch scratch = new();
        Network teacher = new(new NetworkShape(1, 1, 1, 1), 0, weights);
        NetworkPair pair = new(teacher, teacher.WithWeight(1, 0, 0, 2 * weights[0]));
        GradientCase drawn = new(pair, [x]);
        InputException refusal = Assert.Throws<InputException>(() => Write(drawn, scratch.PathOf("out.npz")));
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Scratch.AssertOneSentence(refusal.Message);
        Assert.Empty(scratch.Names());
    }

    /// <summary>A of 50001 x 50001 is more than an array can hold: a sentence, and no OverflowException.</summary>
    [Fact]
    public void Write_NetworksTooWide_RefusesAndLeavesNothing()
    {
        using Scratch scratch = new();
        NetworkShape shape = new(1, 50_000, 1);
        Network network = new(shape, 0, new double[shape.WeightCount]);
        InputException refusal = Assert.Throws<InputException>(() =>
            Write(new GradientCase(new NetworkPair(network, network), [1]), scratch.PathOf("out.npz"))
        );
        Assert.Contains("too wide", refusal.Message, StringComparison.Ordinal);
        Scratch.AssertOneSentence(refusal.Message);
        Assert.Empty(scratch.Names());
    }

    [Fact]
    public void Write_PathThatCannotBeWritten_IsRefused()
    {
        using Scratch scratch = new();
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        string missing = Path.Combine(scratch.Folder, "missing", "out.npz");
        Scratch.Refused(missing, () => Write(drawn, missing), "cannot be written");
        Scratch.Refused(scratch.Folder, () => Write(drawn, scratch.Folder), "directory");
        Assert.Empty(scratch.Names());
    }

    private static IReadOnlyList<LayerSummary> Write(
        GradientCase drawn,
        string path,
        Action<int>? progress = null
    ) => DecompositionFile.Write(drawn.Pair, drawn.Inputs, path, progress, CancellationToken.None);
}
