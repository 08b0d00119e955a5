// What the tests of the training engine share: networks and samples of both precisions, from a seed. No test is here.

using System.Numerics;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training.Engine;

namespace Verify.Core.Tests.Training;

internal sealed class EngineCase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal EngineCase(int[] widths, double leak, int samples, bool hasBias = true, ulong seed = 5)
    {
        CounterRandom random = new(seed, 9);
        HasBias = hasBias;
        Student = Rounded(
            RandomNetwork.Create(new NetworkShape(widths), leak, WeightDistribution.Gaussian, random)
        );
        Data = new SampleSet<T>(samples, widths[0], widths[^1], hasBias);
        double[] x = new double[samples * widths[0]];
        random.FillGaussian(x);
        Data.SetInputs(x);
        for (int i = 0; i < samples; i++)
        {
            foreach (ref T target in Data.Target(i))
            {
                target = T.CreateChecked(random.NextGaussian());
            }
        }
    }

    internal bool HasBias { get; }

    internal Network Student { get; }

    internal SampleSet<T> Data { get; }

    internal (TrainedNetwork<T> Network, Optimiser<T> Optimiser) Engine(
        SimdWidth width,
        int batch,
        UpdateSettings settings
    )
    {
        TrainedNetwork<T> network = new(Student);
        NetworkStep<T> step = new(network, Math.Min(batch, 64), HasBias, width);
        return (network, new Optimiser<T>(step, settings, batch, width));
    }

    /// <summary>weights[l][k][i] as the reference takes them.</summary>
    internal T[][][] ReferenceWeights()
    {
        TrainedNetwork<T> network = new(Student);
        return
        [
            [],
            .. Enumerable
                .Range(1, Student.Shape.Depth)
                .Select(l =>
                    Enumerable.Range(0, Student.Shape.Width(l)).Select(k => NodeOf(network, l, k)).ToArray()
                ),
        ];
    }

    /// <summary>Node k's weights in layer l: direction, then bias.</summary>
    internal static T[] NodeOf(TrainedNetwork<T> network, int layer, int k) =>
        [
            .. Enumerable
                .Range(0, network.Shape.Width(layer - 1) + 1)
                .Select(i => network.Memory(layer)[network.Place(layer, i, k)]),
        ];

    internal T[] ReferenceInput(int i) => [.. Data.Input(i).ToArray(), HasBias ? T.One : T.Zero];

    /// <summary>The same network with weights that <typeparamref name="T"/> holds exactly.</summary>
    private static Network Rounded(Network network) => new TrainedNetwork<T>(network).ToNetwork();
}
