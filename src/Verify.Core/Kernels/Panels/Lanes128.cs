// The 128-bit instance of ILanes, on the portable Vector128 API. No choice is made here; see Simd/SimdWidth.cs.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Panels;

/// <summary>Vectors of 128 bits.</summary>
internal readonly unsafe struct Lanes128<T> : ILanes<T, Vector128<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => Vector128<T>.Count;

    public static int TileVectors => 2;

    public static int SparseVectors => 14;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector128<T> value) => Vector128.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> x, Vector128<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> x, Vector128<T> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> x, Vector128<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> x, Vector128<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> SquareRoot(Vector128<T> x) => Vector128.Sqrt(x);

    // FusedMultiplyAdd, never MultiplyAddEstimate: the estimate may round twice where there is no instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FusedMultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> addend) =>
        typeof(T) == typeof(double)
            ? Vector128.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), addend.AsDouble()).As<double, T>()
            : Vector128.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), addend.AsSingle()).As<float, T>();

    public static bool HasHalves => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FusedMultiplyAddLower(Vector128<T> x, T* y, Vector128<T> addend) =>
        FusedMultiplyAdd(x, Load(y), addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Lower(Vector128<T> x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> lower, Vector128<T> upper)
    {
        if (typeof(T) == typeof(double))
        {
            return lower[0] + upper[1];
        }

        Vector128<float> upperHalf = Vector128.Shuffle(upper.AsSingle(), Vector128.Create(2, 3, 2, 3));
        Vector128<T> halves = (lower.AsSingle() + upperHalf).As<float, T>();
        return halves[0] + halves[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Magnitude(Vector128<T> x) => Vector128.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WhereGreater(
        Vector128<T> x,
        Vector128<T> y,
        Vector128<T> then,
        Vector128<T> otherwise
    ) => Vector128.ConditionalSelect(Vector128.GreaterThan(x, y), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WhereNonNegative(Vector128<T> z, Vector128<T> then, Vector128<T> otherwise) =>
        Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(z, Vector128<T>.Zero), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PositiveBits(Vector128<T> z) =>
        Vector128.ExtractMostSignificantBits(Vector128.GreaterThan(z, Vector128<T>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotNegativeBits(Vector128<T> z) =>
        Vector128.ExtractMostSignificantBits(~Vector128.LessThan(z, Vector128<T>.Zero));
}
