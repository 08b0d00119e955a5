// Shifted samples and their sums and squares by column: what a correlation in one pass is made of.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// For a block x of rows x columns: centred(i, j) = x(i, j) - shift[j]; sums[j] = the sum of centred(i, j) and
/// squares[j] = the chain of its squares, over i in order from +0. All have x's row stride or whole lines; columns go up
/// to the next multiple of 64 bytes. centred may be x.
/// </summary>
internal unsafe struct CentredSums<T> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal T* X;
    internal nint Stride;
    internal int Rows;
    internal int Columns;
    internal T* Shift;
    internal T* Centred;
    internal T* Sums;
    internal T* Squares;

    /// <summary>Runs at a given width.</summary>
    internal static void Run(SimdWidth width, CentredSums<T> loop) =>
        LaneDispatch.Run<T, CentredSums<T>>(width, ref loop);

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int padded = PaddedStride.Lines<T>(Columns);
        for (nint j = 0; j < padded; j += TLanes.Count)
        {
            TVector shift = TLanes.Load(Shift + j);
            TVector sum = TLanes.Broadcast(T.Zero);
            TVector square = sum;
            for (nint i = 0; i < Rows; i++)
            {
                TVector value = TLanes.Subtract(TLanes.Load(X + i * Stride + j), shift);
                TLanes.Store(Centred + i * Stride + j, value);
                sum = TLanes.Add(sum, value);
                square = TLanes.FusedMultiplyAdd(value, value, square);
            }

            TLanes.Store(Sums + j, sum);
            TLanes.Store(Squares + j, square);
        }
    }
}
