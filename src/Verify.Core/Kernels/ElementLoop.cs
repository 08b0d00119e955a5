// The one loop of the element-wise kernels. It checks nothing; see ElementWise.cs.

using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>
/// destination[i] = operator(x[i], y[i], z[i]): lane l holds element i + l, the remainder runs by the one-lane
/// instance of the same step, and since no element meets another the result is that of the scalar loop.
/// </summary>
internal readonly unsafe struct ElementLoop<TOperator>(
    TOperator op,
    double* x,
    double* y,
    double* z,
    double* destination,
    int length
) : ISimdLoop
    where TOperator : struct, IElementOperator
{
    public void Run<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        nint i = 0;
        for (; i <= length - TSimd.Count; i += TSimd.Count)
        {
            Step<TVector, TSimd>(i);
        }

        for (; i < length; i++)
        {
            Step<double, Simd64>(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step<TVector, TSimd>(nint i)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> =>
        TSimd.Store(
            destination + i,
            op.Apply<TVector, TSimd>(
                TSimd.Load(x + i),
                TOperator.Operands > 1 ? TSimd.Load(y + i) : default,
                TOperator.Operands > 2 ? TSimd.Load(z + i) : default
            )
        );
}
