// Moves rows into columns: a gathered batch becomes one row per coordinate, and back; or moves rows as they are. It computes nothing, so the
// bits are the same by whatever path they move.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Verify.Core.Kernels.Panels;

/// <summary>destination[k * destinationRow + i] = source[index(i) * sourceRow + k].</summary>
internal static unsafe class Transposition
{
    private const int Block = 8;

    /// <summary>
    /// For i below <paramref name="rows"/> and k below <paramref name="columns"/>, index(i) being i where
    /// <paramref name="indices"/> is null. Source and destination do not overlap.
    /// </summary>
    internal static void Run<T>(
        T* source,
        nint sourceRow,
        int* indices,
        int rows,
        int columns,
        T* destination,
        nint destinationRow
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        if (typeof(T) == typeof(double) ? Avx512F.IsSupported : Avx.IsSupported)
        {
            nint* starts = stackalloc nint[Block];
            for (; i <= rows - Block; i += Block)
            {
                for (int r = 0; r < Block; r++)
                {
                    starts[r] = (nint)(source + (indices == null ? i + r : indices[i + r]) * sourceRow);
                }

                int k = 0;
                for (; k <= columns - Block; k += Block)
                {
                    if (typeof(T) == typeof(double))
                    {
                        Doubles(starts, k, (double*)(destination + k * destinationRow + i), destinationRow);
                    }
                    else
                    {
                        Singles(starts, k, (float*)(destination + k * destinationRow + i), destinationRow);
                    }
                }

                for (; k < columns; k++)
                {
                    T* target = destination + k * destinationRow + i;
                    for (int r = 0; r < Block; r++)
                    {
                        target[r] = ((T*)starts[r])[k];
                    }
                }
            }
        }

        for (; i < rows; i++)
        {
            T* row = source + (indices == null ? i : indices[i]) * sourceRow;
            T* target = destination + i;
            for (int k = 0; k < columns; k++)
            {
                *target = row[k];
                target += destinationRow;
            }
        }
    }

    /// <summary>
    /// Copies rows as they are: destination[i * destinationRow + k] = source[index(i) * sourceRow + k] for k below
    /// <paramref name="columns"/>, whole 64-byte lines. For rows this short a call of the library's copy costs more than it
    /// moves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather<T>(
        T* source,
        nint sourceRow,
        int* indices,
        int rows,
        int columns,
        T* destination,
        nint destinationRow
    )
        where T : unmanaged
    {
        int half = 32 / sizeof(T);
        for (int i = 0; i < rows; i++)
        {
            T* from = source + (indices == null ? i : indices[i]) * sourceRow;
            T* to = destination + i * destinationRow;
            for (int k = 0; k < columns; k += 2 * half)
            {
                Vector256<byte> first = Vector256.Load((byte*)(from + k));
                Vector256<byte> second = Vector256.Load((byte*)(from + k + half));
                Vector256.Store(first, (byte*)(to + k));
                Vector256.Store(second, (byte*)(to + k + half));
            }
        }
    }

    /// <summary>
    /// 8 x 8 doubles. Unpacking rows in pairs gives lanes of 128 bits [row 2p, row 2p+1] of one column each; two rounds
    /// of 0x88 (lanes 0, 2) and 0xDD (lanes 1, 3) transpose those lanes, four by four.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Doubles(nint* rows, int k, double* target, nint stride)
    {
        Vector512<double> r0 = Vector512.Load((double*)rows[0] + k);
        Vector512<double> r1 = Vector512.Load((double*)rows[1] + k);
        Vector512<double> r2 = Vector512.Load((double*)rows[2] + k);
        Vector512<double> r3 = Vector512.Load((double*)rows[3] + k);
        Vector512<double> r4 = Vector512.Load((double*)rows[4] + k);
        Vector512<double> r5 = Vector512.Load((double*)rows[5] + k);
        Vector512<double> r6 = Vector512.Load((double*)rows[6] + k);
        Vector512<double> r7 = Vector512.Load((double*)rows[7] + k);
        Lanes(
            Avx512F.UnpackLow(r0, r1),
            Avx512F.UnpackLow(r2, r3),
            Avx512F.UnpackLow(r4, r5),
            Avx512F.UnpackLow(r6, r7),
            target,
            stride
        );
        Lanes(
            Avx512F.UnpackHigh(r0, r1),
            Avx512F.UnpackHigh(r2, r3),
            Avx512F.UnpackHigh(r4, r5),
            Avx512F.UnpackHigh(r6, r7),
            target + stride,
            stride
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lanes(
        Vector512<double> p0,
        Vector512<double> p1,
        Vector512<double> p2,
        Vector512<double> p3,
        double* target,
        nint stride
    )
    {
        Vector512<double> even0 = Avx512F.Shuffle4x128(p0, p1, 0x88);
        Vector512<double> even1 = Avx512F.Shuffle4x128(p2, p3, 0x88);
        Vector512<double> odd0 = Avx512F.Shuffle4x128(p0, p1, 0xDD);
        Vector512<double> odd1 = Avx512F.Shuffle4x128(p2, p3, 0xDD);
        Vector512.Store(Avx512F.Shuffle4x128(even0, even1, 0x88), target);
        Vector512.Store(Avx512F.Shuffle4x128(odd0, odd1, 0x88), target + 2 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(even0, even1, 0xDD), target + 4 * stride);
        Vector512.Store(Avx512F.Shuffle4x128(odd0, odd1, 0xDD), target + 6 * stride);
    }

    /// <summary>8 x 8 floats: pairs, pairs of pairs, then the two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Singles(nint* rows, int k, float* target, nint stride)
    {
        Quarter(rows, k, 0, out Vector256<float> a0, out var a1, out var a2, out var a3);
        Quarter(rows, k, 4, out Vector256<float> b0, out var b1, out var b2, out var b3);
        Vector256.Store(Avx.Permute2x128(a0, b0, 0x20), target);
        Vector256.Store(Avx.Permute2x128(a1, b1, 0x20), target + stride);
        Vector256.Store(Avx.Permute2x128(a2, b2, 0x20), target + 2 * stride);
        Vector256.Store(Avx.Permute2x128(a3, b3, 0x20), target + 3 * stride);
        Vector256.Store(Avx.Permute2x128(a0, b0, 0x31), target + 4 * stride);
        Vector256.Store(Avx.Permute2x128(a1, b1, 0x31), target + 5 * stride);
        Vector256.Store(Avx.Permute2x128(a2, b2, 0x31), target + 6 * stride);
        Vector256.Store(Avx.Permute2x128(a3, b3, 0x31), target + 7 * stride);
    }

    /// <summary>Of four rows: columns k + c (low half) and k + c + 4 (high half), c = 0..3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(
        nint* rows,
        int k,
        int first,
        out Vector256<float> c0,
        out Vector256<float> c1,
        out Vector256<float> c2,
        out Vector256<float> c3
    )
    {
        Vector256<float> r0 = Vector256.Load((float*)rows[first] + k);
        Vector256<float> r1 = Vector256.Load((float*)rows[first + 1] + k);
        Vector256<float> r2 = Vector256.Load((float*)rows[first + 2] + k);
        Vector256<float> r3 = Vector256.Load((float*)rows[first + 3] + k);
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        c0 = Avx.Shuffle(low01, low23, 0x44);
        c1 = Avx.Shuffle(low01, low23, 0xEE);
        c2 = Avx.Shuffle(high01, high23, 0x44);
        c3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
