// The inner loop of the way back through the outputs' layer: for one node below at a time, its gradients and the sums of
// its row's update, while its weights and its sums stay in registers. The loops around it are TopLayerProduct.cs; it checks
// nothing.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// Node k below the outputs has row k of the weights w (its weights to all outputs, contiguous), of its activations f and of
/// its gradients g (one column per sample, the same distance between rows in both), of its update's sums c (as w), and the
/// eight bytes from Bits + k * BitsRow on: bit i is set where its gate is open at sample i. Sample i has row i of the
/// residuals r, all outputs, contiguous. Rows of w, r and c are padded with zeros to whole 64-byte lines.
/// </summary>
internal unsafe struct TopLayerOperands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal T* Weights;
    internal T* Sums;
    internal nint WeightsRow;
    internal T* Residuals;
    internal nint ResidualsRow;
    internal T* Activations;
    internal T* Gradients;
    internal nint Lanes;
    internal byte* Bits;
    internal nint BitsRow;
    internal int Samples;

    /// <summary>Whether the sums of updates start from those that are there.</summary>
    internal bool Load;
}

/// <summary>Whether the sums of the update are wanted, as a type.</summary>
internal interface ITopLayerSums
{
    static abstract bool AreWanted { get; }
}

/// <summary>Gradients and sums.</summary>
internal readonly struct GradientsAndSums : ITopLayerSums
{
    public static bool AreWanted => true;
}

/// <summary>Gradients alone.</summary>
internal readonly struct GradientsAlone : ITopLayerSums
{
    public static bool AreWanted => false;
}

/// <summary>
/// At most eight lines of 64 bytes: with weights, sums, a line of residuals, the coefficient and two chains they fit the 32
/// registers of AVX-512. A residual is read once for both of its multiply-adds.
/// </summary>
internal static unsafe class TopLayerTile<T, TVector, TLanes, TEnd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : unmanaged
    where TLanes : ILanes<T, TVector>
    where TEnd : struct, IPanelEnd<T>
{
    private static int Line => 64 / sizeof(T);

    // Optimised from the first call: too few calls of a whole product may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TLines, TStart, TLast, TSums, TGradients>(
        in TopLayerOperands<T> operands,
        in TEnd end,
        int rows
    )
        where TLines : IExtent
        where TStart : struct, ISumStart
        where TLast : struct, ILastVector
        where TSums : struct, ITopLayerSums
        where TGradients : struct, ISumStart
    {
        // Everything that the loop needs is a local: what is read through a reference is read again after every store.
        TEnd finish = end;
        TVector factor = TLanes.Broadcast(end.Factor);
        TVector zero = TLanes.Broadcast(T.Zero);
        T* w = operands.Weights;
        T* c = operands.Sums;
        nint row = operands.WeightsRow;
        T* residuals = operands.Residuals;
        nint residualsRow = operands.ResidualsRow;
        T* f = operands.Activations;
        T* g = operands.Gradients;
        nint lanes = operands.Lanes;
        byte* bits = operands.Bits;
        nint bitsRow = operands.BitsRow;
        int samples = operands.Samples;
        ulong wanted = samples < 64 ? (1UL << samples) - 1 : ulong.MaxValue;
        T* chains = null;
        if (TLanes.Count < Line)
        {
            T* memory = stackalloc T[64 * Line];
            chains = memory;
        }

        for (int k = 0; k < rows; k++)
        {
            ulong open = *(ulong*)bits & wanted;
            if (!TGradients.IsOutput)
            {
                for (nint i = 0; i < lanes; i += TLanes.Count)
                {
                    TLanes.Store(g + i, zero);
                }
            }

            // One part where a vector is a line.
            for (int part = 0; part < Line; part += TLanes.Count)
            {
                TVector w0 = Weight<TLines>(w + part, 0);
                TVector w1 = Weight<TLines>(w + part, 1);
                TVector w2 = Weight<TLines>(w + part, 2);
                TVector w3 = Weight<TLines>(w + part, 3);
                TVector w4 = Weight<TLines>(w + part, 4);
                TVector w5 = Weight<TLines>(w + part, 5);
                TVector w6 = Weight<TLines>(w + part, 6);
                TVector w7 = Weight<TLines>(w + part, 7);
                TVector s0 = Start<TLines, TStart, TSums>(c + part, 0);
                TVector s1 = Start<TLines, TStart, TSums>(c + part, 1);
                TVector s2 = Start<TLines, TStart, TSums>(c + part, 2);
                TVector s3 = Start<TLines, TStart, TSums>(c + part, 3);
                TVector s4 = Start<TLines, TStart, TSums>(c + part, 4);
                TVector s5 = Start<TLines, TStart, TSums>(c + part, 5);
                TVector s6 = Start<TLines, TStart, TSums>(c + part, 6);
                TVector s7 = Start<TLines, TStart, TSums>(c + part, 7);
                for (ulong left = open; left != 0; left &= left - 1)
                {
                    int i = BitOperations.TrailingZeroCount(left);
                    T* r = residuals + i * residualsRow + part;
                    TVector coefficient = TSums.AreWanted ? TLanes.Broadcast(f[i]) : zero;
                    TVector chain = zero;
                    TVector before = zero;
                    Add<TLines, TLast, TSums>(r, 0, w0, coefficient, ref chain, ref before, ref s0);
                    Add<TLines, TLast, TSums>(r, 1, w1, coefficient, ref chain, ref before, ref s1);
                    Add<TLines, TLast, TSums>(r, 2, w2, coefficient, ref chain, ref before, ref s2);
                    Add<TLines, TLast, TSums>(r, 3, w3, coefficient, ref chain, ref before, ref s3);
                    Add<TLines, TLast, TSums>(r, 4, w4, coefficient, ref chain, ref before, ref s4);
                    Add<TLines, TLast, TSums>(r, 5, w5, coefficient, ref chain, ref before, ref s5);
                    Add<TLines, TLast, TSums>(r, 6, w6, coefficient, ref chain, ref before, ref s6);
                    Add<TLines, TLast, TSums>(r, 7, w7, coefficient, ref chain, ref before, ref s7);
                    if (TLanes.Count == Line)
                    {
                        T sum = TLanes.Sum(chain, TLast.IsHalf ? before : chain);
                        g[i] = TGradients.IsOutput ? g[i] + sum : sum;
                    }
                    else
                    {
                        TLanes.Store(chains + i * Line + part, chain);
                    }
                }

                if (TSums.AreWanted)
                {
                    Finish<TLines, TLast>(finish, c + part, 0, s0, factor);
                    Finish<TLines, TLast>(finish, c + part, 1, s1, factor);
                    Finish<TLines, TLast>(finish, c + part, 2, s2, factor);
                    Finish<TLines, TLast>(finish, c + part, 3, s3, factor);
                    Finish<TLines, TLast>(finish, c + part, 4, s4, factor);
                    Finish<TLines, TLast>(finish, c + part, 5, s5, factor);
                    Finish<TLines, TLast>(finish, c + part, 6, s6, factor);
                    Finish<TLines, TLast>(finish, c + part, 7, s7, factor);
                }
            }

            for (ulong left = TLanes.Count < Line ? open : 0; left != 0; left &= left - 1)
            {
                int i = BitOperations.TrailingZeroCount(left);
                T sum = LineSum.Of<T, TVector, TLanes>(chains + i * Line);
                g[i] = TGradients.IsOutput ? g[i] + sum : sum;
            }

            w += row;
            c += row;
            f += lanes;
            g += lanes;
            bits += bitsRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Weight<TLines>(T* w, int line)
        where TLines : IExtent =>
        line < TLines.Value ? TLanes.Load(w + line * Line) : TLanes.Broadcast(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TLines, TStart, TSums>(T* c, int line)
        where TLines : IExtent
        where TStart : struct, ISumStart
        where TSums : struct, ITopLayerSums =>
        line < TLines.Value && TSums.AreWanted && TStart.IsOutput
            ? TLanes.Load(c + line * Line)
            : TLanes.Broadcast(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLines, TLast, TSums>(
        T* r,
        int line,
        TVector weight,
        TVector coefficient,
        ref TVector chain,
        ref TVector before,
        ref TVector sum
    )
        where TLines : IExtent
        where TLast : struct, ILastVector
        where TSums : struct, ITopLayerSums
    {
        if (line >= TLines.Value)
        {
            return;
        }

        T* residual = r + line * Line;
        if (TLast.IsHalf && line == TLines.Value - 1)
        {
            before = chain;
            chain = TLanes.FusedMultiplyAddLower(weight, residual, chain);
            sum = TSums.AreWanted ? TLanes.FusedMultiplyAddLower(coefficient, residual, sum) : sum;
            return;
        }

        TVector value = TLanes.Load(residual);
        chain = TLanes.FusedMultiplyAdd(weight, value, chain);
        sum = TSums.AreWanted ? TLanes.FusedMultiplyAdd(coefficient, value, sum) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLines, TLast>(in TEnd end, T* c, int line, TVector sum, TVector factor)
        where TLines : IExtent
        where TLast : struct, ILastVector
    {
        if (line < TLines.Value)
        {
            bool isHalf = TLast.IsHalf && line == TLines.Value - 1;
            end.Finish<TVector, TLanes>(c + line * Line, isHalf ? TLanes.Lower(sum) : sum, factor);
        }
    }
}
