// The one loop of the reductions: eight logical lanes on any hardware width. It checks nothing; see Reduction.cs.

using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>How a lane takes up an element, and how two lanes are joined.</summary>
internal interface IReductionOperator
{
    /// <summary>The lane after element (x, y).</summary>
    static abstract TVector Take<TVector, TSimd>(TVector lane, TVector x, TVector y)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;

    /// <summary>Two lanes in one.</summary>
    static abstract double Join(double left, double right);
}

/// <summary>lane + x.</summary>
internal readonly struct SumOperator : IReductionOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TVector, TSimd>(TVector lane, TVector x, TVector y)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.Add(lane, x);

    public static double Join(double left, double right) => left + right;
}

/// <summary>fma(x, y, lane).</summary>
internal readonly struct DotOperator : IReductionOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TVector, TSimd>(TVector lane, TVector x, TVector y)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.FusedMultiplyAdd(x, y, lane);

    public static double Join(double left, double right) => left + right;
}

/// <summary>max(lane, |x|), NaN if either is.</summary>
internal readonly struct MaxMagnitudeOperator : IReductionOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Take<TVector, TSimd>(TVector lane, TVector x, TVector y)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.MaxMagnitude(lane, x);

    public static double Join(double left, double right) => Math.Max(left, right);
}

/// <summary>
/// Element i goes to logical lane i mod 8; the lanes, started at +0, are joined as
/// ((l0, l4), (l2, l6)), ((l1, l5), (l3, l7)). A 512-bit vector holds the eight lanes, two 256-bit or four 128-bit
/// vectors or eight doubles share them, and the last n mod 8 elements go to the first lanes one by one: the order
/// within a lane is always that of the scalar form.
/// </summary>
internal unsafe struct LaneReduction<TOperator>(double* x, double* y, int length) : ISimdLoop
    where TOperator : struct, IReductionOperator
{
    private const int Lanes = 8;

    /// <summary>The joined value.</summary>
    internal double Result { get; private set; }

    public void Run<TVector, TSimd>()
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        TVector v0 = TSimd.Broadcast(0);
        TVector v1 = v0;
        TVector v2 = v0;
        TVector v3 = v0;
        TVector v4 = v0;
        TVector v5 = v0;
        TVector v6 = v0;
        TVector v7 = v0;
        int whole = length - length % Lanes;
        for (nint i = 0; i < whole; i += Lanes)
        {
            v0 = Take<TVector, TSimd>(v0, i);
            if (TSimd.Count <= 4)
            {
                v1 = Take<TVector, TSimd>(v1, i + TSimd.Count);
            }

            if (TSimd.Count <= 2)
            {
                v2 = Take<TVector, TSimd>(v2, i + 2 * TSimd.Count);
                v3 = Take<TVector, TSimd>(v3, i + 3 * TSimd.Count);
            }

            if (TSimd.Count <= 1)
            {
                v4 = Take<TVector, TSimd>(v4, i + 4);
                v5 = Take<TVector, TSimd>(v5, i + 5);
                v6 = Take<TVector, TSimd>(v6, i + 6);
                v7 = Take<TVector, TSimd>(v7, i + 7);
            }
        }

        double* lanes = stackalloc double[Lanes];
        TSimd.Store(lanes, v0);
        if (TSimd.Count <= 4)
        {
            TSimd.Store(lanes + TSimd.Count, v1);
        }

        if (TSimd.Count <= 2)
        {
            TSimd.Store(lanes + 2 * TSimd.Count, v2);
            TSimd.Store(lanes + 3 * TSimd.Count, v3);
        }

        if (TSimd.Count <= 1)
        {
            TSimd.Store(lanes + 4, v4);
            TSimd.Store(lanes + 5, v5);
            TSimd.Store(lanes + 6, v6);
            TSimd.Store(lanes + 7, v7);
        }

        for (int i = whole; i < length; i++)
        {
            lanes[i - whole] = TOperator.Take<double, Simd64>(lanes[i - whole], x[i], y[i]);
        }

        Result = TOperator.Join(
            TOperator.Join(TOperator.Join(lanes[0], lanes[4]), TOperator.Join(lanes[2], lanes[6])),
            TOperator.Join(TOperator.Join(lanes[1], lanes[5]), TOperator.Join(lanes[3], lanes[7]))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TVector Take<TVector, TSimd>(TVector lane, nint i)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> =>
        TOperator.Take<TVector, TSimd>(lane, TSimd.Load(x + i), TSimd.Load(y + i));
}
