// + - * / and square root rounded down or up, from round-to-nearest arithmetic and its residuals.
// Not an interval type (Interval.cs) and no change of the processor's rounding mode, which .NET does not offer.

namespace Verify.Core.Numerics;

/// <summary>
/// The largest double at most, or the smallest at least, the exact result of one operation on doubles.
/// <para>
/// Why one step is enough: let y be the exact result and f = fl(y) the double nearest to it. If y were above
/// BitIncrement(f), that double would be nearer to y than f; so y lies between BitDecrement(f) and BitIncrement(f).
/// On overflow f is infinite and y is finite and beyond the largest double, which is BitDecrement(infinity); on
/// underflow f is 0 or subnormal, the spacing is 2^-1074 and the argument is the same.
/// </para>
/// <para>
/// Whether the step is needed is told by the sign of y - f, the residual. It is exact for a sum (Knuth's two-sum,
/// also under underflow), and for a product, quotient or root by one fused multiply-add while nothing is small enough
/// for the residual itself to underflow; below <see cref="SmallestSafe"/> the step is always taken. So exact results
/// stay exact, and a sum, product, quotient or root of small integers is never widened.
/// </para>
/// NaN in, or an operation without a value (inf - inf, 0 * inf, 0 / 0, the root of a negative number): NaN out.
/// </summary>
public static class DirectedRounding
{
    // The residual of a product p = ab is a multiple of the product of the last places of a and b, hence either 0 or at
    // least 2^-105 |p|; that is above 2^-1074 as soon as |p| >= 2^-968. Quotients and roots: the product that is compared
    // is the dividend or radicand. One bound serves all, with room to spare.
    private static readonly double SmallestSafe = Math.ScaleB(1, -900);

    /// <summary>a + b rounded down.</summary>
    public static double AddDown(double a, double b)
    {
        double sum = a + b;
        // Not >= 0 rather than < 0: two-sum itself can overflow next to the largest double, and NaN must take the step.
        return !(SumResidual(a, b, sum) >= 0) ? Down(sum) : OrLargest(sum, a, b);
    }

    /// <summary>a + b rounded up.</summary>
    public static double AddUp(double a, double b) => -AddDown(-a, -b);

    /// <summary>a - b rounded down.</summary>
    public static double SubtractDown(double a, double b) => AddDown(a, -b);

    /// <summary>a - b rounded up.</summary>
    public static double SubtractUp(double a, double b) => -AddDown(-a, b);

    /// <summary>a b rounded down.</summary>
    public static double MultiplyDown(double a, double b)
    {
        double product = a * b;
        if (a == 0 || b == 0)
        {
            return product;
        }

        if (Math.Abs(product) < SmallestSafe)
        {
            return Down(product);
        }

        return Math.FusedMultiplyAdd(a, b, -product) < 0 ? Down(product) : OrLargest(product, a, b);
    }

    /// <summary>a b rounded up.</summary>
    public static double MultiplyUp(double a, double b) => -MultiplyDown(-a, b);

    /// <summary>a / b rounded down; a / 0 is infinite with the quotient's sign.</summary>
    public static double DivideDown(double a, double b)
    {
        double quotient = a / b;
        if (a == 0 || b == 0 || !double.IsFinite(b))
        {
            // The exact quotient by an infinite number is 0, by convention: the callers bound x / y for y -> infinity.
            return quotient;
        }

        if (Math.Abs(a) < SmallestSafe || Math.Abs(quotient) < SmallestSafe)
        {
            return double.IsFinite(a) ? Down(quotient) : quotient;
        }

        // a - quotient b has the sign of (a / b - quotient) b.
        double residual = Math.FusedMultiplyAdd(-quotient, b, a);
        return (b > 0 ? residual : -residual) < 0 ? Down(quotient) : OrLargest(quotient, a, b);
    }

    /// <summary>a / b rounded up.</summary>
    public static double DivideUp(double a, double b) => -DivideDown(-a, b);

    /// <summary>The square root rounded down.</summary>
    public static double SqrtDown(double a)
    {
        double root = Math.Sqrt(a);
        if (a == 0 || !double.IsFinite(root))
        {
            return root;
        }

        return a < SmallestSafe || Math.FusedMultiplyAdd(-root, root, a) < 0 ? Down(root) : root;
    }

    /// <summary>The square root rounded up.</summary>
    public static double SqrtUp(double a)
    {
        double root = Math.Sqrt(a);
        if (a == 0 || !double.IsFinite(root))
        {
            return root;
        }

        return a < SmallestSafe || Math.FusedMultiplyAdd(-root, root, a) > 0 ? Math.BitIncrement(root) : root;
    }

    private static double Down(double value) => Math.BitDecrement(value);

    /// <summary>The nearest result, unless it overflowed upwards from finite operands: then the largest double is below.</summary>
    private static double OrLargest(double result, double a, double b) =>
        double.IsPositiveInfinity(result) && double.IsFinite(a) && double.IsFinite(b)
            ? double.MaxValue
            : result;

    /// <summary>(a + b) - sum, exactly, for the rounded sum (Knuth); 0 when the sum is not finite.</summary>
    private static double SumResidual(double a, double b, double sum)
    {
        if (!double.IsFinite(sum))
        {
            return 0;
        }

        double secondPart = sum - a;
        double firstPart = sum - secondPart;
        return (a - firstPart) + (b - secondPart);
    }
}
