// The sum of the numbers of one 64-byte line, by halving: the one order in which vectors of any width join their lanes.

using System.Numerics;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// Element i and element i + n / 2 are added, i = 0 .. n/2-1, n = 64 bytes, and so on down to one number. A vector of 64 bytes
/// holds the line; narrower ones come down to their own width first.
/// </summary>
internal static unsafe class LineSum
{
    /// <summary>
    /// Sums of products over longer rows are taken over blocks of so many lines, added in order: what a kernel holds in
    /// registers at once must not decide about bits.
    /// </summary>
    internal const int BlockLines = 8;

    /// <summary>The sum of a line, which is overwritten.</summary>
    internal static T Of<T, TVector, TLanes>(T* line)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        for (int half = 32 / sizeof(T); half >= TLanes.Count; half /= 2)
        {
            for (int i = 0; i < half; i += TLanes.Count)
            {
                TLanes.Store(line + i, TLanes.Add(TLanes.Load(line + i), TLanes.Load(line + i + half)));
            }
        }

        TVector lanes = TLanes.Load(line);
        return TLanes.Sum(lanes, lanes);
    }
}
