// The activation sigma, its gate, and the rule of differentiation. Bias and weights are the caller's.

using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// sigma(z) = z for z &gt;= 0 and c z for z &lt; 0, with the leak 0 &lt;= c &lt; 1 (c = 0 is ReLU). The gate is 1 where
/// z &gt;= 0, so at -0.0 too, and else c; sigma(z) = gate z, one IEEE product: it is z to the last bit where z &gt;= 0,
/// and c z rounded once where z &lt; 0. Hence with c = 0 a negative z gives -0.0, and z = -infinity gives NaN. A NaN z
/// has gate c and activation NaN. Shape legend: N samples, n nodes. Allocates nothing.
/// </summary>
public static class LeakyRelu
{
    /// <summary>
    /// activations (N x (n+1)) = [sigma(z), 1] and gates (N x n) of z (N x n): the last column of the activations, the
    /// constant coordinate, is set to exactly 1. Activations or gates may be written over z when they start at the
    /// same element and have the same stride.
    /// </summary>
    /// <exception cref="ArgumentException">The extents do not fit, or a destination overlaps z shifted or the other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The leak is not in [0, 1).</exception>
    public static void Forward(ReadOnlyMatrixView z, double leak, MatrixView activations, MatrixView gates) =>
        Forward(SimdWidths.Widest, z, leak, activations, gates);

    /// <summary>
    /// activations = sigma(z) and gates, without a constant coordinate, over spans of n elements (or any contiguous
    /// block of samples). The destinations may be longer; either may be z itself, and not each other.
    /// </summary>
    /// <exception cref="ArgumentException">A destination is too short, or overlaps z shifted or the other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The leak is not in [0, 1).</exception>
    public static void ForwardWithoutConstant(
        ReadOnlySpan<double> z,
        double leak,
        Span<double> activations,
        Span<double> gates
    ) => ForwardWithoutConstant(SimdWidths.Widest, z, leak, activations, gates);

    /// <summary>
    /// The rule of differentiation: d sigma / d z is the gate (at the kink, where there is no derivative, the gate
    /// chooses 1), so the derivative of a loss by z is gate o its derivative by sigma(z).
    /// </summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void Backward(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> upstream,
        Span<double> destination
    ) => ElementWise.Multiply(gates, upstream, destination);

    /// <summary>The forward rule with the constant coordinate at a given width.</summary>
    internal static void Forward(
        SimdWidth width,
        ReadOnlyMatrixView z,
        double leak,
        MatrixView activations,
        MatrixView gates
    )
    {
        CheckLeak(leak);
        KernelGuard.Shape(activations, z.Rows, z.Columns + 1, "block of activations");
        KernelGuard.Shape(gates, z.Rows, z.Columns, "block of gates");
        KernelGuard.InPlaceOrDisjoint(z, activations);
        KernelGuard.InPlaceOrDisjoint(z, gates);
        KernelGuard.Disjoint(activations.Data, gates.Data);
        for (int i = 0; i < z.Rows; i++)
        {
            Span<double> activation = activations.Row(i);
            Run(width, z.Row(i), leak, activation, gates.Row(i));
            activation[^1] = 1;
        }
    }

    /// <summary>The forward rule on spans at a given width.</summary>
    internal static void ForwardWithoutConstant(
        SimdWidth width,
        ReadOnlySpan<double> z,
        double leak,
        Span<double> activations,
        Span<double> gates
    )
    {
        CheckLeak(leak);
        activations = KernelGuard.Destination(activations, z.Length);
        gates = KernelGuard.Destination(gates, z.Length);
        KernelGuard.InPlaceOrDisjoint(z, activations);
        KernelGuard.InPlaceOrDisjoint(z, gates);
        KernelGuard.Disjoint(activations, gates);
        Run(width, z, leak, activations, gates);
    }

    private static unsafe void Run(
        SimdWidth width,
        ReadOnlySpan<double> z,
        double leak,
        Span<double> activations,
        Span<double> gates
    )
    {
        fixed (
            double* pz = z,
                pa = activations,
                pg = gates
        )
        {
            GateLoop loop = new(pz, leak, pa, pg, z.Length);
            SimdDispatch.Run(width, ref loop);
        }
    }

    private static void CheckLeak(double leak)
    {
        if (!(leak >= 0 && leak < 1))
        {
            ThrowLeak(leak);
        }
    }

    private static void ThrowLeak(double leak) =>
        throw new ArgumentOutOfRangeException(nameof(leak), leak, "A leak lies in [0, 1).");

    /// <summary>Lane l holds element i + l; the remainder runs by the one-lane instance of the same step.</summary>
    private readonly unsafe struct GateLoop(
        double* z,
        double leak,
        double* activations,
        double* gates,
        int length
    ) : ISimdLoop
    {
        public void Run<TVector, TSimd>()
            where TVector : unmanaged
            where TSimd : ISimd<TVector>
        {
            nint i = 0;
            for (; i <= length - TSimd.Count; i += TSimd.Count)
            {
                Step<TVector, TSimd>(i);
            }

            for (; i < length; i++)
            {
                Step<double, Simd64>(i);
            }
        }

        private void Step<TVector, TSimd>(nint i)
            where TVector : unmanaged
            where TSimd : ISimd<TVector>
        {
            TVector value = TSimd.Load(z + i);
            TVector gate = TSimd.WhereNonNegative(value, TSimd.Broadcast(1), TSimd.Broadcast(leak));
            TSimd.Store(activations + i, TSimd.Multiply(gate, value));
            TSimd.Store(gates + i, gate);
        }
    }
}
