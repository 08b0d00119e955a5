// How weights follow a sum of updates: plainly, with momentum and decay, or by Adam. One operation per element; the
// sums are the products' business.

using System.Numerics;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>A rule for one element: the sum of updates, the weight, and up to two numbers that the rule remembers.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The weight after the update; the memories are replaced.</summary>
    TVector Apply<TVector, TLanes>(TVector sum, TVector weight, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>;
}

/// <summary>w := fma(rate, S, w): the same bits as <see cref="UpdateEnd{T}"/>.</summary>
internal readonly struct PlainRule<T>(T rate) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector sum, TVector weight, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector> => TLanes.FusedMultiplyAdd(TLanes.Broadcast(rate), sum, weight);
}

/// <summary>u = fma(scale, S, -decay w), v := fma(momentum, v, u), w := fma(rate, v, w).</summary>
internal readonly struct MomentumRule<T>(T scale, T rate, T momentum, T decay) : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector sum, TVector weight, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        TVector update = TLanes.FusedMultiplyAdd(
            TLanes.Broadcast(scale),
            sum,
            TLanes.Multiply(TLanes.Broadcast(-decay), weight)
        );
        first = TLanes.FusedMultiplyAdd(TLanes.Broadcast(momentum), first, update);
        return TLanes.FusedMultiplyAdd(TLanes.Broadcast(rate), first, weight);
    }
}

/// <summary>
/// Kingma and Ba's Adam: u as in <see cref="MomentumRule{T}"/>, p := fma(1 - b1, u, b1 p), q := fma((1 - b2) u, u, b2 q),
/// w := fma(rate, p / fma(sqrt q, rootCorrection, epsilon), w), with rate = lr / (1 - b1^t) and rootCorrection =
/// 1 / sqrt(1 - b2^t).
/// </summary>
internal readonly struct AdamRule<T>(T scale, T rate, T b1, T b2, T rootCorrection, T epsilon, T decay)
    : IUpdateRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TLanes>(TVector sum, TVector weight, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        TVector update = TLanes.FusedMultiplyAdd(
            TLanes.Broadcast(scale),
            sum,
            TLanes.Multiply(TLanes.Broadcast(-decay), weight)
        );
        first = TLanes.FusedMultiplyAdd(
            TLanes.Broadcast(T.One - b1),
            update,
            TLanes.Multiply(TLanes.Broadcast(b1), first)
        );
        second = TLanes.FusedMultiplyAdd(
            TLanes.Multiply(TLanes.Broadcast(T.One - b2), update),
            update,
            TLanes.Multiply(TLanes.Broadcast(b2), second)
        );
        TVector root = TLanes.FusedMultiplyAdd(
            TLanes.SquareRoot(second),
            TLanes.Broadcast(rootCorrection),
            TLanes.Broadcast(epsilon)
        );
        return TLanes.FusedMultiplyAdd(TLanes.Broadcast(rate), TLanes.Divide(first, root), weight);
    }
}

/// <summary>A rule over padded memory: whole 64-byte lines, so that there is no remainder.</summary>
internal unsafe struct WeightUpdate<T, TRule> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRule : struct, IUpdateRule<T>
{
    private TRule rule;
    private T* sums;
    private T* weights;
    private T* firsts;
    private T* seconds;
    private int length;

    /// <summary>
    /// Runs at a given width over <paramref name="length"/> elements, whole lines. A memory that the rule does not use
    /// may be the sums themselves: it is written back as it was read.
    /// </summary>
    internal static void Run(
        SimdWidth width,
        TRule rule,
        T* sums,
        T* weights,
        T* firsts,
        T* seconds,
        int length
    )
    {
        WeightUpdate<T, TRule> loop = new()
        {
            rule = rule,
            sums = sums,
            weights = weights,
            firsts = firsts,
            seconds = seconds,
            length = length,
        };
        LaneDispatch.Run<T, WeightUpdate<T, TRule>>(width, ref loop);
    }

    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        for (nint i = 0; i < length; i += TLanes.Count)
        {
            TVector first = TLanes.Load(firsts + i);
            TVector second = TLanes.Load(seconds + i);
            TVector weight = rule.Apply<TVector, TLanes>(
                TLanes.Load(sums + i),
                TLanes.Load(weights + i),
                ref first,
                ref second
            );
            TLanes.Store(weights + i, weight);
            TLanes.Store(firsts + i, first);
            TLanes.Store(seconds + i, second);
        }
    }
}
