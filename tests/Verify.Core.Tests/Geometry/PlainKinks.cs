// The counts of the two passes by the definitions: normalised nodes, augmented points made one by one, every network run
// in full on each. No kernel, no guard, no blocks. Random data are far from every threshold compared with its rounding.

using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

internal sealed class PlainKinks
{
    private readonly KinkCase given;
    private readonly AugmentationMode mode;
    private readonly double step;
    private readonly double delta;

    internal PlainKinks(KinkCase given, AugmentationMode mode, double step, double delta)
    {
        this.given = given;
        this.mode = mode;
        this.step = step;
        this.delta = delta;
    }

    internal int Teachers => given.Pair.Teacher.Shape.Width(1);

    internal int Students => given.Pair.Student.Shape.Width(1);

    internal IEnumerable<double[]> Samples => given.Samples.Chunk(given.Inputs);

    internal bool IsInBand(int j, double[] x) => Math.Abs(H(j, x)) <= delta;

    internal bool IsObserved(int j, int k, double[] x) => IsInBand(j, x) && H(Teachers + k, x) > 0;

    internal bool IsWithinStep(int node, double[] x) => Math.Abs(H(node, x)) <= step;

    /// <summary>Whether x is in S0_jk.</summary>
    internal bool IsCancelled(int j, int k, double[] x) =>
        IsObserved(j, k, x)
        && Points(j, x)
            .All(y =>
                Math.Abs(Gradient(k, y))
                < Math.Abs(Mixture(j, k)) * (1 - given.Pair.Teacher.Leak) * (Reach(j) - Math.Abs(H(j, x))) / 4
            );

    /// <summary>The largest |g_k| of the normalised student over D'.</summary>
    internal double Largest(int k) => Samples.SelectMany(Augmented).Max(y => Math.Abs(Gradient(k, y)));

    /// <summary>x and the points added for it.</summary>
    private IEnumerable<double[]> Augmented(double[] x)
    {
        IEnumerable<double[]> directions =
            mode == AugmentationMode.Aware
                ? Enumerable.Range(0, Teachers).Where(j => IsInBand(j, x)).Select(Unit)
                : Enumerable.Range(0, given.Inputs).Select(Axis);
        return directions.SelectMany(e => Both(x, e)).Prepend(x);
    }

    private IEnumerable<double[]> Points(int j, double[] x) =>
        Both(x, mode == AugmentationMode.Aware ? Unit(j) : Axis(LongestAxis(j))).Prepend(x);

    private IEnumerable<double[]> Both(double[] x, double[] e) =>
        [
            [.. x.Zip(e, (a, b) => a + step * b)],
            [.. x.Zip(e, (a, b) => a - step * b)],
        ];

    private double Reach(int j) =>
        mode == AugmentationMode.Aware ? step : step * Math.Abs(Unit(j)[LongestAxis(j)]);

    private int LongestAxis(int j) => Enumerable.Range(0, given.Inputs).MaxBy(u => Math.Abs(Unit(j)[u]));

    private double[] Axis(int u)
    {
        double[] e = new double[given.Inputs];
        e[u] = 1;
        return e;
    }

    private double[] Unit(int node)
    {
        double[] w = Column(node);
        double norm = Norm(node);
        return [.. w.Take(given.Inputs).Select(value => value / norm)];
    }

    internal double H(int node, double[] x)
    {
        double[] w = Column(node);
        return (w.Zip(x, (a, b) => a * b).Sum() + w[^1]) / Norm(node);
    }

    private double Norm(int node) => Math.Sqrt(Column(node).Take(given.Inputs).Sum(value => value * value));

    private double[] Column(int node)
    {
        bool isTeacher = node < Teachers;
        Network network = isTeacher ? given.Pair.Teacher : given.Pair.Student;
        ReadOnlyMatrixView weights = network.Weights(1);
        double[] column = new double[given.Inputs + 1];
        for (int u = 0; u < column.Length; u++)
        {
            column[u] = weights[u, isTeacher ? node : node - Teachers];
        }

        return column;
    }

    private double[] FanOut(int node)
    {
        bool isTeacher = node < Teachers;
        Network network = isTeacher ? given.Pair.Teacher : given.Pair.Student;
        double norm = Norm(node);
        return
        [
            .. network.Weights(2).Row(isTeacher ? node : node - Teachers).ToArray().Select(v => v * norm),
        ];
    }

    private double Mixture(int j, int k) => FanOut(j).Zip(FanOut(Teachers + k), (a, b) => a * b).Sum();

    /// <summary>g_k of the normalised student.</summary>
    internal double Gradient(int k, double[] x)
    {
        double[] residual = [.. Run(given.Pair.Teacher, x).Zip(Run(given.Pair.Student, x), (a, b) => a - b)];
        double gate = H(Teachers + k, x) >= 0 ? 1 : given.Pair.Student.Leak;
        return gate * FanOut(Teachers + k).Zip(residual, (a, b) => a * b).Sum();
    }

    private static double[] Run(Network network, double[] x)
    {
        double[] f = [.. x, 1];
        for (int l = 1; l <= 2; l++)
        {
            ReadOnlyMatrixView weights = network.Weights(l);
            double[] z = new double[weights.Columns];
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int k = 0; k < z.Length; k++)
                {
                    z[k] += weights[i, k] * f[i];
                }
            }

            f = l == 2 ? z : [.. z.Select(value => value >= 0 ? value : network.Leak * value), 1];
        }

        return f;
    }
}
