// A search as a shard left it: its line in results.jsonl and its stored cases, each checked again. It searches nothing.

using Verify.Audit.Results;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

internal static class StoredSearch
{
    /// <summary>The search, as if it had been run here.</summary>
    /// <exception cref="InputException">A stored case is missing, or is not what the line says of it.</exception>
    internal static SearchRun Read(
        Claim claim,
        (SearchRecord Search, string Folder) stored,
        Func<string, Claim?> find
    )
    {
        (SearchRecord search, string folder) = stored;
        Climb? best = null;
        if (search is { Found: { } found, FoundAt: var (_, step), Path: not null })
        {
            string path = Stored(folder, AuditSink.LeaderboardName, claim);
            Trial trial = ReadTrial(path, claim, find);
            best =
                trial.Check.Invoke(null!) is Outcome.Satisfied { Item: var measurement }
                && measurement.Measured.Equals(found.Measured)
                && measurement.Bound.Equals(found.Bound)
                    ? new Climb(trial, measurement, search.Steps, step, ClimbEnd.Climbed)
                    : throw Changed(path);
        }

        (Counterexample Found, int Steps)? broken = null;
        if (search.RefutedAfter is { } steps)
        {
            string path = Stored(folder, AuditSink.CounterexamplesName, claim);
            Trial trial = ReadTrial(path, claim, find);
            broken = trial.Check.Invoke(null!) is Outcome.Violated violated
                ? (new Counterexample(trial, violated.Item1, violated.Item2), steps)
                : throw Changed(path);
        }

        return new SearchRun(search, best, broken, search.Faults);
    }

    private static string Stored(string folder, string subfolder, Claim claim) =>
        Path.Combine(folder, subfolder, WitnessFile.NameOf(claim.Id));

    private static Trial ReadTrial(string path, Claim claim, Func<string, Claim?> find)
    {
        (Claim named, Trial? trial) = WitnessFile.Read(path, find);
        return named.Id == claim.Id && trial is not null ? trial : throw Changed(path);
    }

    private static InputException Changed(string path) =>
        new($"'{path}' is not the case that the shard's search found.");
}
