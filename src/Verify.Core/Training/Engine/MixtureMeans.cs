// Means over samples of A_l = V_l^T V*_l and B_l = V_l^T V_l of every hidden layer, without a matrix per sample.
// The per-sample matrices themselves are Gradients/MixtureDecomposition.cs.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;

namespace Verify.Core.Training.Engine;

/// <summary>What is wanted of the means.</summary>
internal enum MixtureContent
{
    /// <summary>The diagonal of B.</summary>
    Diagonal,

    /// <summary>A, and the diagonal of B.</summary>
    Teachers,

    /// <summary>B.</summary>
    Students,

    /// <summary>A and B.</summary>
    All,
}

/// <summary>
/// <para>
/// V_{l-1} = V_l D_l W_l^T for a few samples at a time, C rows each. V_{L-1} = W_L^T is the same for all samples. A node
/// whose gate is 0 is left out of the product: with ReLU a sample's active rows of W_l^T are copied together once and all
/// C rows of its V_l pass by them. B_l = (1/N) sum of V_l^T V_l is one long product over all rows of all samples, of which
/// the upper half is computed and mirrored.
/// </para>
/// <para>Every output is a chain over its terms in order: the bits do not depend on the vector width.</para>
/// </summary>
internal sealed unsafe class MixtureMeans<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Samples whose rows enter a product together: 400 rows for C = 100.</summary>
    private const int Together = 4;

    private readonly SimdWidth width;
    private readonly MixtureContent content;
    private readonly NetworkStep<T> teacher;
    private readonly NetworkStep<T> student;
    private readonly Recursion teacherRows;
    private readonly Recursion studentRows;
    private readonly AlignedArray<T>[] a;
    private readonly AlignedArray<T>[] b;
    private readonly AlignedArray<T>[] squares;
    private readonly AlignedArray<T> blockSquares;
    private int samples;

    internal MixtureMeans(
        TrainedNetwork<T> teacher,
        TrainedNetwork<T> student,
        MixtureContent content,
        bool hasBias,
        SimdWidth width
    )
    {
        this.width = width;
        this.content = content;
        this.teacher = new NetworkStep<T>(teacher, NetworkStep<T>.LargestBlock, hasBias, width);
        this.student = new NetworkStep<T>(student, NetworkStep<T>.LargestBlock, hasBias, width);
        teacherRows = new Recursion(this.teacher, width);
        studentRows = new Recursion(this.student, width);
        int depth = student.Shape.Depth;
        a = new AlignedArray<T>[depth];
        b = new AlignedArray<T>[depth];
        squares = new AlignedArray<T>[depth];
        int longest = 0;
        for (int l = 1; l < depth; l++)
        {
            long n = student.Shape.Width(l) + 1;
            longest = Math.Max(longest, student.ActivationStride(l));
            a[l] = new AlignedArray<T>(HasTeachers ? n * teacher.ActivationStride(l) : 0);
            b[l] = new AlignedArray<T>(HasDiagonalOnly ? 0 : n * student.ActivationStride(l));
            squares[l] = new AlignedArray<T>(student.ActivationStride(l));
        }

        blockSquares = new AlignedArray<T>(longest);
    }

    /// <summary>Takes the means over the first <paramref name="count"/> samples of a set.</summary>
    internal void Run(SampleSet<T> data, int count)
    {
        samples = Math.Min(count, data.Samples);
        int depth = student.Network.Shape.Depth;
        studentRows.TurnTop();
        teacherRows.TurnTop();
        for (int first = 0; first < samples; first += student.Capacity)
        {
            int block = Math.Min(student.Capacity, samples - first);
            student.LoadInputs(data, first, block);
            student.Forward();
            if (HasTeachers)
            {
                teacher.ShareInputs(student);
                teacher.Forward();
            }

            for (int i = 0; i < block && depth > 2; i += Together)
            {
                int together = Math.Min(Together, block - i);
                studentRows.Descend(i, together);
                if (HasTeachers)
                {
                    teacherRows.Descend(i, together);
                }

                for (int l = depth - 2; l >= 1; l--)
                {
                    Accumulate(
                        l,
                        studentRows.Rows(l),
                        teacherRows.Rows(l),
                        together * student.Network.Shape.Outputs,
                        first + i > 0
                    );
                }
            }
        }

        Accumulate(
            depth - 1,
            studentRows.Top,
            teacherRows.Top,
            student.Network.Shape.Outputs,
            accumulate: false
        );
        GC.KeepAlive(this);
    }

    /// <summary>E beta_kk, k = 1..n_l.</summary>
    internal double[] Diagonal(int layer)
    {
        double[] result = new double[student.Network.Shape.Width(layer)];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] =
                double.CreateTruncating(
                    HasDiagonalOnly
                        ? squares[layer].Span[k]
                        : b[layer].Span[k * student.Network.ActivationStride(layer) + k]
                ) / Count(layer);
        }

        return result;
    }

    /// <summary>E A_l, (n_l + 1) x (m_l + 1), the constants last.</summary>
    internal double[] TeacherMixture(int layer) =>
        Matrix(
            a[layer],
            layer,
            teacher.Network.Shape.Width(layer) + 1,
            teacher.Network.ActivationStride(layer),
            false
        );

    /// <summary>E B_l, (n_l + 1) x (n_l + 1).</summary>
    internal double[] StudentMixture(int layer) =>
        Matrix(
            b[layer],
            layer,
            student.Network.Shape.Width(layer) + 1,
            student.Network.ActivationStride(layer),
            true
        );

    private bool HasTeachers => content is MixtureContent.All or MixtureContent.Teachers;

    private bool HasDiagonalOnly => content is MixtureContent.Diagonal or MixtureContent.Teachers;

    /// <summary>By how many samples the sums of a layer are to be divided: the highest hidden layer has one for all.</summary>
    private int Count(int layer) => layer == student.Network.Shape.Depth - 1 ? 1 : samples;

    private double[] Matrix(AlignedArray<T> sums, int layer, int columns, int stride, bool isUpper)
    {
        int rows = student.Network.Shape.Width(layer) + 1;
        double[] result = new double[checked(rows * columns)];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int at = isUpper && j < i ? j * stride + i : i * stride + j;
                result[i * columns + j] = double.CreateTruncating(sums.Span[at]) / Count(layer);
            }
        }

        return result;
    }

    private void Accumulate(int layer, T* studentV, T* teacherV, int rows, bool accumulate)
    {
        int n = student.Network.Shape.Width(layer) + 1;
        int stride = student.Network.ActivationStride(layer);
        PanelOperands<T> operands = new()
        {
            A = studentV,
            ARow = 1,
            AStep = stride,
            Inner = rows,
            Load = accumulate,
        };
        if (HasDiagonalOnly)
        {
            ColumnSquares<T>.Run(width, studentV, stride, rows, n, blockSquares.Pointer);
            Span<T> total = squares[layer].Span;
            for (int k = 0; k < n; k++)
            {
                total[k] = accumulate ? total[k] + blockSquares.Span[k] : blockSquares.Span[k];
            }
        }
        else
        {
            operands.B = studentV;
            operands.BStep = stride;
            operands.C = b[layer].Pointer;
            operands.CRow = stride;
            PanelProduct<T, StoreEnd<T>>.Run(width, operands, n, n, default, upperOnly: true);
        }

        if (HasTeachers)
        {
            operands.B = teacherV;
            operands.BStep = teacher.Network.ActivationStride(layer);
            operands.C = a[layer].Pointer;
            operands.CRow = operands.BStep;
            PanelProduct<T, StoreEnd<T>>.Run(
                width,
                operands,
                n,
                teacher.Network.Shape.Width(layer) + 1,
                default
            );
        }
    }

    /// <summary>V of one network for a few samples, layer by layer.</summary>
    private sealed class Recursion
    {
        private readonly NetworkStep<T> step;
        private readonly SimdWidth width;
        private readonly AlignedArray<T>[] rows;
        private readonly AlignedArray<T> top;
        private readonly AlignedArray<T> gated;
        private readonly AlignedArray<T> chosen;

        internal Recursion(NetworkStep<T> step, SimdWidth width)
        {
            this.step = step;
            this.width = width;
            NetworkShape shape = step.Network.Shape;
            rows = new AlignedArray<T>[shape.Depth];
            long largest = 0;
            int widest = 0;
            for (int l = 1; l < shape.Depth; l++)
            {
                rows[l] = new AlignedArray<T>(
                    l == shape.Depth - 1
                        ? 0
                        : (long)Together * shape.Outputs * step.Network.ActivationStride(l)
                );
                widest = Math.Max(widest, shape.Width(l));
                largest = l > 1 ? Math.Max(largest, step.Network.Memory(l).Length) : largest;
            }

            top = new AlignedArray<T>((long)shape.Outputs * step.Network.ActivationStride(shape.Depth - 1));
            gated = new AlignedArray<T>((long)shape.Outputs * widest);
            chosen = new AlignedArray<T>(largest);
        }

        /// <summary>V_{L-1} = W_L^T, C rows, the same for all samples; valid after <see cref="TurnTop"/>.</summary>
        internal T* Top => top.Pointer;

        /// <summary>Takes V_{L-1} from the weights as they are now.</summary>
        internal void TurnTop()
        {
            TrainedNetwork<T> network = step.Network;
            int depth = network.Shape.Depth;
            Transposition.Run(
                network.Weights(depth),
                network.Stride(depth),
                null,
                network.Rows(depth),
                network.Shape.Outputs,
                top.Pointer,
                network.ActivationStride(depth - 1)
            );
        }

        /// <summary>V_l, C rows per sample, with the stride of f_l's rows; for l &lt; L-1.</summary>
        internal T* Rows(int layer) => rows[layer].Pointer;

        /// <summary>V_{L-2} .. V_1 of samples first .. first+count-1 of the step's block.</summary>
        internal void Descend(int first, int count)
        {
            TrainedNetwork<T> network = step.Network;
            int outputs = network.Shape.Outputs;
            for (int l = network.Shape.Depth - 1; l > 1; l--)
            {
                int above = network.ActivationStride(l);
                int below = network.Stride(l); // of W_l^T and of the rows of V_{l-1} alike
                for (int s = 0; s < count; s++)
                {
                    // V_{L-1} = W_L^T whatever the sample.
                    T* v = l == network.Shape.Depth - 1 ? Top : rows[l].Pointer + (nint)s * outputs * above;
                    Sample(l, first + s, v, above, rows[l - 1].Pointer + (nint)s * outputs * below, below);
                }
            }
        }

        private void Sample(int layer, int sample, T* v, int above, T* destination, int below)
        {
            TrainedNetwork<T> network = step.Network;
            int outputs = network.Shape.Outputs;
            int nodes = network.Shape.Width(layer);
            int inputs = network.Shape.Width(layer - 1);
            T* z = step.PreActivations(layer) + sample;
            bool skips = network.Leak == T.Zero;
            int count = 0;
            for (int k = 0; k < nodes; k++)
            {
                bool isActive = z[(nint)k * step.Lanes] >= T.Zero;
                if (!isActive && skips)
                {
                    continue;
                }

                T gate = isActive ? T.One : network.Leak;
                T* target = gated.Pointer + count;
                T* source = v + k;
                for (int c = 0; c < outputs; c++)
                {
                    target[(nint)c * nodes] = *source * gate;
                    source += above;
                }

                if (skips)
                {
                    Unsafe.CopyBlock(
                        chosen.Pointer + (nint)count * below,
                        network.Weights(layer) + (nint)k * below,
                        (uint)(below * sizeof(T))
                    );
                }

                count++;
            }

            PanelOperands<T> operands = new()
            {
                A = gated.Pointer,
                ARow = nodes,
                AStep = 1,
                B = skips ? chosen.Pointer : network.Weights(layer),
                BStep = below,
                C = destination,
                CRow = below,
                Inner = count,
            };
            PanelProduct<T, StoreEnd<T>>.Run(width, operands, outputs, inputs + 1, default);
            for (int c = 0; c < outputs; c++)
            {
                // The constant feeds on the constant above: the last column of the augmented W_l.
                destination[(nint)c * below + inputs] += v[(nint)c * above + nodes];
            }
        }
    }
}
