// The loops around the product's register tile: whether to pack, how to block, what to do with remainders.
// Blocking over k stores a chain's partial value and takes it up again, which changes no bit of it.

using System.Runtime.CompilerServices;
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

    /// <summary>Rows from which copying b pays: reading it in place costs little when it is read only a few times.</summary>
    private const int PackRows = 8;

    /// <summary>The same when the columns of b are not adjacent, so that only a copy can be read by vectors.</summary>
    private const int PackTransposedRows = 4;

    /// <summary>Multiplications below which nothing but the bare tile pays.</summary>
    private const int PackVolume = 256;

    internal ProductOperands Operands;
    internal nint BColumn;
    internal int Rows;
    internal int Columns;

    public readonly void Run<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        int packRows = BColumn == 1 ? PackRows : PackTransposedRows;
        if (Rows < packRows || (long)Rows * Operands.Inner * Columns < PackVolume)
        {
            RunInPlace<TVector, TSimd>();
        }
        else
        {
            RunPacked<TVector, TSimd>();
        }
    }

    /// <summary>Reads b where it is: by vectors while whole ones fit, then (and when transposed) by single columns.</summary>
    private readonly void RunInPlace<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        ProductOperands block = Operands;
        int j = 0;
        while (BColumn == 1 && Columns - j >= TSimd.Count)
        {
            int vectors = Math.Min(TileVectors, (Columns - j) / TSimd.Count);
            block.B = Operands.B + j;
            block.BVector = TSimd.Count;
            block.C = Operands.C + j;
            RunStrips<TVector, TSimd>(block, Rows, vectors);
            j += vectors * TSimd.Count;
        }

        while (j < Columns)
        {
            int vectors = Math.Min(TileVectors, Columns - j);
            block.B = Operands.B + j * BColumn;
            block.BVector = BColumn;
            block.C = Operands.C + j;
            RunStrips<double, Simd64>(block, Rows, vectors);
            j += vectors;
        }
    }

    [SkipLocalsInit]
    private readonly void RunPacked<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        double* memory = stackalloc double[PanelLength + LineLength];
        double* panel = (double*)(((nuint)memory + 63) & ~(nuint)63);
        int panelColumns = TileVectors * TSimd.Count;
        int depth = PanelLength / panelColumns;

        ProductOperands block = Operands;
        block.B = panel;
        block.BVector = TSimd.Count;
        for (int k = 0; k < Operands.Inner; k += depth)
        {
            block.A = Operands.A + k * Operands.AStep;
            block.Inner = Math.Min(depth, Operands.Inner - k);
            block.Load = Operands.Load || k > 0;
            for (int j = 0; j < Columns; j += panelColumns)
            {
                int columns = Math.Min(panelColumns, Columns - j);
                int vectors = (columns + TSimd.Count - 1) / TSimd.Count;
                int width = vectors * TSimd.Count;
                double* b = Operands.B + k * Operands.BStep + j * BColumn;
                ProductPanel.Pack<TVector, TSimd>(
                    b,
                    Operands.BStep,
                    BColumn,
                    block.Inner,
                    columns,
                    panel,
                    width
                );
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
