// The directions in which a dataset is augmented, and how far each moves a teacher's pre-activation.
// No points: the pass over the data adds s e to a sample by adding s w~_i.e to its pre-activations.

using Verify.Core.Data;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Directions e of length at most 1 for certain (so that a node outside I_i(s) does not flip on [x - s e, x + s e]):
/// the unit vectors, or w~*_j of every teacher scaled to length 1 and down by a few roundings.
/// </summary>
public sealed class AugmentationSteps
{
    private readonly double[] directions;
    private readonly int[] ofTeacher;
    private readonly int inputs;

    /// <summary>The steps of one mode.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive and finite.</exception>
    public AugmentationSteps(HiddenNodes nodes, AugmentationMode mode, double step)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (!(step > 0) || !double.IsFinite(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step is positive and finite.");
        }

        Mode = mode;
        Step = step;
        inputs = nodes.Inputs;
        int m = nodes.Teachers;
        Count = mode == AugmentationMode.Aware ? m : inputs;
        directions = new double[checked(Count * inputs)];
        ofTeacher = new int[m];
        for (int u = 0; mode == AugmentationMode.Agnostic && u < inputs; u++)
        {
            directions[u * inputs + u] = 1;
        }

        for (int j = 0; j < m; j++)
        {
            ofTeacher[j] = -1;
            if (nodes.IsRegular(j))
            {
                ofTeacher[j] = mode == AugmentationMode.Aware ? j : Largest(nodes.Direction(j));
                if (mode == AugmentationMode.Aware)
                {
                    SetUnit(nodes, j, directions.AsSpan(j * inputs, inputs));
                }
            }
        }
    }

    /// <summary>The mode.</summary>
    public AugmentationMode Mode { get; }

    /// <summary>s.</summary>
    public double Step { get; }

    /// <summary>m directions in the aware mode (those of constant teachers are 0), d in the agnostic one.</summary>
    public int Count { get; }

    /// <summary>e of a direction, d numbers.</summary>
    public ReadOnlySpan<double> Direction(int step) => directions.AsSpan(step * inputs, inputs);

    /// <summary>The direction that serves teacher j best, -1 for a constant teacher.</summary>
    public int Of(int teacher) => ofTeacher[teacher];

    /// <summary>s |w~*_j.e| with the scaled weights, ||w~*_j|| times the t of theory.md; 0 for a constant teacher.</summary>
    public Interval Reach(HiddenNodes nodes, int teacher)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return ofTeacher[teacher] < 0
            ? Interval.Zero
            : Interval.Exact(Step)
                * Interval.Dot(nodes.Direction(teacher), Direction(ofTeacher[teacher])).Abs();
    }

    private static int Largest(ReadOnlySpan<double> direction)
    {
        int best = 0;
        for (int u = 1; u < direction.Length; u++)
        {
            best = Math.Abs(direction[u]) > Math.Abs(direction[best]) ? u : best;
        }

        return best;
    }

    private static void SetUnit(HiddenNodes nodes, int teacher, Span<double> unit)
    {
        ReadOnlySpan<double> direction = nodes.Direction(teacher);
        double factor = 1 / nodes.Norm(teacher).Upper;
        while (true)
        {
            for (int u = 0; u < unit.Length; u++)
            {
                unit[u] = factor * direction[u];
            }

            if (Interval.Norm(unit).Upper <= 1)
            {
                return;
            }

            // By a little more than the interval can lose over d squares: ends after a few rounds.
            factor *= 1 - (unit.Length + 4) * RoundingError.UnitRoundoff;
        }
    }
}
