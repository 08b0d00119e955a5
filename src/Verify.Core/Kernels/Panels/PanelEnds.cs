// What is done to a finished sum before it is stored: nothing, the gate, the residual, the gate backwards, the update.
// Each end is one operation per element; the loop that calls it is PanelTile.cs.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// The end of a product. Matrices that an end reads or writes beside c have c's layout, so that an entry of theirs is at
/// the same distance from c everywhere: that distance, in elements, is what the ends hold.
/// </summary>
internal unsafe interface IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number that the end multiplies by, which a tile spreads over all lanes once.</summary>
    T Factor { get; }

    /// <summary>Takes up the sums of one vector of outputs, to be stored at <paramref name="c"/>.</summary>
    void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>;
}

/// <summary>c = sum.</summary>
internal readonly unsafe struct StoreEnd<T> : IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Factor => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector> => TLanes.Store(c, sum);
}

/// <summary>c = z = sum, and sigma(z) beside it: z where z &gt;= 0, else leak z. Notes where the gate is open.</summary>
internal readonly unsafe struct ActivateEnd<T>(T leak, nint activation, GateNotes<T> notes) : IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Factor => leak;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        TLanes.Store(c, sum);
        TVector below = TLanes.Multiply(factor, sum);
        TLanes.Store(c + activation, TLanes.WhereNonNegative(sum, sum, below));
        notes.Note<TVector, TLanes>(c, sum);
    }
}

/// <summary>c = target - sum.</summary>
internal readonly unsafe struct ResidualEnd<T>(nint target) : IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Factor => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector> => TLanes.Store(c, TLanes.Subtract(TLanes.Load(c + target), sum));
}

/// <summary>c = sum where the pre-activation z beside it is &gt;= 0, else leak sum: the rule of differentiation of sigma.</summary>
internal readonly unsafe struct GateEnd<T>(T leak, nint preActivation) : IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Factor => leak;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        TVector below = TLanes.Multiply(factor, sum);
        TLanes.Store(c, TLanes.WhereNonNegative(TLanes.Load(c + preActivation), sum, below));
    }
}

/// <summary>c = fma(rate, sum, c): a weight after its update. The sum is rounded before it meets the weight.</summary>
internal readonly unsafe struct UpdateEnd<T>(T rate) : IPanelEnd<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Factor => rate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TVector, TLanes>(T* c, TVector sum, TVector factor)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector> =>
        TLanes.Store(c, TLanes.FusedMultiplyAdd(factor, sum, TLanes.Load(c)));
}
