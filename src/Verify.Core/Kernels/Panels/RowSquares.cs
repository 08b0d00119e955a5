// The squared norm of every row of a padded matrix.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// destination[i] = the sum over j of x(i, j)^2, in the order of a gradient in <see cref="TopLayerProduct{T, TEnd}"/>: blocks of
/// lines, chains in a block, joined by halving. x is rows x columns with a row stride and zeros up to the next multiple of 64
/// bytes.
/// </summary>
internal readonly unsafe struct RowSquares<T>(T* x, nint stride, int rows, int columns, T* destination)
    : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs at a given width.</summary>
    internal static void Run(SimdWidth width, T* x, nint stride, int rows, int columns, T* destination)
    {
        RowSquares<T> loop = new(x, stride, rows, columns, destination);
        LaneDispatch.Run<T, RowSquares<T>>(width, ref loop);
    }

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int line = 64 / sizeof(T);
        T* chains = null;
        if (TLanes.Count < line)
        {
            T* memory = stackalloc T[line];
            chains = memory;
        }

        int padded = PaddedStride.Lines<T>(columns);
        T* row = x;
        for (int i = 0; i < rows; i++)
        {
            destination[i] = T.Zero;
            for (int first = 0; first < padded; first += LineSum.BlockLines * line)
            {
                int end = Math.Min(padded, first + LineSum.BlockLines * line);
                for (int part = 0; part < line; part += TLanes.Count)
                {
                    TVector chain = TLanes.Broadcast(T.Zero);
                    for (int j = first + part; j < end; j += line)
                    {
                        TVector value = TLanes.Load(row + j);
                        chain = TLanes.FusedMultiplyAdd(value, value, chain);
                    }

                    if (TLanes.Count == line)
                    {
                        destination[i] += TLanes.Sum(chain, chain);
                    }
                    else
                    {
                        TLanes.Store(chains + part, chain);
                    }
                }

                if (TLanes.Count < line)
                {
                    destination[i] += LineSum.Of<T, TVector, TLanes>(chains);
                }
            }

            row += stride;
        }
    }
}
