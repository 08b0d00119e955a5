// What the user asked `verify check` for, and what the defaults become once the data are known.

using Verify.Core.Data;

namespace Verify.Audit.Checking;

/// <summary>The options of a check. Step and Delta are null where the default is wanted.</summary>
public sealed record CheckSettings
{
    /// <summary>The step as a share of epsilon times the data's spread: leaves room in both bounds of F.instance.</summary>
    public const double DefaultShare = 0.2;

    /// <summary>s.</summary>
    public double? Step { get; init; }

    /// <summary>delta.</summary>
    public double? Delta { get; init; }

    /// <summary>The closeness wanted: sin(angle) and difference of offsets.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>How the dataset is augmented.</summary>
    public AugmentationMode Mode { get; init; } = AugmentationMode.Aware;

    /// <summary>The confidence of uniform-deviation bounds on eta.</summary>
    public double Confidence { get; init; } = 0.99;

    /// <summary>The seed of the search for bad bands.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the results do not depend on it.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>s: as given, or eps / 5 times the root mean square deviation of a coordinate.</summary>
    /// <exception cref="InputException">No step is given and the samples do not differ.</exception>
    public double StepFor(double spread)
    {
        if (Step is { } given)
        {
            return given;
        }

        double step = DefaultShare * Epsilon * spread;
        return step > 0
            ? step
            : throw new InputException(
                "The samples do not differ from each other, so they set no scale; give the step by '--step'."
            );
    }

    /// <summary>delta: as given, or s / 2 (aware) or s / (2 sqrt d) (agnostic).</summary>
    public double DeltaFor(double step, int inputs) =>
        Delta ?? (Mode == AugmentationMode.Aware ? step / 2 : step / (2 * Math.Sqrt(inputs)));
}
