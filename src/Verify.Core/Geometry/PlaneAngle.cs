// How two hyperplanes lie to each other: sine of the angle and difference of offsets, as intervals; exact co-planarity.
// The definition of alignment up to orientation (theory.md, section 1), measured on given weights.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Node i seen from node j.</summary>
/// <param name="Sine">sin of the angle between w~_i and w~_j, in [0, 1].</param>
/// <param name="Offset">|b_i - sgn(w~_i.w~_j) b_j| of the normalised nodes; both signs when the product may be 0.</param>
/// <param name="Orientation">+1 or -1, the sign of w~_i.w~_j; 0 when rounding could flip it.</param>
public readonly record struct PlaneAngle(Interval Sine, Interval Offset, int Orientation)
{
    /// <summary>Compares two regular nodes.</summary>
    /// <exception cref="ArgumentException">A node is constant.</exception>
    public static PlaneAngle Between(HiddenNodes nodes, int i, int j)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Interval offsetI = nodes.Offset(i);
        Interval offsetJ = nodes.Offset(j);
        ReadOnlySpan<double> a = nodes.Direction(i);
        ReadOnlySpan<double> b = nodes.Direction(j);
        Interval product = Interval.Dot(a, b);
        int orientation =
            product.Lower > 0 ? 1
            : product.Upper < 0 ? -1
            : 0;
        Interval offset = orientation switch
        {
            1 => (offsetI - offsetJ).Abs(),
            -1 => (offsetI + offsetJ).Abs(),
            _ => Interval.Hull((offsetI - offsetJ).Abs(), (offsetI + offsetJ).Abs()),
        };
        return new PlaneAngle(Across(a, b, product, nodes, i, j), offset, orientation);
    }

    /// <summary>Whether two regular nodes have exactly the same hyperplane: [w~; b] proportional, no rounding.</summary>
    public static bool AreCoplanar(HiddenNodes nodes, int i, int j)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (!nodes.IsRegular(i) || !nodes.IsRegular(j))
        {
            return false;
        }

        ReadOnlyMatrixView columns = nodes.Weights;
        int pivot = 0;
        for (int u = 1; u < nodes.Inputs; u++)
        {
            pivot = Math.Abs(columns[u, j]) > Math.Abs(columns[pivot, j]) ? u : pivot;
        }

        for (int u = 0; u <= nodes.Inputs; u++)
        {
            if (Product(columns[u, i], columns[pivot, j]) != Product(columns[pivot, i], columns[u, j]))
            {
                return false;
            }
        }

        // A pivot of 0 in i would make every product 0 only if i were constant.
        return true;
    }

    // The part of a across b by components: near 0 it keeps an absolute error of some 1e-16, where sqrt(1 - cos^2) would
    // keep 1e-8.
    private static Interval Across(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        Interval product,
        HiddenNodes nodes,
        int i,
        int j
    )
    {
        Interval along = product / nodes.Norm(j).Square();
        Interval sum = Interval.Zero;
        for (int u = 0; u < a.Length; u++)
        {
            sum += (Interval.Exact(a[u]) - along * Interval.Exact(b[u])).Square();
        }

        Interval sine = sum.Sqrt() / nodes.Norm(i);
        return new Interval(Math.Clamp(sine.Lower, 0, 1), Math.Clamp(sine.Upper, 0, 1));
    }

    /// <summary>x y without rounding, as sign, odd part and power of two: equal products have equal triples.</summary>
    private static (Int128 Odd, int Exponent) Product(double x, double y)
    {
        if (x == 0 || y == 0)
        {
            return (0, 0);
        }

        (long oddX, int exponentX) = Odd(x);
        (long oddY, int exponentY) = Odd(y);
        return ((Int128)oddX * oddY, exponentX + exponentY);
    }

    private static (long Odd, int Exponent) Odd(double x)
    {
        // 53 bits in front of the point; exact also for subnormal numbers, in two steps that do not overflow.
        int exponent = Math.ILogB(x) - 52;
        long whole = (long)Math.ScaleB(Math.ScaleB(x, -exponent / 2), -exponent - -exponent / 2);
        int zeros = System.Numerics.BitOperations.TrailingZeroCount(whole);
        return (whole >> zeros, exponent + zeros);
    }
}
