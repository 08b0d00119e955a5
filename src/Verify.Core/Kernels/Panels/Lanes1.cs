// The one-lane instance of ILanes: a plain number, for machines with no fused vector unit.
// It is not the reference: the meaning of a kernel is written separately, in Kernels/Reference.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>"Vectors" of one number.</summary>
internal readonly unsafe struct Lanes1<T> : ILanes<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static int TileVectors => 2;

    public static int SparseVectors => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, T value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T x, T y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T x, T y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T x, T y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T x, T y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SquareRoot(T x) => T.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAdd(T x, T y, T addend) => T.FusedMultiplyAdd(x, y, addend);

    public static bool HasHalves => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FusedMultiplyAddLower(T x, T* y, T addend) => FusedMultiplyAdd(x, Load(y), addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lower(T x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T lower, T upper) => lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Magnitude(T x) => T.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WhereGreater(T x, T y, T then, T otherwise) => x > y ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WhereNonNegative(T z, T then, T otherwise) => z >= T.Zero ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PositiveBits(T z) => z > T.Zero ? 1UL : 0UL;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotNegativeBits(T z) => z < T.Zero ? 0UL : 1UL;
}
