// What a loop of the training kernels may ask of a vector of floats or doubles. Beside Simd/ISimd.cs, which is for
// doubles alone, this one is generic over the precision. Not a vector library either: every lane equals the scalar.

using System.Numerics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// The operations on one vector width in one precision. A loop written over <c>T, TVector, TLanes</c> is specialised by
/// the JIT for each of them; <see cref="Lanes1{T}"/>, of one lane, makes the scalar form an instance of the same text.
/// </summary>
internal unsafe interface ILanes<T, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Vectors in a tile's row: six rows of four fit the 32 registers of AVX-512, six of two the 16 of AVX2.</summary>
    static abstract int TileVectors { get; }

    /// <summary>Vectors in a row of outputs that skips zeros: with one coefficient they fit the registers.</summary>
    static abstract int SparseVectors { get; }

    /// <summary>Lane i := source[i], any alignment.</summary>
    static abstract TVector Load(T* source);

    /// <summary>destination[i] := lane i, any alignment.</summary>
    static abstract void Store(T* destination, TVector value);

    /// <summary>Every lane := value.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x - y.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>x * y.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x / y.</summary>
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>The square root, rounded to nearest.</summary>
    static abstract TVector SquareRoot(TVector x);

    /// <summary>x * y + addend, rounded once on every machine.</summary>
    static abstract TVector FusedMultiplyAdd(TVector x, TVector y, TVector addend);

    /// <summary>Whether half a vector is worth an instruction of its own.</summary>
    static abstract bool HasHalves { get; }

    /// <summary>
    /// Where there are halves: lane i of the lower one is x * y[i] + addend, rounded once, and the upper lanes are undefined.
    /// Elsewhere all lanes.
    /// </summary>
    static abstract TVector FusedMultiplyAddLower(TVector x, T* y, TVector addend);

    /// <summary>Where there are halves, the lower one and zeros. Elsewhere x.</summary>
    static abstract TVector Lower(TVector x);

    /// <summary>
    /// The sum of the lanes by halving: lane i and lane i + Count / 2 are added, and so on down to one lane. The lower half of
    /// the lanes is taken from the first vector, the upper half from the second.
    /// </summary>
    static abstract T Sum(TVector lower, TVector upper);

    /// <summary>|x|.</summary>
    static abstract TVector Magnitude(TVector x);

    /// <summary>Where x &gt; y the first operand, elsewhere (so where either is NaN) the second.</summary>
    static abstract TVector WhereGreater(TVector x, TVector y, TVector then, TVector otherwise);

    /// <summary>Where z &gt;= 0 (so at -0.0 too) the first, elsewhere (so at NaN too) the second.</summary>
    static abstract TVector WhereNonNegative(TVector z, TVector then, TVector otherwise);

    /// <summary>Bit l is set where lane l is &gt; 0.</summary>
    static abstract ulong PositiveBits(TVector z);

    /// <summary>Bit l is set where lane l is not &lt; 0 (so at -0.0 and at NaN too).</summary>
    static abstract ulong NotNegativeBits(TVector z);
}

/// <summary>A loop with its operands bound, to be run at any width.</summary>
internal interface ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs the loop at the width of <typeparamref name="TLanes"/>.</summary>
    void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>;
}

/// <summary>The one switch from a width known at run time to a loop specialised for it.</summary>
internal static class LaneDispatch
{
    /// <summary>Runs a loop on vectors of 64, 32 or 16 bytes, or one element at a time.</summary>
    internal static void Run<T, TLoop>(SimdWidth width, ref TLoop loop)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoop : struct, ILaneLoop<T>
    {
        switch (width)
        {
            case SimdWidth.Eight:
                loop.Run<System.Runtime.Intrinsics.Vector512<T>, Lanes512<T>>();
                break;
            case SimdWidth.Four:
                loop.Run<System.Runtime.Intrinsics.Vector256<T>, Lanes256<T>>();
                break;
            case SimdWidth.Two:
                loop.Run<System.Runtime.Intrinsics.Vector128<T>, Lanes128<T>>();
                break;
            default:
                loop.Run<T, Lanes1<T>>();
                break;
        }
    }
}
