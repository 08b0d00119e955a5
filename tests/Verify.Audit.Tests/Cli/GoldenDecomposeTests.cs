// `verify decompose` on the golden files, converted to the layout that it reads: the arrays of an independent
// implementation, under the right keys and of the right shapes, within derived rounding bounds.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Audit.Tests.Cli;

public sealed class GoldenDecomposeTests
{
    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .GetFiles(s_golden, "*_layer_*.npz")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    /// <remarks>
    /// The bound. Both sides evaluate the same exact expression with the same gates (no pre-activation of these files is
    /// nearer to 0 than 1e-4), each with at most k roundings on a path (RoundingCounts), so they differ by at most
    /// 2 gamma_k times the sum over absolute values. That sum is at most what the same passes give for |W|, |x| and all
    /// gates 1: those are the passes over the networks of absolute weights, whose pre-activations are not negative.
    /// For dW, a mean of N products of f (k_f) and g (k_g): k = k_f + k_g + N + 2. The slack covers the roundings in the
    /// magnitudes themselves.
    /// </remarks>
    private const double Slack = 1 + 1.0 / (1 << 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decompose_GoldenFile_YieldsItsArrays(string name)
    {
        using WorkFolder folder = new();
        IReadOnlyDictionary<string, NdArray> golden = NpzReader.ReadAll(
            Path.Combine(s_golden, name + ".npz")
        );
        int depth = (int)golden["L"].Values[0];
        string leak = golden["c_leaky"]
            .Values[0]
            .ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Put(folder, "t.npz", golden, 'T', depth);
        Put(folder, "s.npz", golden, 'S', depth);
        NpyWriter.Write(folder.PathOf("x.npy"), golden["X"]);
        ProcessResult result = VerifyProcess.Run(folder, [.. BadDataTests.Decompose(), "--leak", leak]);
        Assert.Equal(0, result.ExitCode);

        IReadOnlyDictionary<string, NdArray> found = NpzReader.ReadAll(folder.PathOf("f.npz"));
        Magnitudes magnitudes = new(folder, golden["X"]);
        RoundingCounts counts = new(magnitudes.Pair);
        Assert.Equal(4 * depth + 1, found.Count);
        Assert.Equal([depth], found["residual"].Shape);
        for (int l = 1; l <= depth; l++)
        {
            long g = counts.Gradient(l);
            long f = RoundingCounts.Activation(magnitudes.Pair.Student.Shape, l - 1);
            int samples = golden["X"].Shape[0];
            AssertClose(golden[$"G{l}"], found[$"g{l}"], magnitudes.Gradients(l), g);
            AssertClose(golden[$"DW{l}"], found[$"dW{l}"], magnitudes.Updates(l), f + g + samples + 2);
            AssertClose(
                golden[$"A{l}"],
                found[$"A{l}"],
                magnitudes.Decomposed[$"A{l}"],
                counts.TeacherMixture(l)
            );
            AssertClose(
                golden[$"B{l}"],
                found[$"B{l}"],
                magnitudes.Decomposed[$"B{l}"],
                counts.StudentMixture(l)
            );
        }
    }

    internal static void Put(
        WorkFolder folder,
        string file,
        IReadOnlyDictionary<string, NdArray> golden,
        char who,
        int depth
    ) =>
        NpzWriter.Write(
            folder.PathOf(file),
            archive =>
            {
                for (int l = 1; l <= depth; l++)
                {
                    NdArray weights = golden[$"{who}W{l}"];
                    archive.Add($"W{l}", weights.Values, weights.Shape.AsSpan());
                }
            }
        );

    /// <summary>Entry by entry; where the golden array has a constant's row and column at the top, they are zero.</summary>
    private static void AssertClose(NdArray golden, NdArray found, NdArray magnitudes, long roundings)
    {
        Assert.Equal(found.Shape, magnitudes.Shape);
        Assert.Equal(golden.Rank, found.Rank);
        double factor = Slack * 2 * RoundingError.Gamma(roundings);
        int[] index = new int[golden.Rank];
        for (int i = 0; i < golden.Count; i++)
        {
            int rest = i;
            int at = 0;
            bool inside = true;
            for (int axis = golden.Rank - 1, stride = 1; axis >= 0; axis--)
            {
                (rest, index[axis]) = Math.DivRem(rest, golden.Shape[axis]);
                inside &= index[axis] < found.Shape[axis];
                at += index[axis] * stride;
                stride *= found.Shape[axis];
            }

            double difference = inside ? golden.Values[i] - found.Values[at] : golden.Values[i];
            double allowed = inside ? factor * magnitudes.Values[at] : 0;
            Assert.True(
                Math.Abs(difference) <= allowed,
                $"[{string.Join(", ", index)}]: {difference:R} > {allowed:R}"
            );
        }
    }

    /// <summary>The sums over absolute values that the bounds are relative to.</summary>
    private sealed class Magnitudes
    {
        private readonly ForwardPass _student;
        private readonly BackwardPass _backward;

        internal Magnitudes(WorkFolder folder, NdArray inputs)
        {
            Pair = new NetworkPair(
                Absolute(NetworkFile.Read(folder.PathOf("t.npz"), leak: 0)),
                Absolute(NetworkFile.Read(folder.PathOf("s.npz"), leak: 0))
            );
            double[] absolute = [.. inputs.Values.ToArray().Select(Math.Abs)];
            ReadOnlyMatrixView x = new(absolute, inputs.Shape[0], inputs.Shape[1]);
            DecompositionFile.Write(Pair, x, folder.PathOf("magnitudes.npz"), null, CancellationToken.None);
            Decomposed = NpzReader.ReadAll(folder.PathOf("magnitudes.npz"));

            // The backward pass starts from target - f; the target |f*| + 2 |f| makes that |f*| + |f|.
            _student = ForwardPass.Over(Pair.Student, x);
            ForwardPass teacher = ForwardPass.Over(Pair.Teacher, x);
            double[] target = teacher.Outputs.Data.ToArray();
            for (int i = 0; i < target.Length; i++)
            {
                target[i] += 2 * _student.Outputs.Data[i];
            }

            ReadOnlyMatrixView targets = new(target, inputs.Shape[0], Pair.Outputs);
            _backward = BackwardPass.Over(Pair.Student, _student, targets);
        }

        internal NetworkPair Pair { get; }

        internal IReadOnlyDictionary<string, NdArray> Decomposed { get; }

        internal NdArray Gradients(int layer)
        {
            ReadOnlyMatrixView gradients = _backward.Gradients(layer);
            return new NdArray(gradients.Data.ToArray(), [gradients.Rows, gradients.Columns]);
        }

        internal NdArray Updates(int layer)
        {
            NetworkShape shape = Pair.Student.Shape;
            (int rows, int columns) = (shape.Width(layer - 1) + 1, shape.Width(layer));
            double[] update = new double[rows * columns];
            _backward.WeightUpdate(_student, layer, new MatrixView(update, rows, columns));
            return new NdArray(update, [rows, columns]);
        }

        private static Network Absolute(Network network) =>
            network.WithWeights([.. network.AllWeights.ToArray().Select(Math.Abs)]);
    }
}
