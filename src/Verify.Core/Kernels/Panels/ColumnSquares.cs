// The squared norm of every column of a padded matrix. One chain a column, so the lanes are columns and no reduction is
// needed.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// destination[j] = the chain s := fma(x(i, j), x(i, j), s) over i in order, from +0. x is rows x columns with a row
/// stride; columns go up to the next multiple of 64 bytes.
/// </summary>
internal unsafe struct ColumnSquares<T> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T* x;
    private nint stride;
    private int rows;
    private int columns;
    private T* destination;

    /// <summary>Runs at a given width.</summary>
    internal static void Run(SimdWidth width, T* x, nint stride, int rows, int columns, T* destination)
    {
        ColumnSquares<T> loop = new()
        {
            x = x,
            stride = stride,
            rows = rows,
            columns = columns,
            destination = destination,
        };
        LaneDispatch.Run<T, ColumnSquares<T>>(width, ref loop);
    }

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int padded = PaddedStride.Lines<T>(columns);
        for (int j = 0; j < padded; j += TLanes.Count)
        {
            TVector sum = TLanes.Broadcast(T.Zero);
            T* column = x + j;
            for (int i = 0; i < rows; i++)
            {
                TVector value = TLanes.Load(column);
                sum = TLanes.FusedMultiplyAdd(value, value, sum);
                column += stride;
            }

            TLanes.Store(destination + j, sum);
        }
    }
}
