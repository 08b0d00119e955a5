// Keeps what a decomposition hands out, a copy per sample: what tests look at. Production code never stores this much.

using Verify.Core.Gradients;
using Verify.Core.Networks;

namespace Verify.Core.Tests.Gradients;

internal sealed class MixtureCollector : IMixtureVisitor
{
    private readonly int samples;
    private readonly double[][][] fanOuts;
    private readonly double[][][] teacherFanOuts;
    private readonly double[][][] mixtures;
    private readonly double[][][] overlaps;

    internal MixtureCollector(int depth, int samples)
    {
        this.samples = samples;
        fanOuts = Empty();
        teacherFanOuts = Empty();
        mixtures = Empty();
        overlaps = Empty();

        double[][][] Empty() => [.. Enumerable.Range(0, depth + 1).Select(_ => new double[samples][])];
    }

    /// <summary>Layer and samples of every block, in the order of the visits.</summary>
    internal List<(int Layer, int[] Samples)> Blocks { get; } = [];

    internal static MixtureCollector Over(
        NetworkPair pair,
        ForwardPass teacher,
        ForwardPass student,
        int lowestLayer = 1
    )
    {
        MixtureCollector collector = new(pair.Depth, student.Samples);
        new MixtureDecomposition(pair).Visit(teacher, student, collector, lowestLayer);
        return collector;
    }

    /// <summary>V_l of one sample, row-major.</summary>
    internal double[] StudentFanOut(int layer, int sample) => fanOuts[layer][sample];

    /// <summary>V*_l of one sample.</summary>
    internal double[] TeacherFanOut(int layer, int sample) => teacherFanOuts[layer][sample];

    /// <summary>A_l of one sample.</summary>
    internal double[] A(int layer, int sample) => mixtures[layer][sample];

    /// <summary>B_l of one sample.</summary>
    internal double[] B(int layer, int sample) => overlaps[layer][sample];

    /// <summary>V_l of all samples, one after the other.</summary>
    internal double[] StudentFanOut(int layer) => Join(fanOuts[layer]);

    /// <summary>V*_l of all samples.</summary>
    internal double[] TeacherFanOut(int layer) => Join(teacherFanOuts[layer]);

    /// <summary>A_l of all samples.</summary>
    internal double[] A(int layer) => Join(mixtures[layer]);

    /// <summary>B_l of all samples.</summary>
    internal double[] B(int layer) => Join(overlaps[layer]);

    void IMixtureVisitor.Visit(in MixtureBlock block)
    {
        Blocks.Add((block.Layer, block.Samples.ToArray()));
        foreach (int sample in block.Samples)
        {
            Assert.InRange(sample, 0, samples - 1);
            Assert.Null(mixtures[block.Layer][sample]);
            fanOuts[block.Layer][sample] = block.StudentFanOut.Data.ToArray();
            teacherFanOuts[block.Layer][sample] = block.TeacherFanOut.Data.ToArray();
            mixtures[block.Layer][sample] = block.A.Data.ToArray();
            overlaps[block.Layer][sample] = block.B.Data.ToArray();
        }
    }

    private static double[] Join(double[][] perSample) => [.. perSample.SelectMany(values => values)];
}
