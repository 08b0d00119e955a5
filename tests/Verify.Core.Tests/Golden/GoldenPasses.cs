// Activations, gradients, updates and the loss of a golden file beside ours, with their rounding bounds.
// The mixture is in GoldenMixtures.cs.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Golden;

/// <summary>Forward, backward and updates over the file's samples, and the magnitudes that bounds are made of.</summary>
internal sealed class GoldenPasses
{
    internal GoldenPasses(GoldenFile file)
    {
        File = file;
        Pair = file.Pair();
        ReadOnlyMatrixView inputs = file["X"].AsMatrix();
        Teacher = ForwardPass.Over(Pair.Teacher, inputs);
        Student = ForwardPass.Over(Pair.Student, inputs);
        Backward = BackwardPass.Over(Pair.Student, Student, Teacher.Outputs);
        Magnitudes = new PairMagnitudes(Pair, Teacher, Student);
    }

    internal GoldenFile File { get; }

    internal NetworkPair Pair { get; }

    internal ForwardPass Teacher { get; }

    internal ForwardPass Student { get; }

    internal BackwardPass Backward { get; }

    internal PairMagnitudes Magnitudes { get; }

    /// <summary>F, l = 1..L, of both networks; G and DW of the student; the loss.</summary>
    internal List<Comparison> Comparisons()
    {
        RoundingCounts counts = Magnitudes.Counts;
        List<Comparison> list = [];
        for (int l = 1; l <= Pair.Depth; l++)
        {
            list.Add(Activations('T', Teacher, Magnitudes.Teacher, l));
            list.Add(Activations('S', Student, Magnitudes.Student, l));
            long k = counts.Gradient(l);
            list.Add(
                Comparison.Of(
                    $"G{l}",
                    File.Values($"G{l}"),
                    Backward.Gradients(l).Data.ToArray(),
                    Magnitudes.Gradient(l).Data.ToArray(),
                    k,
                    k
                )
            );
            list.Add(Update(l));
        }

        list.Add(Loss());
        return list;
    }

    /// <summary>The nodes of a layer without the constant, which has to be exactly 1.</summary>
    internal static double[] WithoutConstant(ReadOnlyMatrixView activations, int width)
    {
        double[] nodes = new double[activations.Rows * width];
        for (int i = 0; i < activations.Rows; i++)
        {
            activations.Row(i)[..width].CopyTo(nodes.AsSpan(i * width));
            Assert.True(activations.Columns == width || activations[i, width] == 1);
        }

        return nodes;
    }

    private Comparison Activations(char who, ForwardPass pass, MagnitudePass magnitudes, int layer)
    {
        int width = pass.Shape.Width(layer);
        long k = RoundingCounts.Activation(pass.Shape, layer);
        return Comparison.Of(
            $"{who}F{layer}",
            File.Values($"{who}F{layer}"),
            WithoutConstant(pass.Activations(layer), width),
            WithoutConstant(magnitudes.At(layer), width),
            k,
            k
        );
    }

    /// <summary>
    /// dW_l, bounded through its factors, which is sharper than paths through both: f is known within df = gamma_{k_f} Phi
    /// and g within dg = gamma_{k_g} Gamma on either side, so |f| and |g| of either side and exactly are at most
    /// F = |f| + 2 df and G = |g| + 2 dg. A product is off by at most F dg + G df + df dg; the sum over N samples
    /// (product and additions in either order) and the mean have at most N + 2 roundings of terms F G. (Two for the
    /// mean: the golden one may multiply by a rounded 1/N.) Twice that, for both sides.
    /// </summary>
    private Comparison Update(int layer)
    {
        NetworkShape shape = Pair.Student.Shape;
        int rows = shape.Width(layer - 1) + 1;
        int columns = shape.Width(layer);
        int samples = Student.Samples;
        double[] update = new double[rows * columns];
        Backward.WeightUpdate(Student, layer, new MatrixView(update, rows, columns));
        double f = RoundingError.Gamma(RoundingCounts.Activation(shape, layer - 1));
        double g = RoundingError.Gamma(Magnitudes.Counts.Gradient(layer));
        double mean = RoundingError.Gamma(samples + 2);
        double[] allowed = new double[rows * columns];
        for (int i = 0; i < samples; i++)
        {
            for (int r = 0; r < rows; r++)
            {
                double df = f * Magnitudes.Student.At(layer - 1)[i, r];
                double largestF = Math.Abs(Student.Activations(layer - 1)[i, r]) + 2 * df;
                for (int c = 0; c < columns; c++)
                {
                    double dg = g * Magnitudes.Gradient(layer)[i, c];
                    double largestG = Math.Abs(Backward.Gradients(layer)[i, c]) + 2 * dg;
                    allowed[r * columns + c] +=
                        PairMagnitudes.Slack
                        * 2
                        * (largestF * dg + largestG * df + df * dg + mean * largestF * largestG)
                        / samples;
                }
            }
        }

        return new Comparison($"DW{layer}", File.Values($"DW{layer}"), update, allowed);
    }

    /// <summary>
    /// The mean of half the squared differences, summed here in order. As for the update, with e = g_L in the place of
    /// both factors: a square is off by at most 2 E de + de^2, E = |e| + 2 de, and at most N C roundings for
    /// squaring and adding, two for the mean and one for halving meet terms E^2.
    /// </summary>
    private Comparison Loss()
    {
        ReadOnlySpan<double> differences = Backward.Gradients(Pair.Depth).Data;
        ReadOnlySpan<double> magnitudes = Magnitudes.Gradient(Pair.Depth).Data;
        double relative = RoundingError.Gamma(Magnitudes.Counts.Gradient(Pair.Depth));
        double mean = RoundingError.Gamma(differences.Length + 3);
        double sum = 0;
        double allowed = 0;
        for (int i = 0; i < differences.Length; i++)
        {
            double de = relative * magnitudes[i];
            double largest = Math.Abs(differences[i]) + 2 * de;
            sum += differences[i] * differences[i];
            allowed += PairMagnitudes.Slack * 2 * (2 * largest * de + de * de + mean * largest * largest);
        }

        double scale = 2.0 * Student.Samples;
        return new Comparison("loss", File.Values("loss_half_mean"), [sum / scale], [allowed / scale]);
    }
}
