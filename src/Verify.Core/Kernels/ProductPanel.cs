// Copies a block of the right operand into the contiguous panel that the product's inner loop walks. Moves
// doubles, computes nothing.

using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>Packing: panel[k * width + j] = b(k, j) for j &lt; columns, and 0 up to the width.</summary>
internal static unsafe class ProductPanel
{
    /// <summary>b(k, j) is at b[k * bStep + j * bColumn]; one of the two strides is 1.</summary>
    internal static void Pack<TVector, TSimd>(
        double* b,
        nint bStep,
        nint bColumn,
        int inner,
        int columns,
        double* panel,
        int width
    )
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        if (bColumn == 1)
        {
            PackRows<TVector, TSimd>(b, bStep, inner, columns, panel, width);
        }
        else
        {
            PackColumns(b, bStep, bColumn, inner, columns, panel, width);
        }

        // The padding lanes are computed with and thrown away; zeros keep them from being slow (subnormal) garbage.
        for (int k = 0; columns < width && k < inner; k++)
        {
            new Span<double>(panel + (nint)k * width + columns, width - columns).Clear();
        }
    }

    private static void PackRows<TVector, TSimd>(
        double* b,
        nint bStep,
        int inner,
        int columns,
        double* panel,
        int width
    )
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        for (int k = 0; k < inner; k++)
        {
            int j = 0;
            for (; j <= columns - TSimd.Count; j += TSimd.Count)
            {
                TSimd.Store(panel + j, TSimd.Load(b + j));
            }

            for (; j < columns; j++)
            {
                panel[j] = b[j];
            }

            b += bStep;
            panel += width;
        }
    }

    // Four columns of b at a time: reads run along k, and the four values of one k land side by side.
    private static void PackColumns(
        double* b,
        nint bStep,
        nint bColumn,
        int inner,
        int columns,
        double* panel,
        int width
    )
    {
        int j = 0;
        for (; j <= columns - 4; j += 4)
        {
            double* source = b + j * bColumn;
            double* target = panel + j;
            for (int k = 0; k < inner; k++)
            {
                target[0] = source[0];
                target[1] = source[bColumn];
                target[2] = source[2 * bColumn];
                target[3] = source[3 * bColumn];
                source += bStep;
                target += width;
            }
        }

        for (; j < columns; j++)
        {
            double* source = b + j * bColumn;
            double* target = panel + j;
            for (int k = 0; k < inner; k++)
            {
                *target = *source;
                source += bStep;
                target += width;
            }
        }
    }
}
