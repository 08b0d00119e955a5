// The operators of the element-wise kernels: one line of arithmetic each, at any width. No loops here.

using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>An element-wise operation on up to three operands; those beyond <see cref="Operands"/> are not read.</summary>
internal interface IElementOperator
{
    /// <summary>How many operands there are: 1, 2 or 3.</summary>
    static abstract int Operands { get; }

    /// <summary>The result, lane by lane.</summary>
    TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;
}

/// <summary>x + y.</summary>
internal readonly struct AddOperator : IElementOperator
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.Add(x, y);
}

/// <summary>x - y.</summary>
internal readonly struct SubtractOperator : IElementOperator
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.Subtract(x, y);
}

/// <summary>x * y.</summary>
internal readonly struct MultiplyOperator : IElementOperator
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.Multiply(x, y);
}

/// <summary>factor * x.</summary>
internal readonly struct ScaleOperator(double factor) : IElementOperator
{
    public static int Operands => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.Multiply(TSimd.Broadcast(factor), x);
}

/// <summary>fma(x, y, z).</summary>
internal readonly struct MultiplyAddOperator : IElementOperator
{
    public static int Operands => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.FusedMultiplyAdd(x, y, z);
}

/// <summary>fma(factor, x, y).</summary>
internal readonly struct ScaleAddOperator(double factor) : IElementOperator
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector, TSimd>(TVector x, TVector y, TVector z)
        where TVector : unmanaged
        where TSimd : ISimd<TVector> => TSimd.FusedMultiplyAdd(TSimd.Broadcast(factor), x, y);
}
