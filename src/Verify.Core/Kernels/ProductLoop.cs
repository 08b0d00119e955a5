// The loops around the product's register tile: whether to pack, how to block, what to do with remainders.
// Blocking over k stores a chain's partial value and takes it up again, which changes no bit of it.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>
/// c (rows x columns) = or += a (rows x inner) b (inner x columns), by <see cref="Operands"/>; b(k, j) is at
/// B[k * BStep + j * BColumn].
/// </summary>
internal unsafe struct ProductLoop : ISimdLoop
{
    /// <summary>Vectors in a tile's row.</summary>
    private const int TileVectors = 3;

    /// <summary>Rows in a tile.</summary>
    private const int TileRows = 4;

    /// <summary>The widest vector.</summary>
    private const int MaxCount = 8;

    /// <summary>Doubles in a packed panel: 24 KiB, to stay in a 32 KiB first-level cache beside the rows of a.</summary>
    private const int PanelLength = 3072;

    /// <summary>Doubles to a cache line; a vector that straddles two lines is read at half the speed.</summary>
    private const int LineLength = 8;

    /// <summary>Rows from which copying b pays; fewer read it in place, where the copy would not be read often.</summary>
    private const int PackRows = 96;

    /// <summary>Rows from which the columns after the last whole vector are copied rather than done singly.</summary>
    private const int PackEdgeRows = 16;

    /// <summary>Multiplications below which nothing but the bare tile pays.</summary>
    private const int PackVolume = 256;

    internal ProductOperands Operands;
    internal nint BColumn;
    internal int Rows;
    internal int Columns;

    /// <summary>
    /// Slabs of k, so that what is read of b for one panel stays in the first-level cache while all rows pass by. An
    /// empty inner extent is one empty slab, which writes the starts of the chains.
    /// </summary>
    public readonly void Run<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        int depth = PanelLength / (TileVectors * TSimd.Count);
        ProductLoop slab = this;
        nint k = 0;
        do
        {
            slab.Operands.A = Operands.A + k * Operands.AStep;
            slab.Operands.B = Operands.B + k * Operands.BStep;
            slab.Operands.Inner = (int)Math.Min(depth, Operands.Inner - k);
            slab.Operands.Load = Operands.Load || k > 0;
            slab.RunSlab<TVector, TSimd>();
            k += depth;
        } while (k < Operands.Inner);
    }

    /// <summary>
    /// Whole vectors of adjacent columns in place if the rows are few; of what is left, packed panels if there are
    /// enough columns and rows to pay for the copy, otherwise narrower vectors and single columns.
    /// </summary>
    private readonly void RunSlab<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        int done = BColumn == 1 && Rows < PackRows ? Columns - Columns % TSimd.Count : 0;
        RunInPlace<TVector, TSimd>(0, done, TSimd.Count);
        int left = Columns - done;
        if (
            left > TileVectors
            && (long)Rows * Operands.Inner * left >= PackVolume
            && (done == 0 || Rows >= PackEdgeRows)
        )
        {
            RunPacked<TVector, TSimd>(done);
        }
        else
        {
            // After eight-lane vectors one of four lanes may still fit, with at most three single columns after it.
            int half = BColumn == 1 && TSimd.Count == Simd512.Count ? done + (left & Simd256.Count) : done;
            RunInPlace<Vector256<double>, Simd256>(done, half, Simd256.Count);
            RunInPlace<double, Simd64>(half, Columns, BColumn);
        }
    }

    /// <summary>Columns first .. end-1, whole vectors, with b read where it is.</summary>
    private readonly void RunInPlace<TVector, TSimd>(int first, int end, nint bVector)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        ProductOperands block = Operands;
        block.BVector = bVector;
        for (int j = first; j < end; )
        {
            int vectors = Math.Min(TileVectors, (end - j) / TSimd.Count);
            block.B = Operands.B + j * BColumn;
            block.C = Operands.C + j;
            RunStrips<TVector, TSimd>(block, Rows, vectors);
            j += vectors * TSimd.Count;
        }
    }

    /// <summary>Columns first .. Columns-1, each panel of b copied.</summary>
    [SkipLocalsInit]
    private readonly void RunPacked<TVector, TSimd>(int first)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        double* memory = stackalloc double[PanelLength + LineLength];
        double* panel = (double*)(((nuint)memory + 63) & ~(nuint)63);
        int panelColumns = TileVectors * TSimd.Count;
        ProductOperands block = Operands;
        block.B = panel;
        block.BVector = TSimd.Count;
        for (int j = first; j < Columns; j += panelColumns)
        {
            int columns = Math.Min(panelColumns, Columns - j);
            int vectors = (columns + TSimd.Count - 1) / TSimd.Count;
            int width = vectors * TSimd.Count;
            double* b = Operands.B + j * BColumn;
            ProductPanel.Pack<TVector, TSimd>(b, Operands.BStep, BColumn, block.Inner, columns, panel, width);
            block.BStep = width;
            block.C = Operands.C + j;
            if (columns == width)
            {
                RunStrips<TVector, TSimd>(block, Rows, vectors);
            }
            else
            {
                RunEdgeStrips<TVector, TSimd>(block, Rows, columns, vectors);
            }
        }
    }

    /// <summary>
    /// The last panel when it ends inside a vector: each tile works on a copy of its outputs that is wide enough, and
    /// only the columns that exist are copied back.
    /// </summary>
    [SkipLocalsInit]
    private static void RunEdgeStrips<TVector, TSimd>(
        in ProductOperands panel,
        int rows,
        int columns,
        int vectors
    )
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        double* edge = stackalloc double[TileRows * TileVectors * MaxCount];
        int width = vectors * TSimd.Count;
        ProductOperands strip = panel;
        strip.C = edge;
        strip.CRow = width;
        for (int i = 0; i < rows; i += TileRows)
        {
            int height = Math.Min(TileRows, rows - i);
            double* c = panel.C + i * panel.CRow;
            for (int r = 0; panel.Load && r < height; r++)
            {
                Span<double> padded = new(edge + r * width, width);
                new ReadOnlySpan<double>(c + r * panel.CRow, columns).CopyTo(padded);
                padded[columns..].Clear();
            }

            strip.A = panel.A + i * panel.ARow;
            RunStrips<TVector, TSimd>(strip, height, vectors);
            for (int r = 0; r < height; r++)
            {
                new ReadOnlySpan<double>(edge + r * width, columns).CopyTo(
                    new Span<double>(c + r * panel.CRow, columns)
                );
            }
        }
    }

    private static void RunStrips<TVector, TSimd>(in ProductOperands panel, int rows, int vectors)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        switch (vectors)
        {
            case 3:
                RunStrips<TVector, TSimd, Three>(panel, rows);
                break;
            case 2:
                RunStrips<TVector, TSimd, Two>(panel, rows);
                break;
            default:
                RunStrips<TVector, TSimd, One>(panel, rows);
                break;
        }
    }

    /// <summary>All rows, four at a time; the last one, two or three by a tile of that height.</summary>
    private static void RunStrips<TVector, TSimd, TVectors>(in ProductOperands panel, int rows)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
        where TVectors : IExtent
    {
        ProductOperands strip = panel;
        for (; rows >= TileRows; rows -= TileRows)
        {
            ProductTile<TVector, TSimd, Four, TVectors>.Run(strip);
            strip.A += TileRows * strip.ARow;
            strip.C += TileRows * strip.CRow;
        }

        switch (rows)
        {
            case 3:
                ProductTile<TVector, TSimd, Three, TVectors>.Run(strip);
                break;
            case 2:
                ProductTile<TVector, TSimd, Two, TVectors>.Run(strip);
                break;
            case 1:
                ProductTile<TVector, TSimd, One, TVectors>.Run(strip);
                break;
        }
    }
}
