// The inner loop of every matrix product: one small tile of outputs held in registers while k runs.
// It knows nothing of blocking, packing or remainders (ProductLoop.cs) and checks nothing.

using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>
/// The operands of a strip of tiles: a(i, k) is at A[i * ARow + k * AStep]; vector v of row k of b at
/// B[k * BStep + v * BVector]; c(i, j) at C[i * CRow + j]. With <see cref="Load"/> the chains start from c, without
/// from +0.
/// </summary>
internal unsafe struct ProductOperands
{
    internal double* A;
    internal nint ARow;
    internal nint AStep;
    internal double* B;
    internal nint BStep;
    internal nint BVector;
    internal double* C;
    internal nint CRow;
    internal int Inner;
    internal bool Load;
}

/// <summary>
/// c(0 .. TRows-1, 0 .. TVectors * Count - 1): lane l of accumulator (i, v) holds the chain of output
/// (i, v * Count + l), so every output sees exactly the scalar chain. At most 4 x 3: twelve accumulators hide the
/// latency of two 4-cycle fused multiply-adds per cycle, and with three vectors of b and one of a they fit the
/// sixteen registers of AVX2.
/// </summary>
internal static unsafe class ProductTile<TVector, TSimd, TRows, TVectors>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
    where TRows : IExtent
    where TVectors : IExtent
{
    // Optimised from the first call: a whole product may be one call of this loop, too few for tiering to see.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in ProductOperands operands)
    {
        nint aRow = operands.ARow;
        nint aRow2 = 2 * aRow;
        nint aRow3 = 3 * aRow;
        nint aStep = operands.AStep;
        nint bStep = operands.BStep;
        nint bVector = operands.BVector;
        double* a = operands.A;
        double* b = operands.B;

        TVector c00 = Start<One, One>(operands);
        TVector c01 = Start<One, Two>(operands);
        TVector c02 = Start<One, Three>(operands);
        TVector c10 = Start<Two, One>(operands);
        TVector c11 = Start<Two, Two>(operands);
        TVector c12 = Start<Two, Three>(operands);
        TVector c20 = Start<Three, One>(operands);
        TVector c21 = Start<Three, Two>(operands);
        TVector c22 = Start<Three, Three>(operands);
        TVector c30 = Start<Four, One>(operands);
        TVector c31 = Start<Four, Two>(operands);
        TVector c32 = Start<Four, Three>(operands);

        for (int k = operands.Inner; k > 0; k--)
        {
            TVector b0 = TSimd.Load(b);
            TVector b1 = TVectors.Value > 1 ? TSimd.Load(b + bVector) : default;
            TVector b2 = TVectors.Value > 2 ? TSimd.Load(b + 2 * bVector) : default;

            TVector ai = TSimd.Broadcast(*a);
            c00 = TSimd.FusedMultiplyAdd(ai, b0, c00);
            c01 = TVectors.Value > 1 ? TSimd.FusedMultiplyAdd(ai, b1, c01) : c01;
            c02 = TVectors.Value > 2 ? TSimd.FusedMultiplyAdd(ai, b2, c02) : c02;

            if (TRows.Value > 1)
            {
                ai = TSimd.Broadcast(a[aRow]);
                c10 = TSimd.FusedMultiplyAdd(ai, b0, c10);
                c11 = TVectors.Value > 1 ? TSimd.FusedMultiplyAdd(ai, b1, c11) : c11;
                c12 = TVectors.Value > 2 ? TSimd.FusedMultiplyAdd(ai, b2, c12) : c12;
            }

            if (TRows.Value > 2)
            {
                ai = TSimd.Broadcast(a[aRow2]);
                c20 = TSimd.FusedMultiplyAdd(ai, b0, c20);
                c21 = TVectors.Value > 1 ? TSimd.FusedMultiplyAdd(ai, b1, c21) : c21;
                c22 = TVectors.Value > 2 ? TSimd.FusedMultiplyAdd(ai, b2, c22) : c22;
            }

            if (TRows.Value > 3)
            {
                ai = TSimd.Broadcast(a[aRow3]);
                c30 = TSimd.FusedMultiplyAdd(ai, b0, c30);
                c31 = TVectors.Value > 1 ? TSimd.FusedMultiplyAdd(ai, b1, c31) : c31;
                c32 = TVectors.Value > 2 ? TSimd.FusedMultiplyAdd(ai, b2, c32) : c32;
            }

            a += aStep;
            b += bStep;
        }

        Finish<One, One>(operands, c00);
        Finish<One, Two>(operands, c01);
        Finish<One, Three>(operands, c02);
        Finish<Two, One>(operands, c10);
        Finish<Two, Two>(operands, c11);
        Finish<Two, Three>(operands, c12);
        Finish<Three, One>(operands, c20);
        Finish<Three, Two>(operands, c21);
        Finish<Three, Three>(operands, c22);
        Finish<Four, One>(operands, c30);
        Finish<Four, Two>(operands, c31);
        Finish<Four, Three>(operands, c32);
    }

    /// <summary>The first value of the accumulator in tile row TRow and tile column TColumn, counted from 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TRow, TColumn>(in ProductOperands operands)
        where TRow : IExtent
        where TColumn : IExtent =>
        TRow.Value <= TRows.Value && TColumn.Value <= TVectors.Value && operands.Load
            ? TSimd.Load(Output<TRow, TColumn>(operands))
            : TSimd.Broadcast(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TRow, TColumn>(in ProductOperands operands, TVector value)
        where TRow : IExtent
        where TColumn : IExtent
    {
        if (TRow.Value <= TRows.Value && TColumn.Value <= TVectors.Value)
        {
            TSimd.Store(Output<TRow, TColumn>(operands), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* Output<TRow, TColumn>(in ProductOperands operands)
        where TRow : IExtent
        where TColumn : IExtent =>
        operands.C + (TRow.Value - 1) * operands.CRow + (TColumn.Value - 1) * TSimd.Count;
}
