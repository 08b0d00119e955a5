// The gated products against their scalar form, bit for bit, on strided views and every width.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.GatedProduct;

namespace Verify.Core.Tests.Kernels;

public sealed class GatedProductTests
{
    [Fact]
    public void MultiplyTransposedRight_RaggedShapes_EqualsReferenceAndSparesGuardCells()
    {
        foreach (int outputs in new[] { 0, 1, 3, 4, 10 })
        {
            foreach (int above in new[] { 0, 1, 7, 16, 33 })
            {
                foreach (int below in new[] { 0, 1, 5, 8, 25 })
                {
                    AssertBackward(outputs, above, below, Numbers);
                }
            }
        }
    }

    [Fact]
    public void MultiplyTransposedRight_SeveralBlocksOfRowsAndOfK_EqualsReference() =>
        AssertBackward(19, 261, 5, Numbers);

    [Fact]
    public void MultiplyTransposedRight_SpecialValues_EqualsReference() =>
        AssertBackward(6, 9, 11, NumbersWithSpecials);

    [Fact]
    public void MultiplyTransposedRight_GateTimesV_IsRoundedBeforeTheChain()
    {
        // v gate = (1 + e)^2 rounds to 1 + 2e; unrounded, the chain would leave e^2.
        double e = Math.ScaleB(1, -30);
        double[] v = [1 + e, 1];
        double[] gate = [1 + e, 1];
        double[] w = [1, -(1 + 2 * e)];
        double[] d = new double[1];
        GatedProduct.MultiplyTransposedRight(new(v, 1, 2), gate, new(w, 1, 2), new(d, 1, 1));
        Assert.Equal(0.0, d[0]);
    }

    [Fact]
    public void MultiplyTransposedRightThenGate_RaggedShapes_EqualsReferenceAndSparesGuardCells()
    {
        foreach (int samples in new[] { 0, 1, 3, 4, 17 })
        {
            foreach (int above in new[] { 0, 1, 7, 16, 33 })
            {
                foreach (int below in new[] { 0, 1, 5, 8, 25 })
                {
                    AssertThenGate(samples, above, below, Numbers);
                }
            }
        }
    }

    [Fact]
    public void MultiplyTransposedRightThenGate_SpecialValues_EqualsReference() =>
        AssertThenGate(6, 9, 11, NumbersWithSpecials);

    [Fact]
    public void MultiplyTransposedRight_ShapesOrOverlap_AreRefused()
    {
        double[] m = new double[100];
        double[] d = new double[100];
        double[] gate = new double[4];
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRight(new(m, 3, 5), gate, new(m, 2, 5), new(d, 3, 2))
        );
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRight(new(m, 3, 4), gate, new(m, 2, 5), new(d, 3, 2))
        );
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRight(new(m, 3, 4), gate, new(m, 2, 4), new(d, 3, 3))
        );
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRight(new(m, 3, 4), gate, new(m, 2, 4), new(d, 4, 2))
        );
        foreach (int shift in new[] { 0, 1 })
        {
            Assert.Throws<ArgumentException>(() =>
                GatedProduct.MultiplyTransposedRight(
                    new(m, 4, 4),
                    gate,
                    new(d, 4, 4),
                    new(m.AsSpan(shift), 4, 4)
                )
            );
            Assert.Throws<ArgumentException>(() =>
                GatedProduct.MultiplyTransposedRight(
                    new(d, 4, 4),
                    gate,
                    new(m, 4, 4),
                    new(m.AsSpan(shift), 4, 4)
                )
            );
            Assert.Throws<ArgumentException>(() =>
                GatedProduct.MultiplyTransposedRight(
                    new(d, 4, 4),
                    m.AsSpan(0, 4),
                    new(d, 4, 4),
                    new(m.AsSpan(shift), 4, 4)
                )
            );
        }
    }

    [Fact]
    public void MultiplyTransposedRightThenGate_ShapesOrOverlap_AreRefused()
    {
        double[] m = new double[100];
        double[] d = new double[100];
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRightThenGate(
                new(m, 3, 4),
                new(m, 2, 5),
                new(m, 3, 2),
                new(d, 3, 2)
            )
        );
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRightThenGate(
                new(m, 3, 4),
                new(m, 2, 4),
                new(m, 2, 2),
                new(d, 3, 2)
            )
        );

        // The product would overwrite the gates before they are used.
        Assert.Throws<ArgumentException>(() =>
            GatedProduct.MultiplyTransposedRightThenGate(
                new(m, 3, 4),
                new(m, 2, 4),
                new(d, 3, 2),
                new(d, 3, 2)
            )
        );
    }

    [Fact]
    public void Public_WarmCall_AllocatesNothing()
    {
        double[] m = Numbers(400, 1);
        double[] d = new double[400];
        Assert.Equal(
            0,
            AllocatedBytes(() =>
            {
                GatedProduct.MultiplyTransposedRight(
                    new(m, 10, 20),
                    m.AsSpan(0, 20),
                    new(m, 15, 20),
                    new(d, 10, 15)
                );
                GatedProduct.MultiplyTransposedRightThenGate(
                    new(m, 10, 20),
                    new(m, 15, 20),
                    new(m, 10, 15),
                    new(d, 10, 15)
                );
            })
        );
    }

    private static void AssertBackward(int outputs, int above, int below, Func<int, int, double[]> numbers)
    {
        double[] v = Strided(numbers(outputs * above, 1), outputs, above, above + 1);
        double[] gate = numbers(above, 2);
        double[] w = Strided(numbers(below * above, 3), below, above, above + 2);
        double[] start = Strided(numbers(outputs * below, 4), outputs, below, below + 3);
        foreach (bool accumulate in new[] { false, true })
        {
            double[] expected = [.. start];
            Reference.MultiplyTransposedRight(
                View(v, 0, outputs, above, above + 1),
                gate,
                View(w, 0, below, above, above + 2),
                View(expected, 0, outputs, below, below + 3),
                accumulate
            );
            foreach (SimdWidth width in Widths)
            {
                double[] actual = [.. start];
                GatedProduct.MultiplyTransposedRight(
                    width,
                    View(v, 0, outputs, above, above + 1),
                    gate,
                    View(w, 0, below, above, above + 2),
                    View(actual, 0, outputs, below, below + 3),
                    accumulate
                );
                AssertSameBits(expected, actual, $"C {outputs}, n {above}, p {below}, width {width}");
            }
        }
    }

    private static void AssertThenGate(int samples, int above, int below, Func<int, int, double[]> numbers)
    {
        double[] g = Strided(numbers(samples * above, 1), samples, above, above + 1);
        double[] w = Strided(numbers(below * above, 2), below, above, above + 2);
        double[] gates = Strided(numbers(samples * below, 3), samples, below, below + 1);
        double[] start = Strided(numbers(samples * below, 4), samples, below, below + 3);
        double[] expected = [.. start];
        Reference.MultiplyTransposedRightThenGate(
            View(g, 0, samples, above, above + 1),
            View(w, 0, below, above, above + 2),
            View(gates, 0, samples, below, below + 1),
            View(expected, 0, samples, below, below + 3)
        );
        foreach (SimdWidth width in Widths)
        {
            double[] actual = [.. start];
            GatedProduct.MultiplyTransposedRightThenGate(
                width,
                View(g, 0, samples, above, above + 1),
                View(w, 0, below, above, above + 2),
                View(gates, 0, samples, below, below + 1),
                View(actual, 0, samples, below, below + 3)
            );
            AssertSameBits(expected, actual, $"N {samples}, q {above}, p {below}, width {width}");
        }
    }
}
