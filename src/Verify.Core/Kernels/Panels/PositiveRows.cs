// Where the entries of a matrix are positive, a word of bits a row: which samples a node is active on. Bits only.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// Bit i of word k is x(k, i) &gt; 0 (so not at NaN), for at most 64 columns, in rows of whole 64-byte lines; the bits behind
/// the last column are clear.
/// </summary>
internal readonly unsafe struct PositiveRows<T>(T* x, nint stride, int rows, int columns, ulong* words)
    : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs at a given width.</summary>
    internal static void Run(SimdWidth width, T* x, nint stride, int rows, int columns, ulong* words)
    {
        PositiveRows<T> loop = new(x, stride, rows, columns, words);
        LaneDispatch.Run<T, PositiveRows<T>>(width, ref loop);
    }

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        ulong wanted = columns < 64 ? (1UL << columns) - 1 : ulong.MaxValue;
        T* from = x;
        for (int k = 0; k < rows; k++)
        {
            ulong bits = 0;
            for (int i = 0; i < columns; i += TLanes.Count)
            {
                bits |= TLanes.PositiveBits(TLanes.Load(from + i)) << i;
            }

            words[k] = bits & wanted;
            from += stride;
        }
    }
}
