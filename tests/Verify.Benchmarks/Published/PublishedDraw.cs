// Teachers and students exactly as the published two-layer runs draw them, where that differs from our own: strengths as
// they fall, output offsets of -0.1, student offsets of 0, all in float32. It trains nothing.

using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;

namespace Verify.Benchmarks.Published;

/// <summary>Which parts of a draw follow the published code instead of ours; all false is our own draw, bit for bit.</summary>
/// <param name="RawStrengths">The rows of W*_2 are j^-p times what was drawn; ours have norm exactly j^-p times a constant.</param>
/// <param name="OutputOffsets">The teacher's outputs have the offset of its hidden nodes; ours have none.</param>
/// <param name="ZeroOffsets">The student's offsets start at 0; ours are as small and normal as its other weights.</param>
/// <param name="Float32">Drawn in float32, then widened.</param>
internal readonly record struct PublishedDraw(
    bool RawStrengths,
    bool OutputOffsets,
    bool ZeroOffsets,
    bool Float32
)
{
    /// <summary>Ours.</summary>
    internal static PublishedDraw Ours => default;

    /// <summary>Theirs, in every part.</summary>
    internal static PublishedDraw Theirs => new(true, true, true, true);

    /// <summary>The teacher of a two-layer configuration with separated weights.</summary>
    internal Network Teacher(RunConfiguration configuration)
    {
        Network ours = TeacherFactory.Create(configuration);
        NetworkShape shape = ours.Shape;
        double[] weights = ours.AllWeights.ToArray();
        int first = shape.WeightOffset(2);
        if (RawStrengths)
        {
            // The same stream as ours, past the hidden directions, so that only the norms of the rows differ.
            CounterRandom random = RunStreams.Teacher(configuration.Seed);
            for (int i = 0; i < shape.Inputs * shape.Width(1); i++)
            {
                _ = random.NextBelow(9);
            }

            for (int j = 0; j < shape.Width(1); j++)
            {
                double strength = DeterministicMath.Pow(j + 1, -configuration.StrengthDecay);
                for (int c = 0; c < shape.Outputs; c++)
                {
                    weights[first + j * shape.Outputs + c] = (random.NextBelow(9) - 4) * 0.25 * strength;
                }
            }
        }

        if (OutputOffsets)
        {
            weights.AsSpan(first + shape.Width(1) * shape.Outputs).Fill(configuration.TeacherOffset);
        }

        // Directions are divided by their norms after the widening, so only offsets and the top layer are rounded.
        return ours.WithWeights(Rounded(weights, i => i >= first || i >= shape.Inputs * shape.Width(1)));
    }

    /// <summary>The student of a two-layer configuration.</summary>
    internal Network Student(RunConfiguration configuration, Network teacher)
    {
        Network ours = StudentInitialisation.Create(configuration, teacher);
        NetworkShape shape = ours.Shape;
        double[] weights = ours.AllWeights.ToArray();
        for (int l = 1; l <= shape.Depth && ZeroOffsets; l++)
        {
            int biases = shape.WeightOffset(l) + shape.Width(l - 1) * shape.Width(l);
            weights.AsSpan(biases, shape.Width(l)).Clear();
        }

        return ours.WithWeights(Rounded(weights, _ => true));
    }

    private double[] Rounded(double[] weights, Func<int, bool> isRounded)
    {
        for (int i = 0; i < weights.Length && Float32; i++)
        {
            weights[i] = isRounded(i) ? (float)weights[i] : weights[i];
        }

        return weights;
    }
}
