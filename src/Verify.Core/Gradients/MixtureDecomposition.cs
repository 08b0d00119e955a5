// The Lemma 1 decomposition: V_l, V*_l, A_l, B_l for every sample and layer, streamed to a visitor.
// It never stores a matrix per sample: memory is one V, V*, A, B per layer, however many samples there are.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// V_L = V*_L = I, V_{l-1} = V_l D_l W_l^T, V*_{l-1} = V*_l D*_l W*_l^T, A_l = V_l^T V*_l, B_l = V_l^T V_l (theory.md,
/// section 2; W_l extended by a last column e_last, the constant's gate being 1).
/// </summary>
/// <remarks>
/// Two facts make it cheap. V has C rows, so A and B come from products of inner extent C instead of the recursion on
/// whole n_l x m_l matrices. And V_l depends on x only through the gates above layer l, so the layers form a tree: the
/// samples of a node are split by their gate pattern, and each V is computed once per pattern that occurs.
/// </remarks>
public sealed class MixtureDecomposition
{
    private readonly NetworkPair pair;
    private readonly double[][] studentFanOuts;
    private readonly double[][] teacherFanOuts;
    private readonly double[] a;
    private readonly double[] b;

    /// <summary>Buffers for one pair of networks, reusable over batches.</summary>
    public MixtureDecomposition(NetworkPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        this.pair = pair;
        NetworkShape student = pair.Student.Shape;
        NetworkShape teacher = pair.Teacher.Shape;
        studentFanOuts = FanOutBuffers(student);
        teacherFanOuts = FanOutBuffers(teacher);
        int largestA = 0;
        int largestB = 0;
        for (int l = 1; l <= pair.Depth; l++)
        {
            largestA = Math.Max(largestA, checked(student.Coordinates(l) * teacher.Coordinates(l)));
            largestB = Math.Max(largestB, checked(student.Coordinates(l) * student.Coordinates(l)));
        }

        a = new double[largestA];
        b = new double[largestB];
    }

    /// <summary>Visits the blocks of layers L, .., <paramref name="lowestLayer"/>, depth first.</summary>
    /// <param name="teacher">The teacher's pass over the batch.</param>
    /// <param name="student">The student's pass over the same batch.</param>
    /// <param name="visitor">Receives every block.</param>
    /// <param name="lowestLayer">The last layer of interest, 1..L.</param>
    /// <exception cref="ArgumentException">The passes are of other shapes or sample counts.</exception>
    public void Visit(ForwardPass teacher, ForwardPass student, IMixtureVisitor visitor, int lowestLayer = 1)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentOutOfRangeException.ThrowIfLessThan(lowestLayer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lowestLayer, pair.Depth);
        bool fits =
            teacher.Shape.Equals(pair.Teacher.Shape)
            && student.Shape.Equals(pair.Student.Shape)
            && teacher.Samples == student.Samples;
        if (!fits)
        {
            throw new ArgumentException(
                "The forward passes are not of this pair of networks over one batch."
            );
        }

        if (student.Samples == 0)
        {
            return;
        }

        int[] samples = new int[student.Samples];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = i;
        }

        SetIdentity(studentFanOuts[pair.Depth], pair.Outputs);
        SetIdentity(teacherFanOuts[pair.Depth], pair.Outputs);
        // V_l does not depend on the gates of layer l itself: the lowest layer is never split.
        GatePatterns patterns = new(teacher, student, lowestLayer + 1);
        Descend(new Walk(teacher, student, patterns, visitor, lowestLayer), pair.Depth, samples);
    }

    private void Descend(Walk walk, int layer, Span<int> samples)
    {
        Report(walk, layer, samples);
        if (layer == walk.LowestLayer)
        {
            return;
        }

        if (layer == pair.Depth)
        {
            // D_L = I and V_L = I: V_{L-1} is the transpose of W_L, without a rounding.
            Transpose(pair.Student.Weights(layer), studentFanOuts[layer - 1]);
            Transpose(pair.Teacher.Weights(layer), teacherFanOuts[layer - 1]);
            Descend(walk, layer - 1, samples);
            return;
        }

        // Stable: equal patterns keep their samples in ascending order, and groups come in order of appearance.
        ReadOnlySpan<int> patterns = walk.Patterns.At(layer);
        int[] keys = new int[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            keys[i] = patterns[samples[i]];
        }

        SortByPatternThenIndex(keys, samples);
        for (int start = 0; start < samples.Length; )
        {
            int end = start + 1;
            while (end < samples.Length && keys[end] == keys[start])
            {
                end++;
            }

            int representative = samples[start];
            StepDown(pair.Student, walk.Student.Gates(layer).Row(representative), layer, studentFanOuts);
            StepDown(pair.Teacher, walk.Teacher.Gates(layer).Row(representative), layer, teacherFanOuts);
            Descend(walk, layer - 1, samples[start..end]);
            start = end;
        }
    }

    private void Report(Walk walk, int layer, ReadOnlySpan<int> samples)
    {
        int n = pair.Student.Shape.Coordinates(layer);
        int m = pair.Teacher.Shape.Coordinates(layer);
        ReadOnlyMatrixView student = new(studentFanOuts[layer], pair.Outputs, n);
        ReadOnlyMatrixView teacher = new(teacherFanOuts[layer], pair.Outputs, m);
        MatrixView mixture = new(a, n, m);
        MatrixView overlap = new(b, n, n);
        MatrixProduct.MultiplyTransposedLeft(student, teacher, mixture);
        MatrixProduct.MultiplyTransposedLeft(student, student, overlap);
        walk.Visitor.Visit(
            new MixtureBlock
            {
                Layer = layer,
                Samples = samples,
                StudentFanOut = student,
                TeacherFanOut = teacher,
                A = mixture,
                B = overlap,
            }
        );
    }

    /// <summary>V_{l-1} = V_l D_l W_l^T, 1 &lt; l &lt; L, the constant's column added at the end.</summary>
    private static void StepDown(Network network, ReadOnlySpan<double> gate, int layer, double[][] fanOuts)
    {
        NetworkShape shape = network.Shape;
        int outputs = shape.Outputs;
        int width = shape.Width(layer);
        ReadOnlyMatrixView upper = new(fanOuts[layer], outputs, width + 1);
        MatrixView lower = new(fanOuts[layer - 1], outputs, shape.Coordinates(layer - 1));
        GatedProduct.MultiplyTransposedRight(upper.LeftColumns(width), gate, network.Weights(layer), lower);
        for (int c = 0; c < outputs; c++)
        {
            lower[c, lower.Columns - 1] += upper[c, width];
        }
    }

    private static void SortByPatternThenIndex(int[] keys, Span<int> samples)
    {
        Span<long> both = keys.Length <= 256 ? stackalloc long[keys.Length] : new long[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            both[i] = ((long)keys[i] << 32) | (uint)samples[i];
        }

        both.Sort();
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = (int)(both[i] >> 32);
            samples[i] = (int)both[i];
        }
    }

    private static void Transpose(ReadOnlyMatrixView source, Span<double> destination)
    {
        for (int i = 0; i < source.Rows; i++)
        {
            for (int j = 0; j < source.Columns; j++)
            {
                destination[j * source.Rows + i] = source[i, j];
            }
        }
    }

    private static void SetIdentity(Span<double> matrix, int size)
    {
        matrix.Clear();
        for (int i = 0; i < size; i++)
        {
            matrix[i * size + i] = 1;
        }
    }

    private static double[][] FanOutBuffers(NetworkShape shape)
    {
        double[][] buffers = new double[shape.Depth + 1][];
        for (int l = 1; l <= shape.Depth; l++)
        {
            buffers[l] = new double[checked(shape.Outputs * shape.Coordinates(l))];
        }

        return buffers;
    }

    private sealed record Walk(
        ForwardPass Teacher,
        ForwardPass Student,
        GatePatterns Patterns,
        IMixtureVisitor Visitor,
        int LowestLayer
    );
}
