// Small teachers, students and datasets for the passes. A student here is a copy of the teacher, moved a little and scaled,
// with idle nodes: its gradients are small without training.

using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

/// <summary>A pair of two layers and N x d samples.</summary>
internal sealed record KinkCase(NetworkPair Pair, double[] Samples)
{
    internal int Inputs => Pair.Inputs;

    internal int Count => Samples.Length / Inputs;

    /// <summary>m teachers, their moved copies and <paramref name="idle"/> students whose fan-out is tiny.</summary>
    internal static KinkCase Create(
        int inputs,
        int teachers,
        int idle,
        int samples,
        double noise,
        double leak = 0,
        ulong seed = 1
    )
    {
        const int outputs = 3;
        CounterRandom random = new(seed);
        double[] first = new double[(inputs + 1) * teachers];
        random.FillGaussian(first);
        double[] second = new double[(teachers + 1) * outputs];
        random.FillGaussian(second);
        int students = teachers + idle;
        double[] copyFirst = new double[(inputs + 1) * students];
        double[] copySecond = new double[(students + 1) * outputs];
        for (int k = 0; k < students; k++)
        {
            // Every second copy is scaled by 8, its fan-out by 1/8: normalisation has something to do.
            double scale = k % 2 == 0 ? 1 : 8;
            for (int u = 0; u <= inputs; u++)
            {
                double value = k < teachers ? first[u * teachers + k] : random.NextGaussian();
                copyFirst[u * students + k] = scale * (value + noise * random.NextGaussian());
            }

            for (int o = 0; o < outputs; o++)
            {
                double fanOut = k < teachers ? second[k * outputs + o] : 1e-3 * noise * random.NextGaussian();
                copySecond[k * outputs + o] = fanOut / scale;
            }
        }

        second.AsSpan(teachers * outputs).CopyTo(copySecond.AsSpan(students * outputs));
        double[] x = new double[samples * inputs];
        random.FillGaussian(x);
        return new KinkCase(
            new NetworkPair(
                new Network(new NetworkShape(inputs, teachers, outputs), leak, [.. first, .. second]),
                new Network(new NetworkShape(inputs, students, outputs), leak, [.. copyFirst, .. copySecond])
            ),
            x
        );
    }

    internal KinkTest Test(AugmentationMode mode, double step, double delta)
    {
        HiddenNodes nodes = new(Pair.Teacher, Pair.Student);
        return new KinkTest(
            nodes,
            new KinkResponse(Pair, nodes),
            new AugmentationSteps(nodes, mode, step),
            delta
        );
    }

    internal SmallGradientResult FirstPass(KinkTest test, int jobs = 1, int keep = 1000) =>
        SmallGradientPass.Run(new MemoryRows(Samples, Inputs), test, keep, jobs, null, default);

    internal IReadOnlyList<InstanceCounts> SecondPass(
        KinkTest test,
        IReadOnlyList<InstanceChoice> choices,
        int jobs = 1,
        int keep = 1000
    ) => InstancePass.Run(new MemoryRows(Samples, Inputs), test, choices, keep, jobs, null, default);
}
