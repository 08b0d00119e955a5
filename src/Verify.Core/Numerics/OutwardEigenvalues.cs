// Ends of the spectrum of a symmetric matrix that is known up to rounding, from approximate eigenvectors.
// The eigenvectors are MathNet's and are not trusted: the bounds are computed from how well they fit.

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Verify.Core.Numerics;

/// <summary>Certain ends of the eigenvalues of a symmetric matrix.</summary>
/// <param name="LowestAtLeast">At most the least eigenvalue.</param>
/// <param name="HighestAtMost">At least the largest eigenvalue.</param>
public readonly record struct OutwardEigenvalues(double LowestAtLeast, double HighestAtMost)
{
    /// <summary>
    /// With V square and L diagonal, any numbers at all: A = V L V^T + E and |V^T V - I| &lt;= e (Frobenius). The squares of
    /// V's singular values lie in [1 - e, 1 + e], so x^T V L V^T x lies between the least and the largest entry of L times a
    /// number in that range (times |x|^2), and |x^T E x| &lt;= |E| (Frobenius). Hence
    /// <code>highest &lt;= max(L_max (1 + e), L_max (1 - e)) + |E|,  lowest >= min(L_min (1 - e), L_min (1 + e)) - |E|.</code>
    /// E and V^T V - I are evaluated in doubles with their rounding bounds, entry by entry.
    /// </summary>
    /// <param name="matrix">n x n; the lower triangle is not read.</param>
    /// <param name="entryError">No entry of the matrix meant differs from the one given by more than this.</param>
    /// <returns>The ends; infinite when the entries are too large to bound anything; 0 and 0 for n = 0.</returns>
    /// <exception cref="ArgumentException">Not square, an entry that is not finite, or a negative error.</exception>
    public static OutwardEigenvalues Of(ReadOnlyMatrixView matrix, double entryError) =>
        OfNorm(matrix, DirectedRounding.MultiplyUp(matrix.Rows, entryError));

    /// <summary>The same for an error matrix of which the Frobenius norm is bounded.</summary>
    /// <exception cref="ArgumentException">Not square, an entry that is not finite, or a negative error.</exception>
    public static OutwardEigenvalues OfNorm(ReadOnlyMatrixView matrix, double errorNorm)
    {
        int n = matrix.Rows;
        if (n != matrix.Columns || !(errorNorm >= 0))
        {
            throw new ArgumentException(
                "Eigenvalues are those of a square matrix with an error bound that is not negative."
            );
        }

        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            foreach (double entry in matrix.Row(i)[i..])
            {
                largest = Math.Max(largest, Math.Abs(entry));
            }
        }

        // Entries of at most 1 cannot overflow on the way. A power of two is exact, but for what falls below 2^-1074.
        int exponent = largest > 0 && double.IsFinite(largest) ? Math.ILogB(largest) + 1 : 0;
        Matrix<double> a = Matrix<double>.Build.Dense(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                double entry = matrix[i, j];
                if (!double.IsFinite(entry))
                {
                    throw new ArgumentException($"Entry ({i}, {j}) is not finite.");
                }

                a[i, j] = Math.ScaleB(entry, -exponent);
                a[j, i] = a[i, j];
            }
        }

        if (n == 0)
        {
            return default;
        }

        OutwardEigenvalues scaled = Bound(a);
        return new OutwardEigenvalues(
            DirectedRounding.SubtractDown(
                Math.BitDecrement(Math.ScaleB(scaled.LowestAtLeast, exponent)),
                errorNorm
            ),
            DirectedRounding.AddUp(Math.BitIncrement(Math.ScaleB(scaled.HighestAtMost, exponent)), errorNorm)
        );
    }

    private static OutwardEigenvalues Bound(Matrix<double> a)
    {
        int n = a.RowCount;
        Evd<double> factors;
        try
        {
            factors = a.Evd(Symmetricity.Symmetric);
        }
        catch (NonConvergenceException)
        {
            // Not seen to happen; nothing is known then, which is sound.
            return new OutwardEigenvalues(double.NegativeInfinity, double.PositiveInfinity);
        }

        double[,] v = factors.EigenVectors.ToArray();
        double[] values = [.. factors.EigenValues.Select(value => value.Real)];
        Interval misfit = Interval.Zero;
        Interval skew = Interval.Zero;
        double gamma = RoundingError.Gamma(2 * n + 8);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                // Chains of n terms of two products each: at most 2n + 1 roundings reach a term; the last subtraction and
                // the magnitudes' own error are the other 7. Underflow costs at most one smallest double per operation.
                double product = 0;
                double productSize = Math.Abs(a[i, j]);
                double inner = i == j ? -1 : 0;
                double innerSize = i == j ? 1 : 0;
                for (int k = 0; k < n; k++)
                {
                    double scaled = v[i, k] * values[k];
                    product = Math.FusedMultiplyAdd(scaled, v[j, k], product);
                    productSize = Math.FusedMultiplyAdd(Math.Abs(scaled), Math.Abs(v[j, k]), productSize);
                    inner = Math.FusedMultiplyAdd(v[k, i], v[k, j], inner);
                    innerSize = Math.FusedMultiplyAdd(Math.Abs(v[k, i]), Math.Abs(v[k, j]), innerSize);
                }

                double lost = (4 * n + 2) * RoundingError.Underflow;
                double e = Math.Abs(a[i, j] - product) + (productSize * gamma + lost);
                misfit += (Interval.Exact(e) * Interval.Exact(1 + gamma)).Square();
                double d = Math.Abs(inner) + (innerSize * gamma + lost);
                skew += (Interval.Exact(d) * Interval.Exact(1 + gamma)).Square();
            }
        }

        double error = misfit.Sqrt().Upper;
        double scale = skew.Sqrt().Upper;
        if (!double.IsFinite(error) || !(scale < 1))
        {
            return new OutwardEigenvalues(double.NegativeInfinity, double.PositiveInfinity);
        }

        Interval range = new(DirectedRounding.SubtractDown(1, scale), DirectedRounding.AddUp(1, scale));
        Interval highest = Interval.Exact(values.Max()) * range + Interval.Exact(error);
        Interval lowest = Interval.Exact(values.Min()) * range - Interval.Exact(error);
        return new OutwardEigenvalues(lowest.Lower, highest.Upper);
    }
}
