// The four-lane instance of ISimd, on the portable Vector256 API. No choice is made here; see SimdWidths.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Simd;

/// <summary>Vectors of four doubles.</summary>
internal readonly unsafe struct Simd256 : ISimd<Vector256<double>>
{
    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, Vector256<double> value) =>
        Vector256.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> x, Vector256<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> x, Vector256<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> x, Vector256<double> y) => x * y;

    // FusedMultiplyAdd, never MultiplyAddEstimate: the estimate may round twice where there is no instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedMultiplyAdd(
        Vector256<double> x,
        Vector256<double> y,
        Vector256<double> addend
    ) => Vector256.FusedMultiplyAdd(x, y, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MaxMagnitude(Vector256<double> x, Vector256<double> y) =>
        Vector256.Max(Vector256.Abs(x), Vector256.Abs(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WhereNonNegative(
        Vector256<double> z,
        Vector256<double> then,
        Vector256<double> otherwise
    ) =>
        Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(z, Vector256<double>.Zero), then, otherwise);
}
