// What the runs of `verify train`, `verify sweep` and `verify merge` are: the one place that chooses.

using Verify.Audit.Sweeping;

namespace Verify.Cli.Commands;

internal static class Trainings
{
    internal static IRunKind Kind { get; } = new TrainingRuns();
}
