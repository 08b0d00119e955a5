// FiniteCheck: the sentence names the first offending index and its value.

using System.Collections.Immutable;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public class FiniteCheckTests
{
    private static NdArray Array2x3(params double[] values) => new(values, [2, 3]);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "infinity")]
    [InlineData(double.NegativeInfinity, "minus infinity")]
    public void RequireFinite_FirstOffender_IsNamed(double value, string name)
    {
        NdArray array = Array2x3(1, 2, 3, 4, value, double.NaN);
        InputException refusal = Scratch.Refused(
            "x.npy",
            () => FiniteCheck.RequireFinite(array, "x.npy"),
            $"'x.npy' holds {name} at index (1, 1)"
        );
        Assert.StartsWith("'x.npy'", refusal.Message, StringComparison.Ordinal);
        Scratch.Refused(
            "x.npz",
            () => FiniteCheck.RequireFinite(array, "x.npz", "W1"),
            "Array 'W1' in 'x.npz'"
        );
    }

    [Fact]
    public void RequireFinite_FiniteOrEmpty_Passes()
    {
        FiniteCheck.RequireFinite(Array2x3(1, -0.0, double.MaxValue, double.Epsilon, 5, 6), "x.npy");
        FiniteCheck.RequireFinite(new NdArray(Array.Empty<double>(), [3, 0]), "x.npy");
        FiniteCheck.RequireFinite(new NdArray(new double[1], ImmutableArray<int>.Empty), "x.npy");
    }

    [Fact]
    public void RequireFinite_Scalar_HasTheEmptyIndex()
    {
        var array = new NdArray(new[] { double.NaN }, ImmutableArray<int>.Empty);
        Scratch.Refused("x.npy", () => FiniteCheck.RequireFinite(array, "x.npy"), "index ()");
    }
}
