// The inner loop of the training products: one small tile of outputs held in registers while k runs, generic over the
// precision, with what is done to a finished sum as a type. It knows nothing of blocking (PanelProduct.cs) and checks
// nothing.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// The operands of a strip of tiles: a(i, k) is at A[i * ARow + k * AStep]; row k of b at B[k * BStep]; c(i, j) at
/// C[i * CRow + j]. With <see cref="Load"/> the chains start from c, without from +0.
/// </summary>
internal unsafe struct PanelOperands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal T* A;
    internal nint ARow;
    internal nint AStep;
    internal T* B;
    internal nint BStep;
    internal T* C;
    internal nint CRow;
    internal int Inner;
    internal bool Load;
}

/// <summary>
/// c(0 .. TRows-1, 0 .. TVectors * Count - 1): lane l of accumulator (i, v) holds the chain of output
/// (i, v * Count + l), so every output sees exactly the scalar chain s := fma(a(i,k), b(k,j), s), k in order. At most
/// 6 x 4: the 24 accumulators, four vectors of b and one of a fit the 32 registers of AVX-512 (6 x 2 the 16 of AVX2),
/// and a tile reads at most eight vectors for 12 fused multiply-adds.
/// </summary>
internal static unsafe class PanelTile<T, TVector, TLanes, TRows, TVectors, TEnd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TRows : IExtent
    where TVectors : IExtent
    where TEnd : struct, IPanelEnd<T>
{
    // Optimised from the first call: too few calls of a whole product may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(in PanelOperands<T> operands, in TEnd end)
    {
        nint aRow = operands.ARow;
        nint aRow2 = 2 * aRow;
        nint aRow3 = 3 * aRow;
        nint aRow4 = 4 * aRow;
        nint aRow5 = 5 * aRow;
        nint aStep = operands.AStep;
        nint bStep = operands.BStep;
        T* a = operands.A;
        T* b = operands.B;

        TVector c00 = Start<One, One>(operands);
        TVector c01 = Start<One, Two>(operands);
        TVector c02 = Start<One, Three>(operands);
        TVector c03 = Start<One, Four>(operands);
        TVector c10 = Start<Two, One>(operands);
        TVector c11 = Start<Two, Two>(operands);
        TVector c12 = Start<Two, Three>(operands);
        TVector c13 = Start<Two, Four>(operands);
        TVector c20 = Start<Three, One>(operands);
        TVector c21 = Start<Three, Two>(operands);
        TVector c22 = Start<Three, Three>(operands);
        TVector c23 = Start<Three, Four>(operands);
        TVector c30 = Start<Four, One>(operands);
        TVector c31 = Start<Four, Two>(operands);
        TVector c32 = Start<Four, Three>(operands);
        TVector c33 = Start<Four, Four>(operands);
        TVector c40 = Start<Five, One>(operands);
        TVector c41 = Start<Five, Two>(operands);
        TVector c42 = Start<Five, Three>(operands);
        TVector c43 = Start<Five, Four>(operands);
        TVector c50 = Start<Six, One>(operands);
        TVector c51 = Start<Six, Two>(operands);
        TVector c52 = Start<Six, Three>(operands);
        TVector c53 = Start<Six, Four>(operands);

        for (int k = operands.Inner; k > 0; k--)
        {
            TVector b0 = TLanes.Load(b);
            TVector b1 = TVectors.Value > 1 ? TLanes.Load(b + 1 * TLanes.Count) : default;
            TVector b2 = TVectors.Value > 2 ? TLanes.Load(b + 2 * TLanes.Count) : default;
            TVector b3 = TVectors.Value > 3 ? TLanes.Load(b + 3 * TLanes.Count) : default;

            TVector ai = TLanes.Broadcast(*a);
            c00 = TLanes.FusedMultiplyAdd(ai, b0, c00);
            c01 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c01) : c01;
            c02 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c02) : c02;
            c03 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c03) : c03;

            if (TRows.Value > 1)
            {
                ai = TLanes.Broadcast(a[aRow]);
                c10 = TLanes.FusedMultiplyAdd(ai, b0, c10);
                c11 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c11) : c11;
                c12 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c12) : c12;
                c13 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c13) : c13;
            }

            if (TRows.Value > 2)
            {
                ai = TLanes.Broadcast(a[aRow2]);
                c20 = TLanes.FusedMultiplyAdd(ai, b0, c20);
                c21 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c21) : c21;
                c22 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c22) : c22;
                c23 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c23) : c23;
            }

            if (TRows.Value > 3)
            {
                ai = TLanes.Broadcast(a[aRow3]);
                c30 = TLanes.FusedMultiplyAdd(ai, b0, c30);
                c31 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c31) : c31;
                c32 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c32) : c32;
                c33 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c33) : c33;
            }

            if (TRows.Value > 4)
            {
                ai = TLanes.Broadcast(a[aRow4]);
                c40 = TLanes.FusedMultiplyAdd(ai, b0, c40);
                c41 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c41) : c41;
                c42 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c42) : c42;
                c43 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c43) : c43;
            }

            if (TRows.Value > 5)
            {
                ai = TLanes.Broadcast(a[aRow5]);
                c50 = TLanes.FusedMultiplyAdd(ai, b0, c50);
                c51 = TVectors.Value > 1 ? TLanes.FusedMultiplyAdd(ai, b1, c51) : c51;
                c52 = TVectors.Value > 2 ? TLanes.FusedMultiplyAdd(ai, b2, c52) : c52;
                c53 = TVectors.Value > 3 ? TLanes.FusedMultiplyAdd(ai, b3, c53) : c53;
            }

            a += aStep;
            b += bStep;
        }

        // Locals: what is read through a reference is read again after every store.
        TEnd finish = end;
        TVector factor = TLanes.Broadcast(finish.Factor);
        T* c = operands.C;
        nint cRow = operands.CRow;
        Finish<One, One>(finish, c, cRow, c00, factor);
        Finish<One, Two>(finish, c, cRow, c01, factor);
        Finish<One, Three>(finish, c, cRow, c02, factor);
        Finish<One, Four>(finish, c, cRow, c03, factor);
        Finish<Two, One>(finish, c, cRow, c10, factor);
        Finish<Two, Two>(finish, c, cRow, c11, factor);
        Finish<Two, Three>(finish, c, cRow, c12, factor);
        Finish<Two, Four>(finish, c, cRow, c13, factor);
        Finish<Three, One>(finish, c, cRow, c20, factor);
        Finish<Three, Two>(finish, c, cRow, c21, factor);
        Finish<Three, Three>(finish, c, cRow, c22, factor);
        Finish<Three, Four>(finish, c, cRow, c23, factor);
        Finish<Four, One>(finish, c, cRow, c30, factor);
        Finish<Four, Two>(finish, c, cRow, c31, factor);
        Finish<Four, Three>(finish, c, cRow, c32, factor);
        Finish<Four, Four>(finish, c, cRow, c33, factor);
        Finish<Five, One>(finish, c, cRow, c40, factor);
        Finish<Five, Two>(finish, c, cRow, c41, factor);
        Finish<Five, Three>(finish, c, cRow, c42, factor);
        Finish<Five, Four>(finish, c, cRow, c43, factor);
        Finish<Six, One>(finish, c, cRow, c50, factor);
        Finish<Six, Two>(finish, c, cRow, c51, factor);
        Finish<Six, Three>(finish, c, cRow, c52, factor);
        Finish<Six, Four>(finish, c, cRow, c53, factor);
    }

    /// <summary>The first value of the accumulator in tile row TRow and tile column TColumn, counted from 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TRow, TColumn>(in PanelOperands<T> operands)
        where TRow : IExtent
        where TColumn : IExtent =>
        TRow.Value <= TRows.Value && TColumn.Value <= TVectors.Value && operands.Load
            ? TLanes.Load(Output<TRow, TColumn>(operands.C, operands.CRow))
            : TLanes.Broadcast(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TRow, TColumn>(in TEnd end, T* c, nint cRow, TVector sum, TVector factor)
        where TRow : IExtent
        where TColumn : IExtent
    {
        if (TRow.Value <= TRows.Value && TColumn.Value <= TVectors.Value)
        {
            end.Finish<TVector, TLanes>(Output<TRow, TColumn>(c, cRow), sum, factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Output<TRow, TColumn>(T* c, nint cRow)
        where TRow : IExtent
        where TColumn : IExtent => c + (TRow.Value - 1) * cRow + (TColumn.Value - 1) * TLanes.Count;
}
