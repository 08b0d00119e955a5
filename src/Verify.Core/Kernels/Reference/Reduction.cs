// The scalar meaning of Kernels/Reduction.cs: eight lanes in an array and a fixed tree. Not for speed.

namespace Verify.Core.Kernels.Reference;

/// <summary>Reductions in eight logical lanes.</summary>
internal static class Reduction
{
    internal static double Sum(ReadOnlySpan<double> x)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % 8] += x[i];
        }

        return Tree(lanes);
    }

    internal static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % 8] = Math.FusedMultiplyAdd(x[i], y[i], lanes[i % 8]);
        }

        return Tree(lanes);
    }

    internal static double MaxMagnitude(ReadOnlySpan<double> x)
    {
        double largest = 0;
        foreach (double element in x)
        {
            if (double.IsNaN(element))
            {
                return double.NaN;
            }

            if (Math.Abs(element) > largest)
            {
                largest = Math.Abs(element);
            }
        }

        return largest;
    }

    private static double Tree(ReadOnlySpan<double> l) =>
        ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}
