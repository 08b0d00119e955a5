// The one-lane instance of ISimd: a plain double. It serves remainders, and machines with no vector unit.
// It is not the reference: the meaning of a kernel is written separately, in Kernels/Reference.

using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Simd;

/// <summary>"Vectors" of one double.</summary>
internal readonly unsafe struct Simd64 : ISimd<double>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(double* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, double value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double x, double y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double x, double y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double x, double y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double x, double y, double addend) =>
        Math.FusedMultiplyAdd(x, y, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitude(double x, double y) => Math.Max(Math.Abs(x), Math.Abs(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WhereNonNegative(double z, double then, double otherwise) =>
        z >= 0 ? then : otherwise;
}
