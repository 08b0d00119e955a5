// Matrix products: percent of the measured FMA peak, and ratios to the scalar reference and to MathNet's managed
// provider, on square and ragged sizes, one thread.

using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Verify.Core.Kernels;

namespace Verify.Benchmarks;

/// <summary>The <c>product</c> benchmark.</summary>
internal static class ProductBenchmark
{
    private const int Rounds = 15;

    /// <summary>The scalar reference takes 1-2 ns a multiplication; above this volume it is left out.</summary>
    private const long ReferenceVolume = 20_000_000;

    private static readonly (int Rows, int Inner, int Columns)[] Sizes =
    [
        (256, 256, 256),
        (512, 512, 512),
        (97, 101, 103),
        (16, 100, 200),
        (64, 21, 50),
        (10, 50, 21),
        (1, 100, 200),
        (5, 7, 3),
    ];

    /// <summary>Prints the table. An argument of the form MxKxP measures that size instead of the list.</summary>
    internal static void Run(string[] args)
    {
        Control.UseManaged();
        Control.MaxDegreeOfParallelism = 1;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        double[] peaks = new double[Rounds];
        for (int i = -3; i < Rounds; i++)
        {
            peaks[Math.Max(i, 0)] = FmaPeak.Measure();
        }

        double peak = peaks.Max();
        Console.WriteLine(
            $"FMA peak of one thread: {peak:F1} GFLOP/s (best of {Rounds} readings; median {Alternation.Median(peaks):F1})"
        );
        Console.WriteLine($"{Rounds} alternating rounds, medians; ratio = time / time of the first line");
        Console.WriteLine();
        Console.WriteLine("| M x K x P | contender | us | GFLOP/s | % of peak | ratio | bytes/call |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach ((int rows, int inner, int columns) in args.Length == 0 ? Sizes : args.Select(Parse))
        {
            Measure(rows, inner, columns, peak);
        }
    }

    private static (int Rows, int Inner, int Columns) Parse(string size)
    {
        int[] extents = [.. size.Split('x').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        return (extents[0], extents[1], extents[2]);
    }

    private static void Measure(int rows, int inner, int columns, double peak)
    {
        double[] a = Numbers(rows * inner, 1);
        double[] b = Numbers(inner * columns, 2);
        double[] c = new double[rows * columns];
        Matrix<double> mathNetA = Matrix<double>.Build.Dense(rows, inner, (i, k) => a[i * inner + k]);
        Matrix<double> mathNetB = Matrix<double>.Build.Dense(inner, columns, (k, j) => b[k * columns + j]);
        Matrix<double> mathNetC = Matrix<double>.Build.Dense(rows, columns);

        List<Contender> contenders =
        [
            new(
                "a b",
                () =>
                    MatrixProduct.Multiply(new(a, rows, inner), new(b, inner, columns), new(c, rows, columns))
            ),
            new(
                "a b^T",
                () =>
                    MatrixProduct.MultiplyTransposedRight(
                        new(a, rows, inner),
                        new(b, columns, inner),
                        new(c, rows, columns)
                    )
            ),
            new(
                "a^T b",
                () =>
                    MatrixProduct.MultiplyTransposedLeft(
                        new(a, inner, rows),
                        new(b, inner, columns),
                        new(c, rows, columns)
                    )
            ),
            new("MathNet managed", () => mathNetA.Multiply(mathNetB, mathNetC)),
        ];
        if ((long)rows * inner * columns <= ReferenceVolume)
        {
            contenders.Add(
                new(
                    "scalar reference",
                    () =>
                        Core.Kernels.Reference.MatrixProduct.Run(
                            a,
                            inner,
                            1,
                            b,
                            columns,
                            1,
                            inner,
                            new(c, rows, columns),
                            false
                        )
                )
            );
        }

        Reading[] readings = Alternation.Measure(contenders, Rounds);
        foreach (Reading reading in readings)
        {
            double rate = 2.0 * rows * inner * columns / reading.Seconds * 1e-9;
            Console.WriteLine(
                $"| {rows} x {inner} x {columns} | {reading.Name} | {reading.Seconds * 1e6:F3} | {rate:F2} | {100 * rate / peak:F1} | {reading.Seconds / readings[0].Seconds:F2} | {reading.BytesPerCall:F0} |"
            );
        }
    }

    /// <summary>Fixed values in [-1, 1): a multiplicative congruence, the same on every machine.</summary>
    internal static double[] Numbers(int count, ulong seed)
    {
        double[] values = new double[count];
        ulong state = seed;
        for (int i = 0; i < count; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            values[i] = (long)state * (1.0 / (1UL << 63));
        }

        return values;
    }
}
