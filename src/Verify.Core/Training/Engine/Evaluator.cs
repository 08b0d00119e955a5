// Losses, correlations, observation counts and gradients over whole sample sets, block by block. It trains nothing.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Training.Engine;

/// <summary>Evaluates a student beside its teacher in blocks of 64 samples.</summary>
internal sealed unsafe class Evaluator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkStep<T> teacher;
    private readonly NetworkStep<T> student;
    private readonly AlignedArray<T>[] sums;

    internal Evaluator(TrainedNetwork<T> teacher, TrainedNetwork<T> student, bool hasBias, SimdWidth width)
    {
        this.teacher = new NetworkStep<T>(teacher, NetworkStep<T>.LargestBlock, hasBias, width);
        this.student = new NetworkStep<T>(student, NetworkStep<T>.LargestBlock, hasBias, width);
        int depth = student.Shape.Depth;
        Layers = new CorrelationSums<T>[depth];
        sums = new AlignedArray<T>[depth + 1];
        GradientNorms = new double[depth];
        LargestGradients = new double[depth];
        for (int l = 1; l <= depth; l++)
        {
            sums[l] = new AlignedArray<T>(student.Memory(l).Length);
            if (l < depth)
            {
                Layers[l] = new CorrelationSums<T>(this.teacher, this.student, l, width);
            }
        }
    }

    /// <summary>The sums of hidden layer l at [l], l = 1..L-1, over the last set.</summary>
    internal CorrelationSums<T>[] Layers { get; }

    /// <summary>|dW_l| (Frobenius, bias row included) at [l-1], over the samples of the last <see cref="Gradients"/>.</summary>
    internal double[] GradientNorms { get; }

    /// <summary>The largest |g_l| entry of any of those samples at [l-1].</summary>
    internal double[] LargestGradients { get; }

    /// <summary>The targets of a set: the teacher's outputs, once per sample.</summary>
    internal void SetTargets(SampleSet<T> data)
    {
        for (int first = 0; first < data.Samples; first += teacher.Capacity)
        {
            teacher.LoadInputs(data, first, Math.Min(teacher.Capacity, data.Samples - first));
            teacher.Forward();
            teacher.Outputs(data.TargetRows + (nint)first * data.TargetStride, data.TargetStride);
        }

        GC.KeepAlive(data);
    }

    /// <summary>
    /// Takes the sums of all samples; the mean squared difference of the outputs of teacher and student, over samples and
    /// outputs. The teacher's are computed again: that is less than reading them from memory.
    /// </summary>
    internal double Run(SampleSet<T> data)
    {
        double squares = 0;
        foreach (CorrelationSums<T> layer in Layers.AsSpan(1))
        {
            layer.Clear();
        }

        for (int first = 0; first < data.Samples; first += student.Capacity)
        {
            int count = Math.Min(student.Capacity, data.Samples - first);
            student.LoadInputs(data, first, count);
            teacher.ShareInputs(student);
            teacher.Forward();
            student.TakeTargets(teacher);
            student.Forward();
            squares = student.Residuals(squares);
            foreach (CorrelationSums<T> layer in Layers.AsSpan(1))
            {
                layer.Add();
            }
        }

        return squares / ((double)data.Samples * student.Network.Shape.Outputs);
    }

    /// <summary>Gradient norms and the largest gradients over the first samples of a set.</summary>
    internal void Gradients(SampleSet<T> data, int samples)
    {
        int depth = student.Network.Shape.Depth;
        samples = Math.Min(samples, data.Samples);
        Array.Clear(LargestGradients);
        for (int first = 0; first < samples; first += student.Capacity)
        {
            student.Load(data, [], first, Math.Min(student.Capacity, samples - first));
            student.Forward();
            student.Residuals();
            LargestGradients[depth - 1] = Math.Max(LargestGradients[depth - 1], LargestOutputGradient());
            SumGradients(accumulate: first > 0);
            for (int l = depth - 1; l >= 1; l--)
            {
                LargestGradients[l - 1] = Math.Max(LargestGradients[l - 1], LargestGradient(l));
            }
        }

        for (int l = 1; l <= depth; l++)
        {
            double square = 0;
            for (int k = 0; k < student.Network.Shape.Width(l); k++)
            {
                for (int i = 0; i <= student.Network.Shape.Width(l - 1); i++)
                {
                    T sum = sums[l].Span[student.Network.Place(l, i, k)];
                    double value = double.CreateTruncating(sum) / samples;
                    square += value * value;
                }
            }

            GradientNorms[l - 1] = Math.Sqrt(square);
        }
    }

    private void SumGradients(bool accumulate)
    {
        int depth = student.Network.Shape.Depth;
        if (depth == 1)
        {
            student.SumUpdates(1, sums[1].Pointer, accumulate);
            return;
        }

        student.BackwardAndSumTop(sums[depth].Pointer, accumulate);
        for (int l = depth - 1; l >= 1; l--)
        {
            if (l > 1)
            {
                student.Backward(l);
            }

            student.SumUpdates(l, sums[l].Pointer, accumulate);
        }
    }

    private double LargestGradient(int layer) =>
        Largest(student.Gradients(layer), student.Network.Shape.Width(layer), student.Samples, student.Lanes);

    private double LargestOutputGradient()
    {
        int depth = student.Network.Shape.Depth;
        return Largest(
            student.OutputGradients,
            student.Samples,
            student.Network.Shape.Outputs,
            student.Network.Stride(depth)
        );
    }

    private static double Largest(T* matrix, int rows, int columns, int stride)
    {
        T largest = T.Zero;
        for (int i = 0; i < rows; i++)
        {
            T* row = matrix + (nint)i * stride;
            for (int j = 0; j < columns; j++)
            {
                largest = T.Max(largest, T.Abs(row[j])); // NaN if either is
            }
        }

        return double.CreateTruncating(largest);
    }
}
