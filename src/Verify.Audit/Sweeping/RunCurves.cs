// What a run found over its epochs, as its pictures need it. How it is stored is the run's business.

using System.Collections.Immutable;

namespace Verify.Audit.Sweeping;

/// <summary>Teachers whose best correlation with a student is above a threshold, epoch by epoch.</summary>
/// <param name="Threshold">The correlation.</param>
/// <param name="Teachers">Their number in each epoch.</param>
public sealed record CoverageCurve(double Threshold, ImmutableArray<double> Teachers);

/// <summary>Series over the epochs of one run.</summary>
/// <param name="Epochs">The epochs, ascending.</param>
/// <param name="TrainLoss">The loss on the training set after each.</param>
/// <param name="EvalLoss">The loss on the evaluation set after each.</param>
/// <param name="Teachers">All teacher nodes that coverage counts.</param>
/// <param name="Coverage">Coverage on the evaluation set, thresholds ascending.</param>
public sealed record RunCurves(
    ImmutableArray<int> Epochs,
    ImmutableArray<double> TrainLoss,
    ImmutableArray<double> EvalLoss,
    int Teachers,
    ImmutableArray<CoverageCurve> Coverage
);
