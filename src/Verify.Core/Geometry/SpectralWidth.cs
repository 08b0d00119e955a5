// A lower bound on the half-width of a band that holds so many samples, in any dimension, from their scatter.
// Useful when the band must hold most of the samples; for a small share of them it says 0.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Let q_i = u.z_i for the N samples z_i (relative to any fixed centre), C the c samples of the band { |q - b| &lt;= r }, T the
/// sum of the N - c largest |z_i|^2, and Q = |sum of z_i|. About its own mean the scatter of C along u is least, so
/// <code>
/// c r^2 >= sum over C of (q - b)^2 >= sum over C of q^2 - (sum over C of q)^2 / c,
/// sum over C of q^2 >= lambda - T,      lambda the least eigenvalue of sum of z z^T,
/// |sum over C of q| &lt;= Q + sqrt((N - c) T)     (the sum over all, less the sum over the others; Cauchy-Schwarz),
/// r^2 >= (lambda - T - (Q + sqrt((N - c) T))^2 / c) / c.
/// </code>
/// The band's offset is free, so the last square is needed even when the centre is the mean and Q = 0: two samples at -1
/// and 1 have lambda = 2, T = 1 and N - c = 1, and one of them alone lies in a band of width 0.
/// </summary>
internal static class SpectralWidth
{
    /// <summary>The bound for each count, rounded down, for samples taken across a direction.</summary>
    internal static void HalfWidths(
        ReadOnlyMatrixView points,
        AcrossDirection across,
        ReadOnlySpan<int> counts,
        Span<double> halfWidths
    )
    {
        int n = points.Rows;
        int d = across.Dimension;
        SecondMoment moment = new(d);
        double perturbation = 0;
        double[] row = new double[d];
        double[] squares = new double[n];
        double enlarge = 1 + RoundingError.Gamma(2 * d + 4);
        for (int i = 0; i < n; i++)
        {
            perturbation = Math.Max(perturbation, across.Project(points.Row(i), row));
            moment.Add(row);
            double square = 0;
            foreach (double value in row)
            {
                square = Math.FusedMultiplyAdd(value, value, square);
            }

            squares[i] = -(square * enlarge + 2 * d * RoundingError.Underflow);
        }

        double[] matrix = moment.Matrix(out double errorNorm);
        Interval lambda = Interval.Exact(
            OutwardEigenvalues.OfNorm(new ReadOnlyMatrixView(matrix, d, d), errorNorm).LowestAtLeast
        );
        double[] sum = moment.Sum(out double sumError);
        Interval total = Interval.Norm(sum) + Interval.Exact(sumError);

        // Largest first: the running sums are T for N - c = 0, 1, 2, ..
        Array.Sort(squares);
        double[] largest = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            largest[i + 1] = DirectedRounding.AddUp(largest[i], -squares[i]);
        }

        for (int m = 0; m < counts.Length; m++)
        {
            Interval c = Interval.Exact(counts[m]);
            Interval others = Interval.Exact(n - counts[m]);
            Interval t = Interval.Exact(largest[n - counts[m]]);
            Interval drift = Interval.Exact(total.Upper) + (others * t).Sqrt();
            Interval square = (lambda - t - drift.Square() / c) / c;
            halfWidths[m] =
                square.Lower > 0
                    ? Math.Max(
                        0,
                        DirectedRounding.SubtractDown(DirectedRounding.SqrtDown(square.Lower), perturbation)
                    )
                    : 0;
        }
    }
}
