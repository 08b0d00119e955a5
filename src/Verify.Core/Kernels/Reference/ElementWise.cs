// The scalar meaning of Kernels/ElementWise.cs. Not for speed.

namespace Verify.Core.Kernels.Reference;

/// <summary>One operation per element, in order.</summary>
internal static class ElementWise
{
    internal static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] + y[i];
        }
    }

    internal static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] - y[i];
        }
    }

    internal static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] * y[i];
        }
    }

    internal static void Scale(double factor, ReadOnlySpan<double> x, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = factor * x[i];
        }
    }

    internal static void MultiplyAdd(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> addend,
        Span<double> destination
    )
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = Math.FusedMultiplyAdd(x[i], y[i], addend[i]);
        }
    }

    internal static void MultiplyAdd(
        double factor,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> addend,
        Span<double> destination
    )
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = Math.FusedMultiplyAdd(factor, x[i], addend[i]);
        }
    }
}
