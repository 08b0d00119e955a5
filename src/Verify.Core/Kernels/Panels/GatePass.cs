// The gate of a leaky ReLU over gradients that are there, where no end of a product could apply it.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>g(i) := g(i) where z(i) &gt;= 0, else leak g(i), over whole 64-byte lines.</summary>
internal readonly unsafe struct GatePass<T>(T* z, T* g, int length, T leak) : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs at a given width.</summary>
    internal static void Run(SimdWidth width, T* z, T* g, int length, T leak)
    {
        GatePass<T> loop = new(z, g, length, leak);
        LaneDispatch.Run<T, GatePass<T>>(width, ref loop);
    }

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        TVector factor = TLanes.Broadcast(leak);
        for (nint i = 0; i < length; i += TLanes.Count)
        {
            TVector open = TLanes.Load(g + i);
            TVector closed = TLanes.Multiply(factor, open);
            TLanes.Store(g + i, TLanes.WhereNonNegative(TLanes.Load(z + i), open, closed));
        }
    }
}
