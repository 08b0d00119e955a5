// The loops around the tile of the training products: blocks of k that stay in the first-level cache, panels of
// columns, strips of rows. There are no remainders: rows of c and b are padded to whole vectors by their owner.

using System.Diagnostics;
using System.Numerics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// c (rows x columns) = end(a (rows x inner) b (inner x columns)), by <see cref="Operands"/>. Every sum is the chain of
/// fused multiply-adds over k in order, started from +0 (or from c); blocking over k stores a chain's partial value and
/// takes it up again, which changes no bit. Columns are computed up to the next multiple of 64 bytes: the memory of
/// b, c and what the end touches goes that far, and what lies there is the caller's business. Checks nothing in release.
/// </summary>
internal unsafe struct PanelProduct<T, TEnd> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TEnd : struct, IPanelEnd<T>
{
    /// <summary>Rows in a tile.</summary>
    private const int TileRows = 6;

    /// <summary>Bytes of b that all rows pass by before the next: with the lines of a they fit a 32 KiB cache (16 and 28 are slower).</summary>
    private const int PanelBytes = 24 * 1024;

    internal PanelOperands<T> Operands;
    internal TEnd End;
    internal int Rows;
    internal int Columns;

    /// <summary>Only the columns from the row's own on are wanted: panels below the diagonal are left out.</summary>
    internal bool UpperOnly;

    /// <summary>Runs at a given width.</summary>
    internal static void Run(
        SimdWidth width,
        in PanelOperands<T> operands,
        int rows,
        int columns,
        in TEnd end,
        bool upperOnly = false
    )
    {
        Debug.Assert(rows >= 0 && columns >= 0 && operands.Inner >= 0, "negative extent");
        PanelProduct<T, TEnd> loop = new()
        {
            Operands = operands,
            End = end,
            Rows = rows,
            Columns = columns,
            UpperOnly = upperOnly,
        };
        LaneDispatch.Run<T, PanelProduct<T, TEnd>>(width, ref loop);
    }

    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int line = 64 / sizeof(T);
        int vectors = (Columns + line - 1) / line * (line / TLanes.Count);
        int depth = PanelBytes / sizeof(T) / (TLanes.Count * Math.Clamp(vectors, 1, TLanes.TileVectors));
        int blocks = Math.Max(1, (Operands.Inner + depth - 1) / depth);
        int k = 0;
        for (int block = 0; block < blocks; block++)
        {
            // Blocks of nearly equal depth: a last one of a few k would not pay for taking the sums up again.
            int next = (int)((long)Operands.Inner * (block + 1) / blocks);
            PanelOperands<T> slab = Operands;
            slab.A += k * Operands.AStep;
            slab.B += k * Operands.BStep;
            slab.Inner = next - k;
            slab.Load = Operands.Load || block > 0;
            if (block == blocks - 1)
            {
                Panels<TVector, TLanes, TEnd>(slab, End, vectors);
            }
            else
            {
                Panels<TVector, TLanes, StoreEnd<T>>(slab, default, vectors);
            }

            k = next;
        }
    }

    private readonly void Panels<TVector, TLanes, TLast>(in PanelOperands<T> slab, in TLast end, int vectors)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
        where TLast : struct, IPanelEnd<T>
    {
        int panels = (vectors + TLanes.TileVectors - 1) / TLanes.TileVectors;
        PanelOperands<T> panel = slab;
        int done = 0;
        for (int p = 0; p < panels; p++)
        {
            int next = vectors * (p + 1) / panels;
            int rows = UpperOnly ? Math.Min(Rows, next * TLanes.Count) : Rows;
            switch (next - done)
            {
                case 4:
                    Strips<TVector, TLanes, Four, TLast>(panel, end, rows);
                    break;
                case 3:
                    Strips<TVector, TLanes, Three, TLast>(panel, end, rows);
                    break;
                case 2:
                    Strips<TVector, TLanes, Two, TLast>(panel, end, rows);
                    break;
                default:
                    Strips<TVector, TLanes, One, TLast>(panel, end, rows);
                    break;
            }

            panel.B += (next - done) * TLanes.Count;
            panel.C += (next - done) * TLanes.Count;
            done = next;
        }
    }

    /// <summary>All rows in strips of at most six, as equal as they can be.</summary>
    private static void Strips<TVector, TLanes, TVectors, TLast>(
        in PanelOperands<T> panel,
        in TLast end,
        int rows
    )
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
        where TVectors : IExtent
        where TLast : struct, IPanelEnd<T>
    {
        PanelOperands<T> strip = panel;
        int strips = (rows + TileRows - 1) / TileRows;
        for (; strips > 0; strips--)
        {
            int height = (rows + strips - 1) / strips;
            switch (height)
            {
                case 6:
                    PanelTile<T, TVector, TLanes, Six, TVectors, TLast>.Run(strip, end);
                    break;
                case 5:
                    PanelTile<T, TVector, TLanes, Five, TVectors, TLast>.Run(strip, end);
                    break;
                case 4:
                    PanelTile<T, TVector, TLanes, Four, TVectors, TLast>.Run(strip, end);
                    break;
                case 3:
                    PanelTile<T, TVector, TLanes, Three, TVectors, TLast>.Run(strip, end);
                    break;
                case 2:
                    PanelTile<T, TVector, TLanes, Two, TVectors, TLast>.Run(strip, end);
                    break;
                default:
                    PanelTile<T, TVector, TLanes, One, TVectors, TLast>.Run(strip, end);
                    break;
            }

            strip.A += height * strip.ARow;
            strip.C += height * strip.CRow;
            rows -= height;
        }
    }
}
