// The two-lane instance of ISimd, on the portable Vector128 API. No choice is made here; see SimdWidths.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Simd;

/// <summary>Vectors of two doubles.</summary>
internal readonly unsafe struct Simd128 : ISimd<Vector128<double>>
{
    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, Vector128<double> value) =>
        Vector128.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Broadcast(double value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Add(Vector128<double> x, Vector128<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Subtract(Vector128<double> x, Vector128<double> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Multiply(Vector128<double> x, Vector128<double> y) => x * y;

    // FusedMultiplyAdd, never MultiplyAddEstimate: the estimate may round twice where there is no instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> FusedMultiplyAdd(
        Vector128<double> x,
        Vector128<double> y,
        Vector128<double> addend
    ) => Vector128.FusedMultiplyAdd(x, y, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MaxMagnitude(Vector128<double> x, Vector128<double> y) =>
        Vector128.Max(Vector128.Abs(x), Vector128.Abs(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> WhereNonNegative(
        Vector128<double> z,
        Vector128<double> then,
        Vector128<double> otherwise
    ) =>
        Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(z, Vector128<double>.Zero), then, otherwise);
}
