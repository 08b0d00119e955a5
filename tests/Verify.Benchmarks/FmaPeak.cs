// The most fused multiply-adds per second that one thread of this machine reaches: the yardstick of the products.
// Measured, not looked up, because clock and throttling are the machine's own.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Verify.Core.Kernels.Simd;

namespace Verify.Benchmarks;

/// <summary>A register-resident loop of twelve independent chains at each width, no memory touched.</summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int Steps = 2_000_000;

    /// <summary>One reading, in GFLOP/s (a fused multiply-add counts as two), at the better of 256 and 512 bits.</summary>
    internal static double Measure()
    {
        double best = Reading<double, Simd64>();
        if (Vector256.IsHardwareAccelerated)
        {
            best = Math.Max(best, Reading<Vector256<double>, Simd256>());
        }

        if (Vector512.IsHardwareAccelerated)
        {
            best = Math.Max(best, Reading<Vector512<double>, Simd512>());
        }

        return best;
    }

    private static double Reading<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        long start = Stopwatch.GetTimestamp();
        double result = Spin<TVector, TSimd>(Steps);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive(result);
        return 2.0 * Chains * TSimd.Count * Steps / seconds * 1e-9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe double Spin<TVector, TSimd>(int steps)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        // s := s * 0.5 + 1 stays near 2 for ever: no overflow, no subnormal.
        TVector half = TSimd.Broadcast(0.5);
        TVector one = TSimd.Broadcast(1);
        TVector s0 = one,
            s1 = one,
            s2 = one,
            s3 = one,
            s4 = one,
            s5 = one;
        TVector s6 = one,
            s7 = one,
            s8 = one,
            s9 = one,
            s10 = one,
            s11 = one;
        for (int i = 0; i < steps; i++)
        {
            s0 = TSimd.FusedMultiplyAdd(s0, half, one);
            s1 = TSimd.FusedMultiplyAdd(s1, half, one);
            s2 = TSimd.FusedMultiplyAdd(s2, half, one);
            s3 = TSimd.FusedMultiplyAdd(s3, half, one);
            s4 = TSimd.FusedMultiplyAdd(s4, half, one);
            s5 = TSimd.FusedMultiplyAdd(s5, half, one);
            s6 = TSimd.FusedMultiplyAdd(s6, half, one);
            s7 = TSimd.FusedMultiplyAdd(s7, half, one);
            s8 = TSimd.FusedMultiplyAdd(s8, half, one);
            s9 = TSimd.FusedMultiplyAdd(s9, half, one);
            s10 = TSimd.FusedMultiplyAdd(s10, half, one);
            s11 = TSimd.FusedMultiplyAdd(s11, half, one);
        }

        TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)), TSimd.Add(s4, s5));
        sum = TSimd.Add(sum, TSimd.Add(TSimd.Add(TSimd.Add(s6, s7), TSimd.Add(s8, s9)), TSimd.Add(s10, s11)));
        double* lanes = stackalloc double[TSimd.Count];
        TSimd.Store(lanes, sum);
        return lanes[0];
    }
}
