// Inputs with the teacher's outputs beside them, padded for the kernels. It draws nothing and evaluates nothing.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Verify.Core.Kernels.Panels;

namespace Verify.Core.Training.Engine;

/// <summary>
/// N inputs as rows [x, 1, 0 ..] of <see cref="InputStride"/> elements, and N rows of C targets of
/// <see cref="TargetStride"/>, or none (C = 0) where nothing is trained. The constant coordinate is part of the row, so that gathering a sample brings it along; it
/// is 0 where networks have no bias.
/// </summary>
internal sealed unsafe class SampleSet<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> inputs;
    private readonly AlignedArray<T> targets;

    internal SampleSet(int samples, int inputs, int outputs, bool hasBias)
    {
        Samples = samples;
        Inputs = inputs;
        Outputs = outputs;
        InputStride = PaddedStride.Lines<T>(inputs + 1);
        TargetStride = PaddedStride.Lines<T>(outputs);
        this.inputs = new AlignedArray<T>((long)samples * InputStride);
        targets = new AlignedArray<T>((long)samples * TargetStride);
        for (int i = 0; i < samples; i++)
        {
            this.inputs.Span[i * InputStride + inputs] = hasBias ? T.One : T.Zero;
        }
    }

    internal int Samples { get; }

    internal int Inputs { get; }

    internal int Outputs { get; }

    internal int InputStride { get; }

    internal int TargetStride { get; }

    internal T* InputRows => inputs.Pointer;

    internal T* TargetRows => targets.Pointer;

    /// <summary>x_i, without the constant.</summary>
    internal Span<T> Input(int i) => inputs.Span.Slice(i * InputStride, Inputs);

    /// <summary>f*_L(x_i).</summary>
    internal Span<T> Target(int i) => targets.Span.Slice(i * TargetStride, Outputs);

    /// <summary>All inputs, N x d row-major, rounded to <typeparamref name="T"/>.</summary>
    internal void SetInputs(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < Samples; i++)
        {
            Span<T> row = Input(i);
            for (int u = 0; u < row.Length; u++)
            {
                row[u] = T.CreateChecked(values[i * Inputs + u]);
            }
        }
    }

    /// <summary>Asks for the lines of samples that will be gathered next; rows at random are what a cache cannot foresee.</summary>
    internal void Prefetch(ReadOnlySpan<int> indices)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        int line = 64 / sizeof(T);
        foreach (int index in indices)
        {
            T* row = inputs.Pointer + (nint)index * InputStride;
            for (int u = 0; u < InputStride; u += line)
            {
                Sse.Prefetch1(row + u);
            }

            row = targets.Pointer + (nint)index * TargetStride;
            for (int c = 0; c < TargetStride; c += line)
            {
                Sse.Prefetch1(row + c);
            }
        }
    }

    /// <summary>
    /// Reads every line of inputs that follow each other, in the order of memory, which the machine foresees and fetches
    /// ahead; the rows of a transposition, eight at a time, it does not (measured: STAGES.md).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadInputsAhead(int first, int count)
    {
        int line = 64 / sizeof(T);
        T* end = inputs.Pointer + (nint)(first + count) * InputStride;
        for (T* at = inputs.Pointer + (nint)first * InputStride; at < end; at += line)
        {
            Volatile.Read(ref *(byte*)at);
        }

        GC.KeepAlive(this);
    }
}
