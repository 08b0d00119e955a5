// The time of one plain pass over some memory that was used a moment ago: what a stage cannot fall below by its bytes.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Verify.Core.Kernels.Panels;

namespace Verify.Benchmarks;

/// <summary>Reads, or reads and writes, whole vectors in order; the memory is in whichever cache holds that much.</summary>
internal static unsafe class MemoryPass
{
    private const int Repeats = 50;

    /// <summary>The best of some passes over so many bytes.</summary>
    internal static double Microseconds(long bytes, bool writes)
    {
        AlignedArray<double> memory = new(Math.Max(32, bytes / sizeof(double) / 32 * 32));
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            double sum = writes ? Update(memory.Pointer, memory.Length) : Read(memory.Pointer, memory.Length);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            GC.KeepAlive(sum);
        }

        GC.KeepAlive(memory);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Read(double* values, int count)
    {
        Vector512<double> a = default,
            b = default,
            c = default,
            d = default;
        for (int i = 0; i < count; i += 32)
        {
            a += Vector512.Load(values + i);
            b += Vector512.Load(values + i + 8);
            c += Vector512.Load(values + i + 16);
            d += Vector512.Load(values + i + 24);
        }

        return Vector512.Sum(a + b + (c + d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Update(double* values, int count)
    {
        Vector512<double> half = Vector512.Create(0.5);
        for (int i = 0; i < count; i += 8)
        {
            Vector512.Store(Vector512.Load(values + i) * half, values + i);
        }

        return values[0];
    }
}
