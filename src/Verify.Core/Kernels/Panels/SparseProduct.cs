// Products whose left factor is zero in many places, as gradients and activations behind a ReLU are: its zeros are left out.
// The loops around the tile (SparseTile.cs); which entries are zero is known beforehand (NonZeroPattern.cs).

using System.Diagnostics;
using System.Numerics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// c (rows x columns) = end(a (rows x inner) b (inner x columns)), by <see cref="SparseOperands{T}"/>, with 8 w more bytes for
/// k = 64 w .. 64 w + 63. Every sum is the chain of fused
/// multiply-adds over the k whose bit is set, in order, started from +0 or from c. Where a(i, k) = 0 without a bit and b is
/// finite, that is the chain over all k bit for bit: adding 0 b(k, j) changes no sum, and a sum that starts from +0 is
/// never -0. Columns are stored up to the next multiple of 64 bytes, as by <see cref="PanelProduct{T, TEnd}"/>, but what lies
/// behind the last one may come from sums of zero. Checks nothing in release.
/// </summary>
internal unsafe struct SparseProduct<T, TEnd> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TEnd : struct, IPanelEnd<T>
{
    /// <summary>The k of one block: the bits of a word.</summary>
    private const int Block = 64;

    /// <summary>Bytes of b that all rows pass by before the next.</summary>
    private const int PanelBytes = 28 * 1024;

    private SparseOperands<T> operands;
    private TEnd end;
    private int rows;
    private int columns;

    /// <summary>Runs at a given width.</summary>
    internal static void Run(
        SimdWidth width,
        in SparseOperands<T> operands,
        int rows,
        int columns,
        in TEnd end
    )
    {
        Debug.Assert(rows >= 0 && columns >= 0 && operands.Product.Inner >= 0, "negative extent");
        SparseProduct<T, TEnd> loop = new()
        {
            operands = operands,
            end = end,
            rows = rows,
            columns = columns,
        };
        LaneDispatch.Run<T, SparseProduct<T, TEnd>>(width, ref loop);
    }

    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int line = 64 / sizeof(T);
        int vectors = (columns + line - 1) / line * (line / TLanes.Count);
        int blocks = Math.Max(1, (operands.Product.Inner + Block - 1) / Block);
        for (int block = 0; block < blocks; block++)
        {
            SparseOperands<T> slab = operands;
            slab.Bits += block * sizeof(ulong);
            slab.Product.A += block * Block * operands.Product.AStep;
            slab.Product.B += block * Block * operands.Product.BStep;
            slab.Product.Inner = Math.Min(Block, operands.Product.Inner - block * Block);
            slab.Product.Load = operands.Product.Load || block > 0;
            if (block == blocks - 1)
            {
                Panels<TVector, TLanes, TEnd>(slab, end, vectors);
            }
            else
            {
                Panels<TVector, TLanes, StoreEnd<T>>(slab, default, vectors);
            }
        }
    }

    /// <summary>Panels of nearly equal width, each as wide as the cache and the registers allow.</summary>
    private readonly void Panels<TVector, TLanes, TLast>(
        in SparseOperands<T> slab,
        in TLast last,
        int vectors
    )
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
        where TLast : struct, IPanelEnd<T>
    {
        int inCache = PanelBytes / (Math.Max(1, slab.Product.Inner) * TLanes.Count * sizeof(T));
        int widest = Math.Clamp(inCache, 1, TLanes.SparseVectors);
        int panels = (vectors + widest - 1) / widest;
        bool hasHalf = TLanes.HasHalves && (columns - 1) % TLanes.Count < TLanes.Count / 2;
        SparseOperands<T> panel = slab;
        int done = 0;
        for (int p = 0; p < panels; p++)
        {
            int next = (int)((long)vectors * (p + 1) / panels);
            SparseTile<T, TVector, TLanes, TLast>.Run(
                panel,
                last,
                rows,
                next - done,
                hasHalf && next == vectors
            );
            panel.Product.B += (next - done) * TLanes.Count;
            panel.Product.C += (next - done) * TLanes.Count;
            done = next;
        }
    }
}
