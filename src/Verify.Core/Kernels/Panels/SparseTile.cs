// The inner loop of products that skip zeros: one row of outputs, up to fourteen vectors wide, held in registers while the
// k whose coefficient is not zero run. It knows nothing of blocking (SparseProduct.cs) and checks nothing.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>Where the sums of a product start, as a type.</summary>
internal interface ISumStart
{
    static abstract bool IsOutput { get; }
}

/// <summary>From +0.</summary>
internal readonly struct FromZero : ISumStart
{
    public static bool IsOutput => false;
}

/// <summary>From the outputs that are there.</summary>
internal readonly struct FromOutputs : ISumStart
{
    public static bool IsOutput => true;
}

/// <summary>How much of the last vector of a row counts, as a type.</summary>
internal interface ILastVector
{
    static abstract bool IsHalf { get; }
}

/// <summary>All of it.</summary>
internal readonly struct WholeVector : ILastVector
{
    public static bool IsHalf => false;
}

/// <summary>Its lower half; the upper one is zero.</summary>
internal readonly struct HalfVector : ILastVector
{
    public static bool IsHalf => true;
}

/// <summary>
/// The operands of a product of which few k matter: row i of the outputs is the sum over the k whose bit is set in the eight
/// bytes from Bits + i * BitsRow on. Bits from Inner on have no meaning.
/// </summary>
internal unsafe struct SparseOperands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal PanelOperands<T> Product;
    internal byte* Bits;
    internal nint BitsRow;
}

/// <summary>
/// Lane l of accumulator v holds the chain of output v * Count + l, so every output sees exactly the scalar chain
/// s := fma(a(k), b(k, j), s) over the k whose bit is set, in order. Each vector of b is read for one multiply-add, which the
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

    /// <summary>All rows of a panel of the given number of vectors, 1 to <see cref="Widest"/>, the last of which may be half of one.</summary>
    internal static void Run(in SparseOperands<T> panel, in TEnd end, int rows, int vectors, bool hasHalf)
    {
        switch (vectors)
        {
            case 1:
                Rows<One>(panel, end, rows, hasHalf);
                break;
            case 2:
                Rows<Two>(panel, end, rows, hasHalf);
                break;
            case 3:
                Rows<Three>(panel, end, rows, hasHalf);
                break;
            case 4:
                Rows<Four>(panel, end, rows, hasHalf);
                break;
            case 5:
                Rows<Five>(panel, end, rows, hasHalf);
                break;
            case 6:
                Rows<Six>(panel, end, rows, hasHalf);
                break;
            case 7:
                Rows<Seven>(panel, end, rows, hasHalf);
                break;
            case 8:
                Rows<Eight>(panel, end, rows, hasHalf);
                break;
            case 9:
                Rows<Nine>(panel, end, rows, hasHalf);
                break;
            case 10:
                Rows<Ten>(panel, end, rows, hasHalf);
                break;
            case 11:
                Rows<Eleven>(panel, end, rows, hasHalf);
                break;
            case 12:
                Rows<Twelve>(panel, end, rows, hasHalf);
                break;
            case 13:
                Rows<Thirteen>(panel, end, rows, hasHalf);
                break;
            default:
                Rows<Fourteen>(panel, end, rows, hasHalf);
                break;
        }
    }

    private static void Rows<TVectors>(in SparseOperands<T> panel, in TEnd end, int rows, bool hasHalf)
        where TVectors : IExtent
    {
        switch (panel.Product.Load, hasHalf)
        {
            case (false, false):
                Rows<TVectors, FromZero, WholeVector>(panel, end, rows);
                break;
            case (false, true):
                Rows<TVectors, FromZero, HalfVector>(panel, end, rows);
                break;
            case (true, false):
                Rows<TVectors, FromOutputs, WholeVector>(panel, end, rows);
                break;
            default:
                Rows<TVectors, FromOutputs, HalfVector>(panel, end, rows);
                break;
        }
    }

    // Optimised from the first call: too few calls of a whole product may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors, TStart, TLast>(in SparseOperands<T> panel, in TEnd end, int rows)
        where TVectors : IExtent
        where TStart : struct, ISumStart
        where TLast : struct, ILastVector
    {
        // Everything that the loop needs is a local: what is read through a reference is read again after every store.
        TEnd finish = end;
        TVector factor = TLanes.Broadcast(end.Factor);
        T* a = panel.Product.A;
        nint aRow = panel.Product.ARow;
        nint aStep = panel.Product.AStep;
        T* b = panel.Product.B;
        nint bStep = panel.Product.BStep;
        T* c = panel.Product.C;
        nint cRow = panel.Product.CRow;
        byte* bits = panel.Bits;
        nint bitsRow = panel.BitsRow;
        ulong wanted = panel.Product.Inner < 64 ? (1UL << panel.Product.Inner) - 1 : ulong.MaxValue;
        for (int i = 0; i < rows; i++)
        {
            TVector s0 = Start<TVectors, TStart>(c, 0);
            TVector s1 = Start<TVectors, TStart>(c, 1);
            TVector s2 = Start<TVectors, TStart>(c, 2);
            TVector s3 = Start<TVectors, TStart>(c, 3);
            TVector s4 = Start<TVectors, TStart>(c, 4);
            TVector s5 = Start<TVectors, TStart>(c, 5);
            TVector s6 = Start<TVectors, TStart>(c, 6);
            TVector s7 = Start<TVectors, TStart>(c, 7);
            TVector s8 = Start<TVectors, TStart>(c, 8);
            TVector s9 = Start<TVectors, TStart>(c, 9);
            TVector s10 = Start<TVectors, TStart>(c, 10);
            TVector s11 = Start<TVectors, TStart>(c, 11);
            TVector s12 = Start<TVectors, TStart>(c, 12);
            TVector s13 = Start<TVectors, TStart>(c, 13);
            for (ulong left = *(ulong*)bits & wanted; left != 0; left &= left - 1)
            {
                int k = BitOperations.TrailingZeroCount(left);
                T* row = b + k * bStep;
                TVector coefficient = TLanes.Broadcast(a[k * aStep]);
                s0 = Add<TVectors, TLast>(coefficient, row, 0, s0);
                s1 = Add<TVectors, TLast>(coefficient, row, 1, s1);
                s2 = Add<TVectors, TLast>(coefficient, row, 2, s2);
                s3 = Add<TVectors, TLast>(coefficient, row, 3, s3);
                s4 = Add<TVectors, TLast>(coefficient, row, 4, s4);
                s5 = Add<TVectors, TLast>(coefficient, row, 5, s5);
                s6 = Add<TVectors, TLast>(coefficient, row, 6, s6);
                s7 = Add<TVectors, TLast>(coefficient, row, 7, s7);
                s8 = Add<TVectors, TLast>(coefficient, row, 8, s8);
                s9 = Add<TVectors, TLast>(coefficient, row, 9, s9);
                s10 = Add<TVectors, TLast>(coefficient, row, 10, s10);
                s11 = Add<TVectors, TLast>(coefficient, row, 11, s11);
                s12 = Add<TVectors, TLast>(coefficient, row, 12, s12);
                s13 = Add<TVectors, TLast>(coefficient, row, 13, s13);
            }

            Finish<TVectors, TLast>(finish, c, 0, s0, factor);
            Finish<TVectors, TLast>(finish, c, 1, s1, factor);
            Finish<TVectors, TLast>(finish, c, 2, s2, factor);
            Finish<TVectors, TLast>(finish, c, 3, s3, factor);
            Finish<TVectors, TLast>(finish, c, 4, s4, factor);
            Finish<TVectors, TLast>(finish, c, 5, s5, factor);
            Finish<TVectors, TLast>(finish, c, 6, s6, factor);
            Finish<TVectors, TLast>(finish, c, 7, s7, factor);
            Finish<TVectors, TLast>(finish, c, 8, s8, factor);
            Finish<TVectors, TLast>(finish, c, 9, s9, factor);
            Finish<TVectors, TLast>(finish, c, 10, s10, factor);
            Finish<TVectors, TLast>(finish, c, 11, s11, factor);
            Finish<TVectors, TLast>(finish, c, 12, s12, factor);
            Finish<TVectors, TLast>(finish, c, 13, s13, factor);
            a += aRow;
            c += cRow;
            bits += bitsRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TVectors, TStart>(T* c, int v)
        where TVectors : IExtent
        where TStart : struct, ISumStart =>
        v < TVectors.Value && TStart.IsOutput ? TLanes.Load(c + v * TLanes.Count) : TLanes.Broadcast(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TVectors, TLast>(TVector coefficient, T* row, int v, TVector sum)
        where TVectors : IExtent
        where TLast : struct, ILastVector =>
        v >= TVectors.Value ? sum
        : IsHalf<TVectors, TLast>(v) ? TLanes.FusedMultiplyAddLower(coefficient, row + v * TLanes.Count, sum)
        : TLanes.FusedMultiplyAdd(coefficient, TLanes.Load(row + v * TLanes.Count), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors, TLast>(in TEnd end, T* c, int v, TVector sum, TVector factor)
        where TVectors : IExtent
        where TLast : struct, ILastVector
    {
        if (v < TVectors.Value)
        {
            end.Finish<TVector, TLanes>(
                c + v * TLanes.Count,
                IsHalf<TVectors, TLast>(v) ? TLanes.Lower(sum) : sum,
                factor
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsHalf<TVectors, TLast>(int v)
        where TVectors : IExtent
        where TLast : struct, ILastVector => TLast.IsHalf && v == TVectors.Value - 1;
}
