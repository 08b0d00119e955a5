// The dimension of the samples' affine hull, and a hyperplane that holds them all, each with a proof.
// Near-low-rank samples are of full rank here: nothing is rounded.

using System.Numerics;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The affine rank of samples. Full rank is proved by elimination modulo a prime: the residues' rank never exceeds the
/// true one. Low rank is proved by a normal vector in integers, orthogonal to every difference of samples.
/// </summary>
internal static class AffineHull
{
    /// <summary>A row of the elimination that is the direction and not a difference of samples.</summary>
    private const int Along = -1;

    /// <summary>A lower bound on the affine rank, -1 for no samples, and the hyperplane when low rank is proved.</summary>
    /// <param name="points">N x d samples.</param>
    /// <param name="across">
    /// Empty, or d numbers, not all 0: the rank is then that of the samples projected along this direction, and the
    /// hyperplane's normal is orthogonal to it.
    /// </param>
    internal static (int Rank, BandWitness? Hyperplane) Of(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> across = default
    )
    {
        int d = points.Columns;
        if (points.Rows == 0)
        {
            return (-1, null);
        }

        List<int> rows = [];
        List<int> pivots = [];
        List<ulong[]> echelon = [];
        if (!across.IsEmpty)
        {
            // Projecting along the direction and putting it into the span come to the same rank, one apart.
            ulong[] residues = new ulong[d];
            for (int k = 0; k < d; k++)
            {
                residues[k] = ModularField.Of(across[k]);
            }

            if (!Extend(echelon, pivots, residues))
            {
                return (0, null); // it vanishes modulo the prime: nothing is known
            }

            rows.Add(Along);
        }

        int offset = rows.Count;
        ulong[] test = Functional(echelon, pivots, d);
        ulong[] difference = new ulong[d];
        ulong[] origin = new ulong[d];
        for (int k = 0; k < d; k++)
        {
            origin[k] = ModularField.Of(points[0, k]);
        }

        for (int i = 1; i < points.Rows && rows.Count < d; i++)
        {
            ulong value = 0;
            for (int k = 0; k < d; k++)
            {
                difference[k] = ModularField.Subtract(ModularField.Of(points[i, k]), origin[k]);
                value = ModularField.Add(value, ModularField.Multiply(test[k], difference[k]));
            }

            // Zero for every sample in the span so far, and for one outside of it with a probability of 2^-61; then the
            // rank found is too low, which the exact check of the hyperplane below does not turn into an untruth.
            if (value != 0 && Extend(echelon, pivots, difference))
            {
                rows.Add(i);
                test = Functional(echelon, pivots, d);
            }
        }

        return (rows.Count - offset, rows.Count == d ? null : Hyperplane(points, across, rows, pivots));
    }

    /// <summary>Reduces the vector by the echelon form and adds what is left; false when nothing is.</summary>
    private static bool Extend(List<ulong[]> echelon, List<int> pivots, ulong[] vector)
    {
        ulong[] rest = [.. vector];
        for (int r = 0; r < echelon.Count; r++)
        {
            Eliminate(rest, echelon[r], rest[pivots[r]]);
        }

        int pivot = Array.FindIndex(rest, value => value != 0);
        if (pivot < 0)
        {
            return false;
        }

        ulong inverse = ModularField.Invert(rest[pivot]);
        for (int k = 0; k < rest.Length; k++)
        {
            rest[k] = ModularField.Multiply(rest[k], inverse);
        }

        foreach (ulong[] row in echelon)
        {
            Eliminate(row, rest, row[pivot]);
        }

        echelon.Add(rest);
        pivots.Add(pivot);
        return true;
    }

    private static void Eliminate(ulong[] row, ulong[] by, ulong factor)
    {
        for (int k = 0; k < row.Length && factor != 0; k++)
        {
            row[k] = ModularField.Subtract(row[k], ModularField.Multiply(factor, by[k]));
        }
    }

    /// <summary>A random linear form that is 0 on the reduced echelon form's rows.</summary>
    private static ulong[] Functional(List<ulong[]> echelon, List<int> pivots, int d)
    {
        CounterRandom random = new(0, (ulong)echelon.Count);
        ulong[] form = new ulong[d];
        for (int k = 0; k < d; k++)
        {
            form[k] = pivots.Contains(k) ? 0 : random.NextUInt64() % ModularField.Prime;
        }

        for (int r = 0; r < echelon.Count; r++)
        {
            ulong sum = 0;
            for (int k = 0; k < d; k++)
            {
                sum =
                    k == pivots[r]
                        ? sum
                        : ModularField.Add(sum, ModularField.Multiply(echelon[r][k], form[k]));
            }

            form[pivots[r]] = ModularField.Subtract(0, sum);
        }

        return form;
    }

    /// <summary>
    /// An integer vector orthogonal to the differences of the chosen samples, and to the direction (Cramer's rule, so
    /// exact), checked against every sample; null when one is off it.
    /// </summary>
    private static BandWitness? Hyperplane(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> across,
        List<int> rows,
        List<int> pivots
    )
    {
        int d = points.Columns;
        int along = LowestExponent(new ReadOnlyMatrixView(across, across.IsEmpty ? 0 : 1, d));
        int scale = LowestExponent(points);
        int free = Enumerable.Range(0, d).First(k => !pivots.Contains(k));
        BigInteger[,] system = new BigInteger[rows.Count, rows.Count + 1];
        for (int r = 0; r < rows.Count; r++)
        {
            for (int c = 0; c <= rows.Count; c++)
            {
                int column = c < rows.Count ? pivots[c] : free;
                system[r, c] =
                    rows[r] == Along
                        ? Scaled(across[column], along)
                        : Scaled(points[rows[r], column], scale) - Scaled(points[0, column], scale);
            }
        }

        // system n = 0 with n_free = -det: Bareiss keeps every entry an integer, and leaves det times the identity.
        if (!Reduce(system, out BigInteger determinant))
        {
            return null;
        }

        BigInteger[] normal = new BigInteger[d];
        Array.Fill(normal, BigInteger.Zero);
        normal[free] = -determinant;
        for (int r = 0; r < rows.Count; r++)
        {
            normal[pivots[r]] = system[r, rows.Count];
        }

        BigInteger divisor = normal.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        normal = Array.ConvertAll(normal, value => value / divisor);
        BigInteger level = Level(points, 0, normal, scale);
        for (int i = 1; i < points.Rows; i++)
        {
            if (Level(points, i, normal, scale) != level)
            {
                return null;
            }
        }

        return Rounded(points, normal);
    }

    /// <summary>Gauss-Jordan by Bareiss on r x (r + 1) integers; false when the square part is singular.</summary>
    private static bool Reduce(BigInteger[,] m, out BigInteger determinant)
    {
        int n = m.GetLength(0);
        BigInteger previous = BigInteger.One;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            while (pivot < n && m[pivot, k].IsZero)
            {
                pivot++;
            }

            if (pivot == n)
            {
                determinant = BigInteger.Zero;
                return false;
            }

            for (int c = 0; c <= n && pivot != k; c++)
            {
                (m[k, c], m[pivot, c]) = (m[pivot, c], m[k, c]);
            }

            for (int r = 0; r < n; r++)
            {
                BigInteger factor = m[r, k];
                for (int c = 0; c <= n && r != k; c++)
                {
                    m[r, c] = (m[r, c] * m[k, k] - factor * m[k, c]) / previous;
                }
            }

            previous = m[k, k];
        }

        determinant = previous;
        return true;
    }

    private static BigInteger Level(ReadOnlyMatrixView points, int row, BigInteger[] normal, int scale)
    {
        BigInteger sum = BigInteger.Zero;
        for (int k = 0; k < normal.Length; k++)
        {
            if (!normal[k].IsZero)
            {
                sum += normal[k] * Scaled(points[row, k], scale);
            }
        }

        return sum;
    }

    /// <summary>The normal in doubles, its largest entry brought near 1, with the half-width that all samples then need.</summary>
    private static BandWitness Rounded(ReadOnlyMatrixView points, BigInteger[] normal)
    {
        long bits = normal.Max(value => BigInteger.Abs(value).GetBitLength());
        double[] rounded = Array.ConvertAll(normal, value => (double)value);
        if (bits > 53)
        {
            // Keep 64 bits below the largest entry's top: smaller entries lose what a double of that size could not show.
            int shift = (int)(bits - 64);
            rounded = Array.ConvertAll(
                normal,
                value => Math.ScaleB((double)(shift >= 0 ? value >> shift : value << -shift), -64)
            );
        }

        return BandCount.Worst(points, rounded, points.Rows - 1, 0, 0, long.MaxValue)
            ?? throw new InvalidOperationException("A band that holds all samples was not found.");
    }

    private static int LowestExponent(ReadOnlyMatrixView points)
    {
        int lowest = int.MaxValue;
        for (int i = 0; i < points.Rows; i++)
        {
            foreach (double value in points.Row(i))
            {
                if (value != 0)
                {
                    lowest = Math.Min(lowest, Parts(value).Exponent);
                }
            }
        }

        return lowest == int.MaxValue ? 0 : lowest;
    }

    private static BigInteger Scaled(double value, int scale)
    {
        (long mantissa, int exponent) = Parts(value);
        return mantissa == 0 ? BigInteger.Zero : new BigInteger(mantissa) << (exponent - scale);
    }

    /// <summary>value = Mantissa 2^Exponent, Mantissa odd or 0.</summary>
    private static (long Mantissa, int Exponent) Parts(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & ((1L << 52) - 1);
        mantissa = field == 0 ? mantissa : mantissa | (1L << 52);
        int zeros = mantissa == 0 ? 0 : BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return (bits < 0 ? -mantissa : mantissa, Math.Max(field, 1) - 1075 + zeros);
    }
}
