// What the kernel tests share: operands, comparison by bits, guard cells, the widths. No test is here.

using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Kernels;

/// <summary>Deterministic operands and bitwise comparison.</summary>
internal static class KernelData
{
    /// <summary>What a guard cell holds; no kernel under test produces it.</summary>
    internal const double Guard = -7.0e77;

    /// <summary>Every width, whether or not this machine has it: the portable vectors also run in software.</summary>
    internal static readonly SimdWidth[] Widths =
    [
        SimdWidth.One,
        SimdWidth.Two,
        SimdWidth.Four,
        SimdWidth.Eight,
    ];

    /// <summary>Values at which arithmetic has special cases.</summary>
    internal static readonly double[] Specials =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0.0,
        -0.0,
        double.Epsilon,
        -2.5e-310,
        double.MaxValue,
        -double.MaxValue,
    ];

    /// <summary>Values of mixed sign and of magnitudes 2^-12 to 2^12, so that another order of rounding shows.</summary>
    internal static double[] Numbers(int count, int seed)
    {
        double[] values = new double[count];
        ulong state = (ulong)seed * 0x9E3779B97F4A7C15 + 1;
        for (int i = 0; i < count; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            double unit = (long)state * (1.0 / (1UL << 63));
            values[i] = Math.ScaleB(unit, (int)(state >> 20) % 13);
        }

        return values;
    }

    /// <summary>The same with about one special value in six.</summary>
    internal static double[] NumbersWithSpecials(int count, int seed)
    {
        double[] values = Numbers(count, seed);
        for (int i = seed % 5; i < count; i += 3 + (i * 7 + seed) % 6)
        {
            values[i] = Specials[(i * 5 + seed) % Specials.Length];
        }

        return values;
    }

    /// <summary>Memory for a strided rows x columns view of the given values, with guard cells in every gap.</summary>
    internal static double[] Strided(double[] values, int rows, int columns, int stride)
    {
        double[] memory = new double[rows * stride + 8];
        Array.Fill(memory, Guard);
        for (int i = 0; i < rows; i++)
        {
            values.AsSpan(i * columns, columns).CopyTo(memory.AsSpan(i * stride));
        }

        return memory;
    }

    /// <summary>Equal to the last bit; a NaN equals any NaN.</summary>
    internal static void AssertSameBits(
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> actual,
        string where
    )
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!SameBits(expected[i], actual[i]))
            {
                Assert.Fail($"{where}: element {i} is {actual[i]:R} and has to be {expected[i]:R}");
            }
        }
    }

    /// <summary>Equal to the last bit; a NaN equals any NaN.</summary>
    internal static void AssertSameBits(double expected, double actual, string where) =>
        AssertSameBits([expected], [actual], where);

    /// <summary>The bytes that an action allocates on this thread once it is warm.</summary>
    internal static long AllocatedBytes(Action action)
    {
        for (int i = 0; i < 50; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A view of rows x columns that starts at an offset.</summary>
    internal static MatrixView View(double[] memory, int offset, int rows, int columns, int stride) =>
        new(memory.AsSpan(offset), rows, columns, stride);

    private static bool SameBits(double x, double y) =>
        (double.IsNaN(x) && double.IsNaN(y))
        || BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y);
}
