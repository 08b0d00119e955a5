// Random teachers, students and inputs for the tests of this folder, and the passes over them. No test is here.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Gradients;

/// <summary>How a drawn pair is bent to where rounding behaves differently.</summary>
public enum Bend
{
    /// <summary>Left as it is.</summary>
    None,

    /// <summary>All weights times 2^-664, about 1e-200: products underflow.</summary>
    Tiny,

    /// <summary>All weights times 2^199, about 1e60.</summary>
    Huge,

    /// <summary>Every layer times a power of two of its own, from 2^-400 to 2^100.</summary>
    Uneven,

    /// <summary>About half of the weights zero.</summary>
    Sparse,

    /// <summary>About a third of the hidden nodes with a bias of -10^6 and no leak: never active.</summary>
    Dead,

    /// <summary>The student is the teacher.</summary>
    Identical,
}

/// <summary>A pair and N samples, with all passes over them.</summary>
internal sealed class GradientCase
{
    private readonly double[] x;

    internal GradientCase(NetworkPair pair, double[] x)
    {
        this.x = x;
        Pair = pair;
        Teacher = ForwardPass.Over(pair.Teacher, Inputs);
        Student = ForwardPass.Over(pair.Student, Inputs);
        Backward = BackwardPass.Over(pair.Student, Student, Teacher.Outputs);
    }

    internal NetworkPair Pair { get; }

    internal ForwardPass Teacher { get; }

    internal ForwardPass Student { get; }

    internal BackwardPass Backward { get; }

    internal int Samples => x.Length / Pair.Inputs;

    internal ReadOnlyMatrixView Inputs => new(x, Samples, Pair.Inputs);

    internal ReadOnlySpan<double> Sample(int i) => Inputs.Row(i);

    /// <summary>The same pair on some of the samples.</summary>
    internal GradientCase On(int start, int count) =>
        new(Pair, x.AsSpan(start * Pair.Inputs, count * Pair.Inputs).ToArray());

    /// <summary>
    /// A case from a seed: depth 2 to 6, widths 1 to 6, own hidden widths and leaks for teacher and student, 1 to 5
    /// samples of any kind of data.
    /// </summary>
    internal static GradientCase Draw(ulong seed, WeightDistribution distribution, Bend bend = Bend.None)
    {
        CounterRandom random = new(seed, (ulong)distribution * 100 + (ulong)bend);
        int depth = 2 + random.NextBelow(5);
        int[] m = Widths(depth, random);
        int[] n = Widths(depth, random);
        (n[0], n[depth]) = (m[0], m[depth]);
        Network teacher = Network(m, distribution, bend, random);
        Network student = bend == Bend.Identical ? teacher : Network(n, distribution, bend, random);
        DataDistribution[] kinds = Enum.GetValues<DataDistribution>();
        double[] x = RandomDataset.Create(
            kinds[random.NextBelow(kinds.Length)],
            1 + random.NextBelow(5),
            m[0],
            random
        );
        return new GradientCase(new NetworkPair(teacher, student), x);
    }

    /// <summary>A pair of given widths with Gaussian weights, and Gaussian data.</summary>
    internal static GradientCase Gaussian(int samples, int[] teacher, int[] student, ulong seed = 1)
    {
        CounterRandom random = new(seed);
        return new GradientCase(
            new NetworkPair(
                RandomNetwork.Create(new NetworkShape(teacher), 0.1, WeightDistribution.Gaussian, random),
                RandomNetwork.Create(new NetworkShape(student), 0.3, WeightDistribution.Gaussian, random)
            ),
            RandomDataset.Create(DataDistribution.Gaussian, samples, teacher[0], random)
        );
    }

    private static int[] Widths(int depth, CounterRandom random) =>
        [.. Enumerable.Range(0, depth + 1).Select(_ => 1 + random.NextBelow(6))];

    private static Network Network(
        int[] widths,
        WeightDistribution distribution,
        Bend bend,
        CounterRandom random
    )
    {
        double[] leaks = [0, 0.01, 0.2, 0.5];
        double leak = bend == Bend.Dead ? 0 : leaks[random.NextBelow(leaks.Length)];
        NetworkShape shape = new(widths);
        double[] weights = RandomNetwork.Create(shape, leak, distribution, random).AllWeights.ToArray();
        for (int l = 1; l <= shape.Depth; l++)
        {
            Span<double> layer = weights.AsSpan(shape.WeightOffset(l), shape.WeightLength(l));
            double scale = bend switch
            {
                Bend.Tiny => Math.ScaleB(1, -664),
                Bend.Huge => Math.ScaleB(1, 199),
                Bend.Uneven => Math.ScaleB(1, random.NextBelow(501) - 400),
                _ => 1,
            };
            foreach (ref double weight in layer)
            {
                weight *= bend == Bend.Sparse && random.NextBool(0.5) ? 0 : scale;
            }

            foreach (ref double bias in layer[^shape.Width(l)..])
            {
                bias = bend == Bend.Dead && l < shape.Depth && random.NextBool(1.0 / 3) ? -1e6 : bias;
            }
        }

        return new Network(shape, leak, weights);
    }
}
