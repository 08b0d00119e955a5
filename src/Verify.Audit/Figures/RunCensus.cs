// Which runs of a sweep the figures rest on, and which they lack. Counts and names; nothing of what the runs found.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports;

namespace Verify.Audit.Figures;

/// <summary>Runs by how they ended, as their indices in the plan, ascending.</summary>
/// <param name="Planned">Runs that the folder should have.</param>
/// <param name="Completed">How many did all their epochs: the figures show these.</param>
/// <param name="Diverged">Runs whose loss was no longer finite.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Unfinished">Runs with a checkpoint.</param>
/// <param name="Missing">Runs of which there is nothing.</param>
internal sealed record RunCensus(
    int Planned,
    int Completed,
    ImmutableArray<int> Diverged,
    ImmutableArray<int> Failed,
    ImmutableArray<int> Unfinished,
    ImmutableArray<int> Missing
)
{
    /// <summary>Runs named one by one in a sentence.</summary>
    private const int MostNamed = 6;

    /// <summary>A sentence for each way in which runs are lacking; empty for a sweep whose runs all completed.</summary>
    /// <param name="name">What a run is called: its values, for example.</param>
    internal ImmutableArray<string> Sentences(Func<int, string> name) =>
        [
            .. Sentence(Missing, "missing", "are missing", name),
            .. Sentence(Unfinished, "not finished", "are not finished", name),
            .. Sentence(Failed, "failed", "failed", name),
            .. Sentence(Diverged, "diverged and is left out", "diverged and are left out", name),
        ];

    private IEnumerable<string> Sentence(
        ImmutableArray<int> runs,
        string one,
        string many,
        Func<int, string> name
    )
    {
        if (runs.IsEmpty)
        {
            yield break;
        }

        string verb =
            runs.Length > 1 ? many
            : one is "failed" || one.StartsWith("diverged", StringComparison.Ordinal) ? one
            : $"is {one}";
        string rest =
            runs.Length > MostNamed
                ? string.Create(CultureInfo.InvariantCulture, $" and {runs.Length - MostNamed} more")
                : "";
        yield return $"{Numbers.Count(runs.Length)} of {Numbers.Count(Planned, "run")} {verb}: {string.Join("; ", runs.Take(MostNamed).Select(name))}{rest}.";
    }
}
