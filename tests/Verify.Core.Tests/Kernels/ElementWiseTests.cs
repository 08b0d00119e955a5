// The kernel matrix of the element-wise operations: every width against the scalar reference, bit for bit.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.ElementWise;

namespace Verify.Core.Tests.Kernels;

public sealed class ElementWiseTests
{
    private const double Factor = -1.7;

    private static readonly Case[] Cases =
    [
        new(
            "Add",
            (width, x, y, _, d) => ElementWise.Run(width, default(AddOperator), x, y, y, d),
            (x, y, _, d) => ElementWise.Add(x, y, d),
            (x, y, _, d) => Reference.Add(x, y, d)
        ),
        new(
            "Subtract",
            (width, x, y, _, d) => ElementWise.Run(width, default(SubtractOperator), x, y, y, d),
            (x, y, _, d) => ElementWise.Subtract(x, y, d),
            (x, y, _, d) => Reference.Subtract(x, y, d)
        ),
        new(
            "Multiply",
            (width, x, y, _, d) => ElementWise.Run(width, default(MultiplyOperator), x, y, y, d),
            (x, y, _, d) => ElementWise.Multiply(x, y, d),
            (x, y, _, d) => Reference.Multiply(x, y, d)
        ),
        new(
            "Scale",
            (width, x, _, _, d) => ElementWise.Run(width, new ScaleOperator(Factor), x, x, x, d),
            (x, _, _, d) => ElementWise.Scale(Factor, x, d),
            (x, _, _, d) => Reference.Scale(Factor, x, d)
        ),
        new(
            "MultiplyAdd",
            (width, x, y, z, d) => ElementWise.Run(width, default(MultiplyAddOperator), x, y, z, d),
            (x, y, z, d) => ElementWise.MultiplyAdd(x, y, z, d),
            (x, y, z, d) => Reference.MultiplyAdd(x, y, z, d)
        ),
        new(
            "MultiplyAdd by a factor",
            (width, x, y, _, d) => ElementWise.Run(width, new ScaleAddOperator(Factor), x, y, y, d),
            (x, y, _, d) => ElementWise.MultiplyAdd(Factor, x, y, d),
            (x, y, _, d) => Reference.MultiplyAdd(Factor, x, y, d)
        ),
    ];

    private delegate void Forced(
        SimdWidth width,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> z,
        Span<double> destination
    );

    private delegate void Plain(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> z,
        Span<double> destination
    );

    [Fact]
    public void Run_EveryLengthAndWidth_EqualsReferenceAndSparesGuardCells()
    {
        foreach (Case kernel in Cases)
        {
            for (int length = 0; length <= 257; length++)
            {
                double[] x = NumbersWithSpecials(length, 1);
                double[] y = NumbersWithSpecials(length, 2);
                double[] z = NumbersWithSpecials(length, 3);
                double[] expected = Guarded(length);
                kernel.Reference(x, y, z, expected.AsSpan(1));
                foreach (SimdWidth width in Widths)
                {
                    double[] actual = Guarded(length);
                    kernel.Forced(width, x, y, z, actual.AsSpan(1));
                    AssertSameBits(expected, actual, $"{kernel.Name}, width {width}, length {length}");
                }

                double[] publicResult = Guarded(length);
                kernel.Public(x, y, z, publicResult.AsSpan(1));
                AssertSameBits(expected, publicResult, $"{kernel.Name}, public, length {length}");
            }
        }
    }

    [Fact]
    public void Run_SpecialValueAtEveryLane_EqualsReference()
    {
        foreach (Case kernel in Cases)
        {
            foreach (int length in new[] { 1, 7, 8, 9, 15, 16, 17 })
            {
                for (int lane = 0; lane < length; lane++)
                {
                    foreach (double special in Specials)
                    {
                        double[] x = Numbers(length, 4);
                        double[] y = Numbers(length, 5);
                        double[] z = Numbers(length, 6);
                        x[lane] = special;
                        y[(lane + 1) % length] = special;
                        z[(lane + 2) % length] = special;
                        double[] expected = new double[length];
                        kernel.Reference(x, y, z, expected);
                        foreach (SimdWidth width in Widths)
                        {
                            double[] actual = new double[length];
                            kernel.Forced(width, x, y, z, actual);
                            AssertSameBits(
                                expected,
                                actual,
                                $"{kernel.Name}, width {width}, length {length}, {special} at {lane}"
                            );
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Run_InPlaceOverEachOperand_EqualsReference()
    {
        foreach (Case kernel in Cases)
        {
            for (int length = 0; length <= 67; length++)
            {
                double[] x = Numbers(length, 7);
                double[] y = Numbers(length, 8);
                double[] z = Numbers(length, 9);
                double[] expected = new double[length];
                kernel.Reference(x, y, z, expected);
                foreach (SimdWidth width in Widths)
                {
                    string where = $"{kernel.Name}, width {width}, length {length}, in place";
                    double[] d = [.. x];
                    kernel.Forced(width, d, y, z, d);
                    AssertSameBits(expected, d, where + " of x");
                    d = [.. y];
                    kernel.Forced(width, x, d, z, d);
                    AssertSameBits(expected, d, where + " of y");
                    d = [.. z];
                    kernel.Forced(width, x, y, d, d);
                    AssertSameBits(expected, d, where + " of z");
                }
            }
        }
    }

    [Fact]
    public void Run_ShiftedOverlap_IsRefused()
    {
        foreach (Case kernel in Cases)
        {
            foreach (int shift in new[] { -1, 1, 5 })
            {
                double[] memory = new double[40];
                double[] other = new double[16];
                Assert.Throws<ArgumentException>(() =>
                    kernel.Public(memory.AsSpan(10, 16), other, other, memory.AsSpan(10 + shift, 16))
                );
            }
        }
    }

    [Fact]
    public void MultiplyAdd_AddendShiftedAgainstDestination_IsRefused()
    {
        double[] memory = new double[40];
        double[] other = new double[16];
        Assert.Throws<ArgumentException>(() =>
            ElementWise.MultiplyAdd(other, other, memory.AsSpan(3, 16), memory.AsSpan(4, 16))
        );
        Assert.Throws<ArgumentException>(() =>
            ElementWise.MultiplyAdd(other, memory.AsSpan(3, 16), other, memory.AsSpan(4, 16))
        );
    }

    [Fact]
    public void Add_LengthsThatDoNotFit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ElementWise.Add(new double[3], new double[4], new double[4]));
        Assert.Throws<ArgumentException>(() => ElementWise.Add(new double[4], new double[4], new double[3]));
        Assert.Throws<ArgumentException>(() =>
            ElementWise.MultiplyAdd(new double[4], new double[4], new double[3], new double[4])
        );
    }

    [Fact]
    public void MultiplyAdd_CancellingProduct_IsRoundedOnce()
    {
        // (1 + e)^2 - (1 + 2e) = e^2 exactly, with e = 2^-30; rounding the product first would leave 0.
        double e = Math.ScaleB(1, -30);
        double[] x = [.. Enumerable.Repeat(1 + e, 19)];
        double[] z = [.. Enumerable.Repeat(-(1 + 2 * e), 19)];
        foreach (SimdWidth width in Widths)
        {
            double[] d = new double[19];
            ElementWise.Run(width, default(MultiplyAddOperator), x, x, z, d);
            Assert.All(d, value => Assert.Equal(e * e, value));
        }
    }

    [Fact]
    public void Public_WarmCall_AllocatesNothing()
    {
        double[] x = Numbers(100, 1);
        double[] d = new double[100];
        foreach (Case kernel in Cases)
        {
            Assert.Equal(0, AllocatedBytes(() => kernel.Public(x, x, x, d)));
        }
    }

    private static double[] Guarded(int length)
    {
        double[] memory = new double[length + 10];
        Array.Fill(memory, Guard);
        return memory;
    }

    private sealed record Case(string Name, Forced Forced, Plain Public, Plain Reference);
}
