// Intervals of real numbers whose ends are doubles, rounded outward at every operation.
// Not for inner loops: bounds over many operations come from RoundingError.Gamma, this is for their last few steps.

namespace Verify.Core.Numerics;

/// <summary>
/// The closed interval { x real : Lower &lt;= x &lt;= Upper }; an infinite end means unbounded. Every operation contains
/// all results of the exact operation on members of its operands, with ends rounded by <see cref="DirectedRounding"/>.
/// An operation whose ends would be NaN, or a division by an interval that contains 0, gives the whole line: nothing is
/// known, which is sound.
/// </summary>
/// <param name="Lower">The lower end, at most <paramref name="Upper"/>; never NaN.</param>
/// <param name="Upper">The upper end; never NaN.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>All real numbers.</summary>
    public static readonly Interval Whole = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The number 0.</summary>
    public static readonly Interval Zero = new(0, 0);

    /// <summary>The interval of one number; the whole line for NaN.</summary>
    public static Interval Exact(double value) => double.IsNaN(value) ? Whole : new(value, value);

    /// <summary>{ x : |x - centre| &lt;= radius }, rounded outward; the whole line when either is NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative.</exception>
    public static Interval Around(double centre, double radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        return Of(DirectedRounding.SubtractDown(centre, radius), DirectedRounding.AddUp(centre, radius));
    }

    /// <summary>Whether the number lies in the interval; never for NaN.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>Whether every member of this is below every member of the other: no rounding can undo it.</summary>
    public bool IsCertainlyLess(Interval other) => Upper < other.Lower;

    /// <summary>Whether every member of this is at most every member of the other.</summary>
    public bool IsCertainlyAtMost(Interval other) => Upper <= other.Lower;

    /// <summary>The sum.</summary>
    public static Interval operator +(Interval a, Interval b) =>
        Of(DirectedRounding.AddDown(a.Lower, b.Lower), DirectedRounding.AddUp(a.Upper, b.Upper));

    /// <summary>The negation, exact.</summary>
    public static Interval operator -(Interval a) => new(-a.Upper, -a.Lower);

    /// <summary>The difference.</summary>
    public static Interval operator -(Interval a, Interval b) => a + -b;

    /// <summary>The product. 0 times an unbounded end is 0: the end is a limit of finite numbers.</summary>
    public static Interval operator *(Interval a, Interval b) =>
        Of(
            Math.Min(
                Math.Min(Down(a.Lower, b.Lower), Down(a.Lower, b.Upper)),
                Math.Min(Down(a.Upper, b.Lower), Down(a.Upper, b.Upper))
            ),
            -Math.Min(
                Math.Min(Down(-a.Lower, b.Lower), Down(-a.Lower, b.Upper)),
                Math.Min(Down(-a.Upper, b.Lower), Down(-a.Upper, b.Upper))
            )
        );

    /// <summary>The quotient; the whole line when <paramref name="b"/> contains 0.</summary>
    public static Interval operator /(Interval a, Interval b)
    {
        if (b.Contains(0))
        {
            return Whole;
        }

        // 1/b is monotone on b, so the ends of a times 1/b are quotients of ends.
        return Of(
            Math.Min(
                Math.Min(
                    DirectedRounding.DivideDown(a.Lower, b.Lower),
                    DirectedRounding.DivideDown(a.Lower, b.Upper)
                ),
                Math.Min(
                    DirectedRounding.DivideDown(a.Upper, b.Lower),
                    DirectedRounding.DivideDown(a.Upper, b.Upper)
                )
            ),
            Math.Max(
                Math.Max(
                    DirectedRounding.DivideUp(a.Lower, b.Lower),
                    DirectedRounding.DivideUp(a.Lower, b.Upper)
                ),
                Math.Max(
                    DirectedRounding.DivideUp(a.Upper, b.Lower),
                    DirectedRounding.DivideUp(a.Upper, b.Upper)
                )
            )
        );
    }

    /// <summary>{ |x| }.</summary>
    public Interval Abs() =>
        Lower >= 0 ? this
        : Upper <= 0 ? -this
        : new(0, Math.Max(-Lower, Upper));

    /// <summary>{ x^2 }: never negative, unlike the product of the interval with itself.</summary>
    public Interval Square()
    {
        Interval size = Abs();
        return Of(
            DirectedRounding.MultiplyDown(size.Lower, size.Lower),
            DirectedRounding.MultiplyUp(size.Upper, size.Upper)
        );
    }

    /// <summary>{ sqrt(x) : x in the interval, x >= 0 }: a lower end below 0 is what rounding left of a square sum.</summary>
    /// <exception cref="ArithmeticException">Every member is negative.</exception>
    public Interval Sqrt()
    {
        if (Upper < 0)
        {
            throw new ArithmeticException($"The square root of [{Lower:R}, {Upper:R}] has no value.");
        }

        return new(DirectedRounding.SqrtDown(Math.Max(Lower, 0)), DirectedRounding.SqrtUp(Upper));
    }

    /// <summary>{ max(x, y) }.</summary>
    public static Interval Max(Interval a, Interval b) =>
        new(Math.Max(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    /// <summary>{ min(x, y) }.</summary>
    public static Interval Min(Interval a, Interval b) =>
        new(Math.Min(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper));

    /// <summary>The smallest interval that contains both.</summary>
    public static Interval Hull(Interval a, Interval b) =>
        new(Math.Min(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    /// <summary>sum over i of a_i b_i, in order; 0 for empty spans.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Interval Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"A dot product of {a.Length} and {b.Length} numbers.");
        }

        Interval sum = Zero;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Exact(a[i]) * Exact(b[i]);
        }

        return sum;
    }

    /// <summary>sqrt(sum over i of a_i^2); 0 for an empty span.</summary>
    public static Interval Norm(ReadOnlySpan<double> a)
    {
        Interval sum = Zero;
        foreach (double value in a)
        {
            sum += Exact(value).Square();
        }

        return sum.Sqrt();
    }

    private static double Down(double a, double b) =>
        a == 0 || b == 0 ? 0 : DirectedRounding.MultiplyDown(a, b);

    private static Interval Of(double lower, double upper) =>
        double.IsNaN(lower) || double.IsNaN(upper) ? Whole : new(lower, upper);
}
