// The kernel matrix of the products: ragged shapes, the four transposition cases, accumulation and every width,
// bit for bit against the scalar chain.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.MatrixProduct;

namespace Verify.Core.Tests.Kernels;

public sealed class MatrixProductTests
{
    /// <summary>Row counts around the four rows of a tile and the thresholds of packing (16 and 96).</summary>
    private static readonly int[] RowCounts = [0, 1, 2, 3, 4, 5, 7, 8, 18, 97];

    /// <summary>Inner extents on either side of the depth of a 512-bit slab (128).</summary>
    private static readonly int[] InnerExtents = [0, 1, 2, 7, 131];

    /// <summary>Column counts around one, two and three vectors of each width.</summary>
    private static readonly int[] ColumnCounts = [0, 1, 2, 3, 5, 6, 8, 11, 13, 16, 23, 24, 25, 49];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Run_RaggedShapesAndEveryWidth_EqualsReferenceAndSparesGuardCells(
        bool transposeA,
        bool transposeB
    )
    {
        foreach (int rows in RowCounts)
        {
            foreach (int inner in InnerExtents)
            {
                foreach (int columns in ColumnCounts)
                {
                    AssertProduct(rows, inner, columns, transposeA, transposeB, Numbers);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_InnerExtentAroundEverySlab_EqualsReference(bool transposeB)
    {
        // A slab of k is 128, 256, 512 and 1024 deep from the widest vector to the single double.
        foreach (int depth in new[] { 128, 256, 512, 1024 })
        {
            foreach (int inner in new[] { depth - 1, depth, depth + 1, 2 * depth + 1 })
            {
                AssertProduct(9, inner, 10, false, transposeB, Numbers);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_SpecialValuesEverywhere_EqualsReference(bool transposeB)
    {
        foreach (int rows in new[] { 1, 5, 13 })
        {
            foreach (int columns in new[] { 3, 8, 17, 25 })
            {
                AssertProduct(rows, 6, columns, false, transposeB, NumbersWithSpecials);
            }
        }
    }

    [Fact]
    public void Run_NaNInOneOperandEntry_ReachesOnlyItsRowOrColumn()
    {
        foreach (SimdWidth width in Widths)
        {
            for (int column = 0; column < 27; column++)
            {
                double[] a = Numbers(9 * 11, 1);
                double[] b = Numbers(11 * 27, 2);
                b[5 * 27 + column] = double.NaN;
                double[] c = new double[9 * 27];
                MatrixProduct.Run(
                    width,
                    new(a, 9, 11),
                    false,
                    new(b, 11, 27),
                    false,
                    new(c, 9, 27),
                    accumulate: false
                );
                for (int i = 0; i < c.Length; i++)
                {
                    Assert.Equal(i % 27 == column, double.IsNaN(c[i]));
                }
            }
        }
    }

    [Fact]
    public void Public_FourCases_AreTheFourTranspositions()
    {
        const int rows = 6;
        const int inner = 10;
        const int columns = 9;
        double[] a = Numbers(rows * inner, 1);
        double[] b = Numbers(inner * columns, 2);
        double[] start = Numbers(rows * columns, 3);
        foreach (bool accumulate in new[] { false, true })
        {
            double[] expected = [.. start];
            Reference.Run(a, inner, 1, b, columns, 1, inner, new(expected, rows, columns), accumulate);
            double[] aT = Transposed(a, rows, inner);
            double[] bT = Transposed(b, inner, columns);
            for (int kind = 0; kind < 4; kind++)
            {
                double[] c = [.. start];
                MatrixView view = new(c, rows, columns);
                switch (kind)
                {
                    case 0:
                        MatrixProduct.Multiply(new(a, rows, inner), new(b, inner, columns), view, accumulate);
                        break;
                    case 1:
                        MatrixProduct.MultiplyTransposedRight(
                            new(a, rows, inner),
                            new(bT, columns, inner),
                            view,
                            accumulate
                        );
                        break;
                    case 2:
                        MatrixProduct.MultiplyTransposedLeft(
                            new(aT, inner, rows),
                            new(b, inner, columns),
                            view,
                            accumulate
                        );
                        break;
                    default:
                        MatrixProduct.MultiplyTransposedBoth(
                            new(aT, inner, rows),
                            new(bT, columns, inner),
                            view,
                            accumulate
                        );
                        break;
                }

                AssertSameBits(expected, c, $"case {kind}, accumulate {accumulate}");
            }
        }
    }

    [Fact]
    public void Run_CancellingProduct_IsRoundedOnce()
    {
        double e = Math.ScaleB(1, -30);
        double[] a = [-(1 + 2 * e), 1 + e];
        double[] b = new double[2 * 27];
        b.AsSpan(0, 27).Fill(1);
        b.AsSpan(27).Fill(1 + e);
        foreach (SimdWidth width in Widths)
        {
            double[] c = new double[27];
            MatrixProduct.Run(width, new(a, 1, 2), false, new(b, 2, 27), false, new(c, 1, 27), false);
            Assert.All(c, value => Assert.Equal(e * e, value));
        }
    }

    [Fact]
    public void Multiply_ExtentsThatDoNotFit_IsRefused()
    {
        double[] m = new double[64];
        double[] d = new double[64];
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply(new(m, 3, 4), new(m, 5, 6), new(d, 3, 6))
        );
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply(new(m, 3, 4), new(m, 4, 6), new(d, 2, 6))
        );
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposedRight(new(m, 3, 4), new(m, 4, 6), new(d, 3, 6))
        );
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposedLeft(new(m, 3, 4), new(m, 4, 6), new(d, 4, 6))
        );
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposedBoth(new(m, 4, 3), new(m, 4, 6), new(d, 3, 6))
        );
    }

    [Fact]
    public void Multiply_DestinationOverlappingAnOperand_IsRefused()
    {
        double[] m = new double[64];
        double[] other = new double[64];
        foreach (int shift in new[] { 0, 1, 15 })
        {
            Assert.Throws<ArgumentException>(() =>
                MatrixProduct.Multiply(new(m, 4, 4), new(other, 4, 4), new(m.AsSpan(shift), 4, 4))
            );
            Assert.Throws<ArgumentException>(() =>
                MatrixProduct.Multiply(new(other, 4, 4), new(m, 4, 4), new(m.AsSpan(shift), 4, 4))
            );
        }
    }

    [Theory]
    [InlineData(5, 7, 3)]
    [InlineData(33, 140, 29)]
    public void Public_WarmCall_AllocatesNothing(int rows, int inner, int columns)
    {
        double[] a = Numbers(rows * inner, 1);
        double[] b = Numbers(inner * columns, 2);
        double[] c = new double[rows * columns];
        Assert.Equal(
            0,
            AllocatedBytes(() =>
            {
                MatrixView destination = new(c, rows, columns);
                MatrixProduct.Multiply(new(a, rows, inner), new(b, inner, columns), destination);
                MatrixProduct.MultiplyTransposedRight(
                    new(a, rows, inner),
                    new(b, columns, inner),
                    destination,
                    accumulate: true
                );
                MatrixProduct.MultiplyTransposedLeft(
                    new(a, inner, rows),
                    new(b, inner, columns),
                    destination
                );
                MatrixProduct.MultiplyTransposedBoth(
                    new(a, inner, rows),
                    new(b, columns, inner),
                    destination
                );
            })
        );
    }

    /// <summary>Strided operands with guard cells in the gaps, both accumulation modes, every width.</summary>
    private static void AssertProduct(
        int rows,
        int inner,
        int columns,
        bool transposeA,
        bool transposeB,
        Func<int, int, double[]> numbers
    )
    {
        (int aRows, int aColumns) = transposeA ? (inner, rows) : (rows, inner);
        (int bRows, int bColumns) = transposeB ? (columns, inner) : (inner, columns);
        int aStride = aColumns + 1;
        int bStride = bColumns + 2;
        int cStride = columns + 3;
        double[] a = Strided(numbers(rows * inner, 1), aRows, aColumns, aStride);
        double[] b = Strided(numbers(inner * columns, 2), bRows, bColumns, bStride);
        double[] start = Strided(numbers(rows * columns, 3), rows, columns, cStride);
        double[] expected = new double[start.Length];
        double[] actual = new double[start.Length];
        foreach (bool accumulate in new[] { false, true })
        {
            start.CopyTo(expected, 0);
            Reference.Run(
                a,
                transposeA ? 1 : aStride,
                transposeA ? aStride : 1,
                b,
                transposeB ? 1 : bStride,
                transposeB ? bStride : 1,
                inner,
                View(expected, 0, rows, columns, cStride),
                accumulate
            );
            foreach (SimdWidth width in Widths)
            {
                start.CopyTo(actual, 0);
                MatrixProduct.Run(
                    width,
                    View(a, 0, aRows, aColumns, aStride),
                    transposeA,
                    View(b, 0, bRows, bColumns, bStride),
                    transposeB,
                    View(actual, 0, rows, columns, cStride),
                    accumulate
                );
                AssertSameBits(
                    expected,
                    actual,
                    $"{rows} x {inner} x {columns}, width {width}, accumulate {accumulate}"
                );
            }
        }
    }

    private static double[] Transposed(double[] values, int rows, int columns)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[j * rows + i] = values[i * columns + j];
            }
        }

        return result;
    }
}
