// What the certificates need of second moments beyond SecondMoment itself: the scatter across a teacher's direction, and
// a spread that sets the scale of a dataset.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Ends of eigenvalues of moments, rounded to the safe side.</summary>
public static class MomentEnds
{
    /// <summary>
    /// A lower bound on sum over the samples of (u.(x - mean))^2 for every unit u orthogonal to
    /// <paramref name="direction"/>; 0 when nothing is known, as for fewer than d samples.
    /// </summary>
    /// <remarks>
    /// Let w be the direction divided by its length in doubles, and S the scatter. Every entry of w is a multiple of the
    /// direction's rounded once, whatever the length's own rounding, so |u.w| &lt;= 2^-53 |w| =: delta, and
    /// u^T (S + tau w w^T) u &lt;= u^T S u + tau delta^2, while the left side is at least the lowest eigenvalue. tau =
    /// trace S puts the direction itself above every other. An entry of tau w w^T is rounded three times, the sum once: in
    /// Frobenius norm at most gamma_4 (tau |w|^2 + |S|), and |S| &lt;= trace S for a semi-definite S; gamma_8 and the factors
    /// 2 and 4 below leave room for |w| near 1 and the trace's own rounding.
    /// </remarks>
    /// <exception cref="ArgumentException">The direction is 0 or of another dimension, or a sum overflowed.</exception>
    public static double TransverseScatterAtLeast(SecondMoment moment, ReadOnlySpan<double> direction)
    {
        ArgumentNullException.ThrowIfNull(moment);
        int d = moment.Dimension;
        Interval length = Interval.Norm(direction);
        if (direction.Length != d || !(length.Lower > 0))
        {
            throw new ArgumentException("A direction has the samples' dimension and is not 0.");
        }

        if (moment.Count < d)
        {
            return 0;
        }

        double[] scatter = moment.CentredScatter(out double error);
        double trace = Trace(scatter, d);
        double[] unit = new double[d];
        double norm = (length.Lower + length.Upper) / 2;
        for (int u = 0; u < d; u++)
        {
            unit[u] = direction[u] / norm;
        }

        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                scatter[a * d + b] += trace * (unit[a] * unit[b]);
            }
        }

        // The trace as computed stands for tau, whatever the exact one is; for |S| it needs the error on top.
        Interval size = Interval.Exact(trace) * Interval.Exact(2) + Interval.Exact(error);
        Interval lost = Interval.Exact(d) * Interval.Exact(4 * RoundingError.Underflow);
        Interval total = Interval.Exact(error) + Interval.Exact(RoundingError.Gamma(8)) * size + lost;
        double lowest = OutwardEigenvalues
            .OfNorm(new ReadOnlyMatrixView(scatter, d, d), total.Upper)
            .LowestAtLeast;
        Interval tilt =
            Interval.Exact(Math.Max(0, trace))
            * Interval.Exact(4 * RoundingError.UnitRoundoff).Square()
            * Interval.Exact(2);
        return Math.Max(0, (Interval.Exact(lowest) - tilt).Lower);
    }

    /// <summary>
    /// sqrt(trace of the scatter / (N d)): the root mean square deviation of a coordinate, an ordinary rounded number.
    /// 0 for no samples or equal ones.
    /// </summary>
    public static double Spread(SecondMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        double trace = Trace(moment.CentredScatter(out _), moment.Dimension);
        return moment.Count == 0 ? 0 : Math.Sqrt(Math.Max(0, trace) / moment.Count / moment.Dimension);
    }

    /// <summary>
    /// Ends of the lowest variance of the samples across any direction, the lowest eigenvalue of scatter / N: a positive
    /// lower end proves that the samples do not lie in one hyperplane. Zeros for no samples.
    /// </summary>
    public static Interval LowestVariance(SecondMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (moment.Count == 0)
        {
            return Interval.Zero;
        }

        int d = moment.Dimension;
        double[] scatter = moment.CentredScatter(out double error);
        double lowest = OutwardEigenvalues.OfNorm(new ReadOnlyMatrixView(scatter, d, d), error).LowestAtLeast;

        // The lowest eigenvalue is at most any diagonal entry.
        double least = double.PositiveInfinity;
        for (int a = 0; a < d; a++)
        {
            least = Math.Min(least, scatter[a * d + a]);
        }

        Interval ends = new(Math.Max(0, lowest), Math.Max(Math.Max(0, lowest), least + error));
        return ends / Interval.Exact(moment.Count);
    }

    private static double Trace(double[] matrix, int size)
    {
        double trace = 0;
        for (int a = 0; a < size; a++)
        {
            trace += matrix[a * size + a];
        }

        return trace;
    }
}
