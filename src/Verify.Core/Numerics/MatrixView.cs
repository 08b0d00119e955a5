// Row-major matrix views over spans: a shape and a stride put on memory that somebody else owns.
// They are not matrices: they allocate nothing, own nothing and have no arithmetic (see Kernels/).

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Numerics;

/// <summary>
/// A writable row-major view: entry (i, j) is <c>Data[i * Stride + j]</c>, 0 &lt;= i &lt; <see cref="Rows"/>,
/// 0 &lt;= j &lt; <see cref="Columns"/>.
/// </summary>
public readonly ref struct MatrixView
{
    /// <summary>The memory, of length at least (Rows - 1) * Stride + Columns when neither extent is 0.</summary>
    public Span<double> Data { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance in elements between the starts of two rows, at least <see cref="Columns"/>.</summary>
    public int Stride { get; }

    /// <summary>Views the first rows * columns elements as a contiguous matrix.</summary>
    /// <exception cref="ArgumentException">A negative extent, or too few elements.</exception>
    public MatrixView(Span<double> data, int rows, int columns)
        : this(data, rows, columns, columns) { }

    /// <summary>Views <paramref name="data"/> with a row stride of its own.</summary>
    /// <exception cref="ArgumentException">
    /// A negative extent, a stride below <paramref name="columns"/>, or too few elements.
    /// </exception>
    public MatrixView(Span<double> data, int rows, int columns, int stride)
    {
        Data = data[..MatrixExtent.RequiredLength(data.Length, rows, columns, stride)];
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>Entry (i, j).</summary>
    public ref double this[int i, int j]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)i < (uint)Rows && (uint)j < (uint)Columns, "entry outside the view");
            return ref Data[i * Stride + j];
        }
    }

    /// <summary>Row i, of length <see cref="Columns"/>. A view of no columns has no memory, whatever its stride.</summary>
    public Span<double> Row(int i) => Columns == 0 ? [] : Data.Slice(i * Stride, Columns);

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public MatrixView TopRows(int count) => new(Data, count, Columns, Stride);

    /// <summary>The first <paramref name="count"/> columns, same stride.</summary>
    public MatrixView LeftColumns(int count) => new(Data, Rows, count, Stride);

    /// <summary>The same memory, read only.</summary>
    public static implicit operator ReadOnlyMatrixView(MatrixView view) =>
        new(view.Data, view.Rows, view.Columns, view.Stride);
}

/// <summary>A read-only row-major view; see <see cref="MatrixView"/>.</summary>
public readonly ref struct ReadOnlyMatrixView
{
    /// <inheritdoc cref="MatrixView.Data"/>
    public ReadOnlySpan<double> Data { get; }

    /// <inheritdoc cref="MatrixView.Rows"/>
    public int Rows { get; }

    /// <inheritdoc cref="MatrixView.Columns"/>
    public int Columns { get; }

    /// <inheritdoc cref="MatrixView.Stride"/>
    public int Stride { get; }

    /// <inheritdoc cref="MatrixView(Span{double}, int, int)"/>
    public ReadOnlyMatrixView(ReadOnlySpan<double> data, int rows, int columns)
        : this(data, rows, columns, columns) { }

    /// <inheritdoc cref="MatrixView(Span{double}, int, int, int)"/>
    public ReadOnlyMatrixView(ReadOnlySpan<double> data, int rows, int columns, int stride)
    {
        Data = data[..MatrixExtent.RequiredLength(data.Length, rows, columns, stride)];
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <inheritdoc cref="MatrixView.this"/>
    public ref readonly double this[int i, int j]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)i < (uint)Rows && (uint)j < (uint)Columns, "entry outside the view");
            return ref Data[i * Stride + j];
        }
    }

    /// <inheritdoc cref="MatrixView.Row"/>
    public ReadOnlySpan<double> Row(int i) => Columns == 0 ? [] : Data.Slice(i * Stride, Columns);

    /// <inheritdoc cref="MatrixView.TopRows"/>
    public ReadOnlyMatrixView TopRows(int count) => new(Data, count, Columns, Stride);

    /// <inheritdoc cref="MatrixView.LeftColumns"/>
    public ReadOnlyMatrixView LeftColumns(int count) => new(Data, Rows, count, Stride);
}

/// <summary>The one place where a view's extents are checked against its memory.</summary>
internal static class MatrixExtent
{
    internal static int RequiredLength(int available, int rows, int columns, int stride)
    {
        if (rows < 0 || columns < 0 || stride < columns)
        {
            ThrowExtent(rows, columns, stride);
        }

        long required = rows == 0 || columns == 0 ? 0 : (long)(rows - 1) * stride + columns;
        if (required > available)
        {
            ThrowLength(available, rows, columns, stride);
        }

        return (int)required;
    }

    private static void ThrowExtent(int rows, int columns, int stride) =>
        throw new ArgumentException($"A view cannot be {rows} x {columns} with a row stride of {stride}.");

    private static void ThrowLength(int available, int rows, int columns, int stride) =>
        throw new ArgumentException(
            $"A {rows} x {columns} view with a row stride of {stride} does not fit in {available} elements."
        );
}
