// The published two-layer SGD against trajectories of an independent numpy implementation, update by update.

using Verify.Core.Data;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Tests.Golden;
using Verify.Core.Training.Engine;

namespace Verify.Core.Tests.Training;

/// <remarks>
/// The tolerance is the files' own: the same trajectory in 80-bit arithmetic differs from float64 by less than 2e-15 in
/// the final weights, so two float64 evaluations in different orders stay far within 1e-12.
/// </remarks>
public sealed class GoldenTrajectoryTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("sgd_traj_00")]
    [InlineData("sgd_traj_01")]
    public void Update_TwoHundredTimes_FollowsTheGoldenTrajectory(string name)
    {
        GoldenFile file = new(name);
        NdArray x = file["X"];
        int samples = x.Shape[0];
        NdArray batches = file["batch_idx"];
        int batch = batches.Shape[1];
        TrainedNetwork<double> teacher = new(Network(file["TW1"], file["TW2"]));
        TrainedNetwork<double> student = new(Network(file["SW1_init"], file["SW2_init"]));
        int outputs = student.Shape.Outputs;
        SampleSet<double> data = new(samples, x.Shape[1], outputs, hasBias: true);
        data.SetInputs(x.Values);
        SimdWidth width = SimdWidths.WidestFused;
        Evaluator<double> evaluator = new(teacher, student, true, width);
        evaluator.SetTargets(data);
        NetworkStep<double> step = new(student, batch, true, width);
        Optimiser<double> optimiser = new(step, new(false, 0, 0, true, true, false), batch, width);
        double[] fullIterations = file.Values("loss_full_iter");
        int full = 0;
        for (int t = 0; t <= batches.Shape[0]; t++)
        {
            if (full < fullIterations.Length && fullIterations[full] == t)
            {
                AssertClose(file.Values("loss_full")[full], evaluator.Run(data), $"full loss {t}");
                full++;
            }

            AssertWeights(file, student, t, batches.Shape[0]);
            if (t == batches.Shape[0])
            {
                break;
            }

            int[] indices = [.. batches.Values.Slice(t * batch, batch).ToArray().Select(i => (int)i)];
            double squares = optimiser.Update(data, indices, 0.01, t + 1);
            AssertClose(file.Values("loss_batch")[t], squares / (batch * outputs), $"batch loss {t}");
        }

        Assert.Equal(fullIterations.Length, full);
    }

    private static void AssertWeights(GoldenFile file, TrainedNetwork<double> student, int t, int last)
    {
        string? when =
            t == 1 ? "step1"
            : t == 100 ? "step100"
            : t == last ? "final"
            : null;
        for (int l = 1; when is not null && l <= 2; l++)
        {
            double[] golden = file.Values($"SW{l}_{when}");
            ReadOnlySpan<double> ours = student.ToNetwork().Weights(l).Data;
            for (int i = 0; i < golden.Length; i++)
            {
                AssertClose(golden[i], ours[i], $"W{l} {when} entry {i}");
            }
        }
    }

    private static void AssertClose(double golden, double ours, string what) =>
        Assert.True(
            Math.Abs(ours - golden) <= Tolerance * Math.Max(1, Math.Abs(golden)),
            $"{what}: {ours:R} for {golden:R}"
        );

    private static Network Network(NdArray first, NdArray second) =>
        new(
            new NetworkShape(first.Shape[0] - 1, first.Shape[1], second.Shape[1]),
            0,
            [.. first.Values, .. second.Values]
        );
}
