// The vector widths, and which of them this machine runs in hardware. The choice changes speed, never a bit.

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Verify.Core.Kernels.Simd;

/// <summary>A vector width, by its number of doubles.</summary>
internal enum SimdWidth
{
    One = 1,
    Two = 2,
    Four = 4,
    Eight = 8,
}

/// <summary>The widths that the public entries of the kernels use.</summary>
internal static class SimdWidths
{
    /// <summary>The widest accelerated vector.</summary>
    internal static SimdWidth Widest =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Eight
        : Vector256.IsHardwareAccelerated ? SimdWidth.Four
        : Vector128.IsHardwareAccelerated ? SimdWidth.Two
        : SimdWidth.One;

    /// <summary>
    /// The widest accelerated vector that also has a fused multiply-add. Without the instruction every lane is a
    /// call into software, and taking the lanes apart for it costs more than not having packed them.
    /// </summary>
    internal static SimdWidth WidestFused =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? SimdWidth.Eight
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdWidth.Four
        : Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.Arm64.IsSupported) ? SimdWidth.Two
        : SimdWidth.One;
}
