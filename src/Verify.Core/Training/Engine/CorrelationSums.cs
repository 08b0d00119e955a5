// Correlations, observation counts and coverage of one hidden layer of teacher and student, in one pass over blocks of
// samples. Not the two-pass form of Kernels/Statistics.cs: activations are not kept.

using System.Numerics;
using Verify.Core.Kernels;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Training.Engine;

/// <summary>
/// Every node is shifted by its mean over the first block, so that the sums of shifted values lose no digits to a mean
/// far from zero; a node that is constant shifts to zeros exactly or to within the rounding of that mean. Blocks are
/// summed in <typeparamref name="T"/>, blocks of blocks in double.
/// </summary>
internal sealed unsafe class CorrelationSums<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int layer;
    private readonly int teachers;
    private readonly int students;
    private readonly SimdWidth width;
    private readonly Side teacher;
    private readonly Side student;
    private readonly AlignedArray<T> products;
    private readonly int productStride;
    private readonly double[] totals;
    private readonly int[] both;
    private int samples;

    internal CorrelationSums(NetworkStep<T> teacher, NetworkStep<T> student, int layer, SimdWidth width)
    {
        this.layer = layer;
        this.width = width;
        teachers = teacher.Network.Shape.Width(layer);
        students = student.Network.Shape.Width(layer);
        this.teacher = new Side(teacher, layer);
        this.student = new Side(student, layer);
        productStride = student.Network.ActivationStride(layer);
        products = new AlignedArray<T>((long)teachers * productStride);
        totals = new double[teachers * students];
        both = new int[teachers * students];
    }

    /// <summary>Forgets all samples.</summary>
    internal void Clear()
    {
        samples = 0;
        Array.Clear(totals);
        Array.Clear(both);
        teacher.Clear();
        student.Clear();
    }

    /// <summary>Takes up the block that both steps have evaluated; their activations are turned and shifted in place.</summary>
    internal void Add()
    {
        int count = student.Step.Samples;
        teacher.Take(layer, samples == 0, width);
        student.Take(layer, samples == 0, width);
        samples += count;
        PanelOperands<T> operands = new()
        {
            A = teacher.Step.SampleActivations(layer),
            ARow = 1,
            AStep = teacher.Step.Network.ActivationStride(layer),
            B = student.Step.SampleActivations(layer),
            BStep = productStride,
            C = products.Pointer,
            CRow = productStride,
            Inner = count,
        };
        PanelProduct<T, StoreEnd<T>>.Run(width, operands, teachers, students, default);
        for (int j = 0; j < teachers; j++)
        {
            ReadOnlySpan<T> row = products.Span.Slice(j * productStride, students);
            ulong active = teacher.Active[j];
            for (int k = 0; k < students; k++)
            {
                totals[j * students + k] += double.CreateTruncating(row[k]);
                both[j * students + k] += BitOperations.PopCount(active & student.Active[k]);
            }
        }
    }

    /// <summary>The correlations, m x n.</summary>
    internal double[] Correlations(CorrelationGuard guard)
    {
        double[] left = teacher.Norms(samples, guard);
        double[] right = student.Norms(samples, guard);
        double[] result = new double[totals.Length];
        for (int j = 0; j < teachers; j++)
        {
            for (int k = 0; k < students; k++)
            {
                double product = totals[j * students + k] - teacher.Sums[j] * student.Sums[k] / samples;
                product = guard == CorrelationGuard.Variance ? product / samples : product;
                result[j * students + k] = product / (left[j] * right[k]);
            }
        }

        return result;
    }

    /// <summary>min(#{t &gt; 0, s &gt; 0}, #{t &lt;= 0, s &gt; 0}), m x n.</summary>
    internal double[] Observations()
    {
        double[] result = new double[both.Length];
        for (int i = 0; i < both.Length; i++)
        {
            result[i] = Math.Min(both[i], student.Counts[i % students] - both[i]);
        }

        return result;
    }

    /// <summary>One network's layer.</summary>
    private sealed class Side(NetworkStep<T> step, int layer)
    {
        private readonly int nodes = step.Network.Shape.Width(layer);
        private readonly AlignedArray<T> shift = new(step.Network.ActivationStride(layer));
        private readonly AlignedArray<T> sums = new(step.Network.ActivationStride(layer));
        private readonly AlignedArray<T> squares = new(step.Network.ActivationStride(layer));

        internal NetworkStep<T> Step => step;

        internal double[] Sums { get; } = new double[step.Network.Shape.Width(layer)];

        internal double[] Squares { get; } = new double[step.Network.Shape.Width(layer)];

        /// <summary>Bit i: active on sample i of the block.</summary>
        internal ulong[] Active { get; } = new ulong[step.Network.Shape.Width(layer)];

        /// <summary>Samples on which each node was active.</summary>
        internal int[] Counts { get; } = new int[step.Network.Shape.Width(layer)];

        internal void Clear()
        {
            Array.Clear(Sums);
            Array.Clear(Squares);
            Array.Clear(Counts);
        }

        internal void Take(int l, bool isFirst, SimdWidth width)
        {
            FindActive(l, width);
            step.TurnActivations(l);
            T* rows = step.SampleActivations(l);
            int stride = step.Network.ActivationStride(l);
            CentredSums<T> loop = new()
            {
                X = rows,
                Stride = stride,
                Rows = step.Samples,
                Columns = nodes,
                Shift = shift.Pointer,
                Centred = rows,
                Sums = sums.Pointer,
                Squares = squares.Pointer,
            };
            if (isFirst)
            {
                shift.Span.Clear();
                CentredSums<T>.Run(width, loop);
                T count = T.CreateChecked(step.Samples);
                for (int k = 0; k < nodes; k++)
                {
                    shift.Span[k] = sums.Span[k] / count;
                }
            }

            CentredSums<T>.Run(width, loop);
            for (int k = 0; k < nodes; k++)
            {
                Sums[k] += double.CreateTruncating(sums.Span[k]);
                Squares[k] += double.CreateTruncating(squares.Span[k]);
            }
        }

        internal double[] Norms(int samples, CorrelationGuard guard)
        {
            double[] norms = new double[nodes];
            for (int k = 0; k < nodes; k++)
            {
                // Rounding may leave a constant node a little below zero. NaN passes through.
                double q = Squares[k] - Sums[k] * Sums[k] / samples;
                q = q < 0 ? 0 : q;
                norms[k] = Math.Sqrt(guard == CorrelationGuard.Variance ? q / samples + 1e-7 : q + 1e-10);
            }

            return norms;
        }

        private void FindActive(int l, SimdWidth width)
        {
            fixed (ulong* words = Active)
            {
                PositiveRows<T>.Run(width, step.PreActivations(l), step.Lanes, nodes, step.Samples, words);
            }

            for (int k = 0; k < nodes; k++)
            {
                Counts[k] += BitOperations.PopCount(Active[k]);
            }
        }
    }
}
