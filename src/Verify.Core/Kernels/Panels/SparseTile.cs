// The inner loop of products that skip zeros: one row of outputs, up to fourteen vectors wide, held in registers while the
// k whose coefficient is not zero run. It knows nothing of blocking (SparseProduct.cs) and checks nothing.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// Lane l of accumulator v holds the chain of output v * Count + l, so every output sees exactly the scalar chain
/// s := fma(a(k), b(k, j), s) over the k with a(k) != 0, in order. Each vector of b is read for one multiply-add, which the
/// machine does in the same cycle; five accumulators and more hide the latency of the chain.
/// </summary>
internal static unsafe class SparseTile<T, TVector, TLanes, TEnd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TEnd : struct, IPanelEnd<T>
{
    /// <summary>The widest tile: with one coefficient the accumulators fill the 16 registers of AVX2.</summary>
    internal const int Widest = 14;

    /// <summary>All rows of a panel of the given number of vectors, 1 to <see cref="Widest"/>.</summary>
    internal static void Run(in PanelOperands<T> panel, in TEnd end, int rows, int vectors)
    {
        switch (vectors)
        {
            case 1:
                Rows<One>(panel, end, rows);
                break;
            case 2:
                Rows<Two>(panel, end, rows);
                break;
            case 3:
                Rows<Three>(panel, end, rows);
                break;
            case 4:
                Rows<Four>(panel, end, rows);
                break;
            case 5:
                Rows<Five>(panel, end, rows);
                break;
            case 6:
                Rows<Six>(panel, end, rows);
                break;
            case 7:
                Rows<Seven>(panel, end, rows);
                break;
            case 8:
                Rows<Eight>(panel, end, rows);
                break;
            case 9:
                Rows<Nine>(panel, end, rows);
                break;
            case 10:
                Rows<Ten>(panel, end, rows);
                break;
            case 11:
                Rows<Eleven>(panel, end, rows);
                break;
            case 12:
                Rows<Twelve>(panel, end, rows);
                break;
            case 13:
                Rows<Thirteen>(panel, end, rows);
                break;
            default:
                Rows<Fourteen>(panel, end, rows);
                break;
        }
    }

    /// <summary>Bit k is set where a(k) != 0, k = 0 .. inner - 1, inner at most 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NonZero(T* a, int inner)
    {
        ulong bits = 0;
        for (int k = 0; k < inner; k += TLanes.Count)
        {
            bits |= TLanes.NonZeroBits(TLanes.Load(a + k)) << k;
        }

        return inner < 64 ? bits & ((1UL << inner) - 1) : bits;
    }

    // Optimised from the first call: too few calls of a whole product may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors>(in PanelOperands<T> panel, in TEnd end, int rows)
        where TVectors : IExtent
    {
        T* a = panel.A;
        T* c = panel.C;
        T* b = panel.B;
        nint bStep = panel.BStep;
        int inner = panel.Inner;
        for (int i = 0; i < rows; i++)
        {
            TVector s0 = Start<TVectors>(panel.Load, c, 0);
            TVector s1 = Start<TVectors>(panel.Load, c, 1);
            TVector s2 = Start<TVectors>(panel.Load, c, 2);
            TVector s3 = Start<TVectors>(panel.Load, c, 3);
            TVector s4 = Start<TVectors>(panel.Load, c, 4);
            TVector s5 = Start<TVectors>(panel.Load, c, 5);
            TVector s6 = Start<TVectors>(panel.Load, c, 6);
            TVector s7 = Start<TVectors>(panel.Load, c, 7);
            TVector s8 = Start<TVectors>(panel.Load, c, 8);
            TVector s9 = Start<TVectors>(panel.Load, c, 9);
            TVector s10 = Start<TVectors>(panel.Load, c, 10);
            TVector s11 = Start<TVectors>(panel.Load, c, 11);
            TVector s12 = Start<TVectors>(panel.Load, c, 12);
            TVector s13 = Start<TVectors>(panel.Load, c, 13);
            for (ulong left = NonZero(a, inner); left != 0; left &= left - 1)
            {
                int k = BitOperations.TrailingZeroCount(left);
                TVector coefficient = TLanes.Broadcast(a[k]);
                T* row = b + k * bStep;
                s0 = Add<TVectors>(coefficient, row, 0, s0);
                s1 = Add<TVectors>(coefficient, row, 1, s1);
                s2 = Add<TVectors>(coefficient, row, 2, s2);
                s3 = Add<TVectors>(coefficient, row, 3, s3);
                s4 = Add<TVectors>(coefficient, row, 4, s4);
                s5 = Add<TVectors>(coefficient, row, 5, s5);
                s6 = Add<TVectors>(coefficient, row, 6, s6);
                s7 = Add<TVectors>(coefficient, row, 7, s7);
                s8 = Add<TVectors>(coefficient, row, 8, s8);
                s9 = Add<TVectors>(coefficient, row, 9, s9);
                s10 = Add<TVectors>(coefficient, row, 10, s10);
                s11 = Add<TVectors>(coefficient, row, 11, s11);
                s12 = Add<TVectors>(coefficient, row, 12, s12);
                s13 = Add<TVectors>(coefficient, row, 13, s13);
            }

            Finish<TVectors>(end, c, 0, s0);
            Finish<TVectors>(end, c, 1, s1);
            Finish<TVectors>(end, c, 2, s2);
            Finish<TVectors>(end, c, 3, s3);
            Finish<TVectors>(end, c, 4, s4);
            Finish<TVectors>(end, c, 5, s5);
            Finish<TVectors>(end, c, 6, s6);
            Finish<TVectors>(end, c, 7, s7);
            Finish<TVectors>(end, c, 8, s8);
            Finish<TVectors>(end, c, 9, s9);
            Finish<TVectors>(end, c, 10, s10);
            Finish<TVectors>(end, c, 11, s11);
            Finish<TVectors>(end, c, 12, s12);
            Finish<TVectors>(end, c, 13, s13);
            a += panel.ARow;
            c += panel.CRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TVectors>(bool load, T* c, int v)
        where TVectors : IExtent =>
        v < TVectors.Value && load ? TLanes.Load(c + v * TLanes.Count) : TLanes.Broadcast(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TVectors>(TVector coefficient, T* row, int v, TVector sum)
        where TVectors : IExtent =>
        v < TVectors.Value
            ? TLanes.FusedMultiplyAdd(coefficient, TLanes.Load(row + v * TLanes.Count), sum)
            : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(in TEnd end, T* c, int v, TVector sum)
        where TVectors : IExtent
    {
        if (v < TVectors.Value)
        {
            end.Finish<TVector, TLanes>(c + v * TLanes.Count, sum);
        }
    }
}
