// The two products with gates that Lemma 1 is made of. W is passed as stored and taken transposed.

using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// Products with a diagonal of gates: V_{l-1} = V_l D_l W_l^T for one sample, g_{l-1} = D_{l-1} W_l g_l for a batch.
/// Shape legend: N samples, C outputs, n and p the widths above and below the weights w (p x n or p x q). Chains as in
/// <see cref="MatrixProduct"/>; a gate is multiplied, never tested, so 0 times NaN or infinity is NaN. Allocates
/// nothing.
/// </summary>
public static class GatedProduct
{
    /// <summary>Doubles in the block of gated entries: 32 KiB of stack.</summary>
    private const int BlockLength = 4096;

    /// <summary>The longest run of k in a block.</summary>
    private const int BlockDepth = 256;

    /// <summary>
    /// destination (C x p) = (v diag(gate)) w^T, or destination + that: v is C x n, gate has n entries, w is p x n.
    /// Each v(i,k) gate(k) is rounded once, and then the chain runs over k as in <see cref="MatrixProduct"/>. An empty
    /// n gives +0 (leaves the destination when accumulating).
    /// </summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedRight(
        ReadOnlyMatrixView v,
        ReadOnlySpan<double> gate,
        ReadOnlyMatrixView w,
        MatrixView destination,
        bool accumulate = false
    ) => MultiplyTransposedRight(SimdWidths.WidestFused, v, gate, w, destination, accumulate);

    /// <summary>
    /// destination (N x p) = gates o (g w^T): g is N x q, w is p x q, gates N x p. Each output of the product is
    /// rounded by its chain and then multiplied once by its gate.
    /// </summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedRightThenGate(
        ReadOnlyMatrixView g,
        ReadOnlyMatrixView w,
        ReadOnlyMatrixView gates,
        MatrixView destination
    ) => MultiplyTransposedRightThenGate(SimdWidths.WidestFused, g, w, gates, destination);

    /// <summary>V diag(gate) W^T at a given width.</summary>
    [SkipLocalsInit]
    internal static void MultiplyTransposedRight(
        SimdWidth width,
        ReadOnlyMatrixView v,
        ReadOnlySpan<double> gate,
        ReadOnlyMatrixView w,
        MatrixView destination,
        bool accumulate
    )
    {
        KernelGuard.Length(gate, v.Columns, "gate");
        KernelGuard.Shape(w, destination.Columns, v.Columns, "weights");
        KernelGuard.Shape(destination, v.Rows, w.Rows, "destination");
        KernelGuard.Disjoint(v.Data, destination.Data);
        KernelGuard.Disjoint(gate, destination.Data);
        if (v.Columns == 0)
        {
            MatrixProduct.Run(width, v, false, w, true, destination, accumulate);
            return;
        }

        // v is gated into a block of its own, some rows and some k at a time; taking a chain up again from the
        // destination at the next block of k changes no bit of it.
        Span<double> memory = stackalloc double[BlockLength];
        int depth = Math.Min(v.Columns, BlockDepth);
        int height = BlockLength / depth;
        for (int k = 0; k < v.Columns; k += depth)
        {
            int columns = Math.Min(depth, v.Columns - k);
            ReadOnlyMatrixView wBlock = w.Rows == 0 ? w : new(w.Data[k..], w.Rows, columns, w.Stride);
            for (int i = 0; i < v.Rows; i += height)
            {
                int rows = Math.Min(height, v.Rows - i);
                MatrixView gated = new(memory, rows, columns);
                for (int r = 0; r < rows; r++)
                {
                    ElementWise.Run(
                        width,
                        default(MultiplyOperator),
                        v.Row(i + r).Slice(k, columns),
                        gate.Slice(k, columns),
                        gate.Slice(k, columns),
                        gated.Row(r)
                    );
                }

                MatrixView block = new(
                    destination.Data[Math.Min(i * destination.Stride, destination.Data.Length)..],
                    rows,
                    destination.Columns,
                    destination.Stride
                );
                MatrixProduct.Run(width, gated, false, wBlock, true, block, accumulate || k > 0);
            }
        }
    }

    /// <summary>gates o (G W^T) at a given width.</summary>
    internal static void MultiplyTransposedRightThenGate(
        SimdWidth width,
        ReadOnlyMatrixView g,
        ReadOnlyMatrixView w,
        ReadOnlyMatrixView gates,
        MatrixView destination
    )
    {
        KernelGuard.Shape(gates, g.Rows, w.Rows, "block of gates");
        KernelGuard.Disjoint(gates.Data, destination.Data);
        MatrixProduct.Run(width, g, false, w, true, destination, accumulate: false);
        for (int i = 0; i < destination.Rows; i++)
        {
            Span<double> row = destination.Row(i);
            ElementWise.Run(width, default(MultiplyOperator), gates.Row(i), row, row, row);
        }
    }
}
