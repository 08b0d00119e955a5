// What a loop may ask of a vector of doubles: the few operations that the kernels need, at a width the JIT knows.
// It is not a vector library. An operation is here only if its lanes equal the scalar operation to the last bit.

namespace Verify.Core.Kernels.Simd;

/// <summary>
/// The operations on one vector width. A loop written over <c>TVector, TSimd</c> is specialised by the JIT for each
/// width, so there is one text per loop shape; <see cref="Simd64"/>, of one lane, makes the scalar form an instance
/// of the same text.
/// </summary>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of lanes: 8, 4, 2 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>Lane i := source[i], any alignment.</summary>
    static abstract TVector Load(double* source);

    /// <summary>destination[i] := lane i, any alignment.</summary>
    static abstract void Store(double* destination, TVector value);

    /// <summary>Every lane := value.</summary>
    static abstract TVector Broadcast(double value);

    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x - y.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>x * y.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x * y + addend, rounded once on every machine (in software where there is no instruction).</summary>
    static abstract TVector FusedMultiplyAdd(TVector x, TVector y, TVector addend);

    /// <summary>The larger of |x| and |y|; NaN if either is.</summary>
    static abstract TVector MaxMagnitude(TVector x, TVector y);

    /// <summary>Where z &gt;= 0 (so at -0.0 too) the first, elsewhere (so at NaN too) the second.</summary>
    static abstract TVector WhereNonNegative(TVector z, TVector then, TVector otherwise);
}
