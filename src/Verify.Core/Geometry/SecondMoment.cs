// Count, sum and second moment of a stream of samples, with rounding bounds: what D.tail's mu is computed from.
// Not a covariance estimator: everything is a sum over the samples given.

using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// N, s = sum of x, S = sum of x x^T over the rows added so far (x relative to an origin, 0 unless given).
/// <para>
/// Deterministic whatever the blocks and threads: rows are dealt by their number in the stream into chunks of
/// <see cref="ChunkRows"/>, each chunk is summed from zero in row order by chains of fused multiply-adds, and the sums of
/// chunks are added in a binary tree fixed by the chunks' numbers. Where a block ends changes nothing, nor does a kernel's
/// thread count or vector width. A sample's term takes part in at most ChunkRows + 64 roundings, so each entry of S is off by at
/// most gamma_(ChunkRows + 64) sum |x_a x_b|, and sum |x_a x_b| &lt;= sqrt(S_aa S_bb) (Cauchy-Schwarz): in the Frobenius
/// norm that is gamma trace S. Not thread-safe.
/// </para>
/// </summary>
public sealed class SecondMoment
{
    /// <summary>The rows of a chunk.</summary>
    public const int ChunkRows = 256;

    // One more for the subtraction of the origin, on either factor, and a few for the bounds' own arithmetic.
    private const int Roundings = ChunkRows + 64 + 8;

    private readonly int dimension;
    private readonly double[] origin;
    private readonly double[] chunk;
    private readonly List<double[]?> tree = [];
    private int filled;

    /// <summary>An empty accumulator for samples of dimension d.</summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not positive.</exception>
    public SecondMoment(int dimension)
        : this(new double[Math.Max(dimension, 0)]) { }

    /// <summary>An empty accumulator of x - origin, each difference rounded once and counted in the bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The origin has no entries.</exception>
    public SecondMoment(ReadOnlySpan<double> origin)
    {
        ArgumentOutOfRangeException.ThrowIfZero(origin.Length, nameof(dimension));
        dimension = origin.Length;
        this.origin = origin.ToArray();
        chunk = new double[ChunkRows * dimension];
    }

    /// <summary>N.</summary>
    public long Count { get; private set; }

    /// <summary>d.</summary>
    public int Dimension => dimension;

    /// <summary>Adds the rows of a block, n x d.</summary>
    /// <exception cref="ArgumentException">Another number of columns.</exception>
    public void Add(ReadOnlyMatrixView rows)
    {
        if (rows.Columns != dimension)
        {
            throw new ArgumentException(
                $"Samples of dimension {rows.Columns} where {dimension} was expected."
            );
        }

        for (int i = 0; i < rows.Rows; i++)
        {
            Add(rows.Row(i));
        }
    }

    /// <summary>Adds one sample.</summary>
    /// <exception cref="ArgumentException">Another dimension.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        if (row.Length != dimension)
        {
            throw new ArgumentException(
                $"A sample of dimension {row.Length} where {dimension} was expected."
            );
        }

        Span<double> slot = chunk.AsSpan(filled * dimension, dimension);
        for (int k = 0; k < dimension; k++)
        {
            slot[k] = row[k] - origin[k];
        }

        Count++;
        if (++filled == ChunkRows)
        {
            Carry(Sum());
            filled = 0;
        }
    }

    /// <summary>s and S, as (d + 1) x d numbers: row 0 is s, rows 1 .. d are S (symmetric).</summary>
    private double[] Total()
    {
        double[] total = filled == 0 ? new double[(dimension + 1) * dimension] : Sum();
        foreach (double[]? part in tree)
        {
            if (part is not null)
            {
                Accumulate(part, total);
            }
        }

        return total;
    }

    /// <summary>The sums of the chunk being filled.</summary>
    private double[] Sum()
    {
        double[] sums = new double[(dimension + 1) * dimension];
        ReadOnlyMatrixView rows = new(chunk, filled, dimension);
        for (int i = 0; i < filled; i++)
        {
            ReadOnlySpan<double> row = rows.Row(i);
            for (int k = 0; k < dimension; k++)
            {
                sums[k] += row[k];
            }
        }

        MatrixProduct.MultiplyTransposedLeft(
            rows,
            rows,
            new MatrixView(sums.AsSpan(dimension), dimension, dimension)
        );
        return sums;
    }

    /// <summary>Adds a full chunk's sums to the tree, as 1 is added to a binary number.</summary>
    private void Carry(double[] sums)
    {
        for (int level = 0; ; level++)
        {
            if (level == tree.Count)
            {
                tree.Add(sums);
                return;
            }

            if (tree[level] is not double[] earlier)
            {
                tree[level] = sums;
                return;
            }

            Accumulate(earlier, sums);
            tree[level] = null;
        }
    }

    private static void Accumulate(double[] from, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }

    /// <summary>S as computed, d x d, and a bound on the Frobenius norm of its error.</summary>
    public double[] Matrix(out double errorNorm)
    {
        double[] matrix = Total()[dimension..];
        Interval trace = Interval.Zero;
        for (int k = 0; k < dimension; k++)
        {
            trace += Interval.Exact(matrix[k * dimension + k]);
        }

        // The diagonal itself is too small by at most the factor 1 - gamma. Each product may lose 2^-1075 to underflow.
        Interval gamma = Interval.Exact(RoundingError.Gamma(Roundings));
        Interval lost =
            Interval.Exact(Count) * Interval.Exact(RoundingError.Underflow) * Interval.Exact(dimension);
        errorNorm = ((trace + lost) / (Interval.Exact(1) - gamma) * gamma + lost).Upper;
        if (double.IsNaN(errorNorm))
        {
            errorNorm = double.PositiveInfinity;
        }

        return matrix;
    }

    /// <summary>s as computed, d numbers, and a bound on the Euclidean norm of its error.</summary>
    /// <remarks>|error of s_a| &lt;= gamma sum |x_a| &lt;= gamma sqrt(N S_aa), so in norm gamma sqrt(N trace S).</remarks>
    public double[] Sum(out double errorNorm)
    {
        double[] total = Total();
        Interval trace = Interval.Zero;
        for (int k = 0; k < dimension; k++)
        {
            trace += Interval.Exact(total[(k + 1) * dimension + k]);
        }

        Interval gamma = Interval.Exact(RoundingError.Gamma(Roundings));
        Interval lost =
            Interval.Exact(Count) * Interval.Exact(RoundingError.Underflow) * Interval.Exact(dimension);
        Interval exactTrace = (trace + lost) / (Interval.Exact(1) - gamma);
        errorNorm = (gamma * (Interval.Exact(Count) * exactTrace).Sqrt()).Upper;
        return total[..dimension];
    }

    /// <summary>
    /// An upper bound on the largest eigenvalue of S itself, Lambda in the certificate of an instance: for every unit u,
    /// sum of (u.x)^2 is at most this. 0 for no samples.
    /// </summary>
    /// <exception cref="ArgumentException">A sum overflowed.</exception>
    public double LargestSum()
    {
        double[] matrix = Matrix(out double errorNorm);
        return Math.Max(
            0,
            OutwardEigenvalues
                .OfNorm(new ReadOnlyMatrixView(matrix, dimension, dimension), errorNorm)
                .HighestAtMost
        );
    }

    /// <summary>
    /// mu, an upper bound on the largest eigenvalue of S / N: for every unit u and R > 0 at most mu N / R^2 samples have
    /// |u.x| > R (Chebyshev). 0 for no samples.
    /// </summary>
    /// <exception cref="ArgumentException">A sum overflowed.</exception>
    public double Mu() => Count == 0 ? 0 : DirectedRounding.DivideUp(LargestSum(), Count);

    /// <summary>
    /// The scatter about the mean, S - s s^T / N, as computed, and a bound on the Frobenius norm of its error. The bound
    /// grows with the distance of the mean from the origin: choose the origin near the samples. Zero for no samples.
    /// </summary>
    /// <remarks>
    /// With the error t of s (norm), s s^T / N is off by at most (2 |s| t + t^2) / N, and computing it and the difference
    /// rounds each entry of s s^T / N thrice and the result once.
    /// </remarks>
    public double[] CentredScatter(out double errorNorm)
    {
        double[] matrix = Matrix(out double matrixError);
        double[] sum = Sum(out double sumError);
        errorNorm = matrixError;
        if (Count == 0)
        {
            return matrix;
        }

        Interval size = Interval.Norm(sum);
        Interval t = Interval.Exact(sumError);
        Interval product =
            (
                size * t * Interval.Exact(2)
                + t.Square()
                + size.Square() * Interval.Exact(RoundingError.Gamma(4))
            ) / Interval.Exact(Count);
        Interval norm = Interval.Zero;
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                ref double entry = ref matrix[i * dimension + j];
                entry -= sum[i] * sum[j] / Count;
                norm += Interval.Exact(entry).Square();
            }
        }

        Interval last = norm.Sqrt() * Interval.Exact(RoundingError.Gamma(2));
        Interval lost = Interval.Exact(dimension) * Interval.Exact(4 * RoundingError.Underflow);
        errorNorm = (Interval.Exact(matrixError) + product + last + lost).Upper;
        return matrix;
    }
}
