// The one switch from a width known at run time to a loop specialised for it.

using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Simd;

/// <summary>A loop with its operands bound, to be run at any width. Results, if any, are left in its fields.</summary>
internal interface ISimdLoop
{
    /// <summary>Runs the loop at the width of <typeparamref name="TSimd"/>.</summary>
    void Run<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;
}

/// <summary>Runs a loop at a given width.</summary>
internal static class SimdDispatch
{
    internal static void Run<TLoop>(SimdWidth width, ref TLoop loop)
        where TLoop : struct, ISimdLoop
    {
        switch (width)
        {
            case SimdWidth.Eight:
                loop.Run<Vector512<double>, Simd512>();
                break;
            case SimdWidth.Four:
                loop.Run<Vector256<double>, Simd256>();
                break;
            case SimdWidth.Two:
                loop.Run<Vector128<double>, Simd128>();
                break;
            default:
                loop.Run<double, Simd64>();
                break;
        }
    }
}
