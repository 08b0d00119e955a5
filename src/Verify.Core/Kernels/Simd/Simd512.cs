// The eight-lane instance of ISimd, on the portable Vector512 API. No choice is made here; see SimdWidths.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Simd;

/// <summary>Vectors of eight doubles.</summary>
internal readonly unsafe struct Simd512 : ISimd<Vector512<double>>
{
    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, Vector512<double> value) =>
        Vector512.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> x, Vector512<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> x, Vector512<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> x, Vector512<double> y) => x * y;

    // FusedMultiplyAdd, never MultiplyAddEstimate: the estimate may round twice where there is no instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FusedMultiplyAdd(
        Vector512<double> x,
        Vector512<double> y,
        Vector512<double> addend
    ) => Vector512.FusedMultiplyAdd(x, y, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MaxMagnitude(Vector512<double> x, Vector512<double> y) =>
        Vector512.Max(Vector512.Abs(x), Vector512.Abs(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WhereNonNegative(
        Vector512<double> z,
        Vector512<double> then,
        Vector512<double> otherwise
    ) =>
        Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(z, Vector512<double>.Zero), then, otherwise);
}
