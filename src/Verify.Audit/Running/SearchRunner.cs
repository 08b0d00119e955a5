// Runs the climbs of one claim in parallel and sums them up. A climb depends on its index alone, so the number of threads
// changes nothing; a cancelled search keeps the climbs before the first unfinished one.

using Microsoft.FSharp.Core;
using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

/// <summary>What a search leaves: its record without the path, the case to store, and what it found wrong.</summary>
/// <param name="Record">The leaderboard's row.</param>
/// <param name="Best">The tightest case, or null.</param>
/// <param name="Counterexample">The first counterexample, shrunk, and the cases tried up to it; or null.</param>
/// <param name="Faults">Contradictions and exceptions of the check.</param>
internal sealed record SearchRun(
    SearchRecord Record,
    Climb? Best,
    (Counterexample Found, int Steps)? Counterexample,
    IReadOnlyList<string> Faults
);

internal static class SearchRunner
{
    /// <param name="plan">The audit.</param>
    /// <param name="claim">A sampled theorem that no case has refuted.</param>
    /// <param name="tightest">The audit's tightest cases, tightest first.</param>
    /// <param name="cancellation">Asked before every step.</param>
    internal static SearchRun Run(
        AuditPlan plan,
        Claim claim,
        IReadOnlyList<CaseRecord> tightest,
        CancellationToken cancellation
    )
    {
        Sampling sampling = ((Evidence.Sampled)claim.Evidence).Item;
        SearchRecord record = new() { Claim = claim.Id, Outcome = SearchOutcome.Climbed };
        if (sampling.OfDraws)
        {
            return Idle(record with { Outcome = SearchOutcome.Statistical });
        }

        // Not a single positive measurement, though there were some: the check is an exact one.
        bool measuredNothing = tightest.Count > 0 && tightest[0].Measured is 0;
        CaseRecord[] starts = [.. tightest.Where(found => found.Measured > 0)];
        if (measuredNothing && starts.Length == 0)
        {
            return Idle(record with { Outcome = SearchOutcome.Exact });
        }

        record = record with { Sampled = starts.Length == 0 ? null : Sampled(sampling, starts[0]) };
        SearchPlan search = plan.SearchOf(claim);
        (bool Ran, Climb? Climb)[] climbs = Climb(plan, claim, sampling, search, starts, cancellation);
        return SumUp(record, sampling, climbs);
    }

    private static SearchRun Idle(SearchRecord record) => new(record, null, null, []);

    private static SearchedCase Sampled(Sampling sampling, CaseRecord found) =>
        Of(sampling.Make.Invoke(found.Spec), new Measurement(found.Measured!.Value, found.Bound!.Value));

    private static SearchedCase Of(Trial trial, Measurement measurement) =>
        new(
            measurement.Measured,
            measurement.Bound,
            trial.Material.Networks.IsEmpty ? 0 : trial.Material.Networks.Head.Item2.Shape.Inputs,
            SearchMoves.numbers(trial.Material)
        );

    private static (bool Ran, Climb? Climb)[] Climb(
        AuditPlan plan,
        Claim claim,
        Sampling sampling,
        SearchPlan search,
        CaseRecord[] starts,
        CancellationToken cancellation
    )
    {
        (bool Ran, Climb? Climb)[] climbs = new (bool, Climb?)[search.Climbs];
        var stop = FuncConvert.FromFunc(() => cancellation.IsCancellationRequested);
        int next = -1;
        Parallel.For(
            0,
            plan.Jobs,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs },
            _ =>
            {
                int i;
                while (
                    !cancellation.IsCancellationRequested
                    && (i = Interlocked.Increment(ref next)) < climbs.Length
                )
                {
                    ulong seed = Search.seed(plan.Seed, claim.Id, i);
                    var climb =
                        i % 2 == 0 && i / 2 < starts.Length
                            ? Search.climbFrom(sampling, starts[i / 2].Spec, seed, search.Steps, stop)
                            : Search.climbFromRandom(sampling, seed, search.Steps, stop);
                    climbs[i] = (!cancellation.IsCancellationRequested, climb?.Value);
                }
            }
        );
        return climbs;
    }

    private static SearchRun SumUp(SearchRecord record, Sampling sampling, (bool Ran, Climb? Climb)[] climbs)
    {
        Climb? best = null;
        (int Climb, int Step)? at = null;
        (Counterexample Found, int Steps)? broken = null;
        List<string> faults = [];
        int steps = 0;
        int finished = 0;
        for (; finished < climbs.Length && climbs[finished].Ran; finished++)
        {
            if (climbs[finished].Climb is not { } climb)
            {
                continue;
            }

            steps += climb.Steps;
            switch (climb.End)
            {
                case ClimbEnd.Broke broke:
                    broken ??= (broke.Item, steps);
                    break;
                case ClimbEnd.Faulted faulted:
                    faults.Add($"the search, climb {finished}: {faulted.finding}");
                    break;
                default:
                    break;
            }

            // A climb that broke or failed where it began has no case that satisfies the claim.
            if (
                climb.Measurement is { Measured: > 0, Tightness: <= 1 }
                && (best is null || climb.Measurement.Tightness > best.Measurement.Tightness)
            )
            {
                best = climb;
                at = (finished, climb.BestStep);
            }
        }

        record = record with
        {
            Outcome =
                broken is not null ? SearchOutcome.Refuted
                : finished < climbs.Length ? SearchOutcome.Interrupted
                : best is null ? SearchOutcome.NoStart
                : SearchOutcome.Climbed,
            Found = best is null ? null : Of(best.Best, best.Measurement),
            FoundAt = at,
            Climbs = finished,
            Steps = steps,
        };
        return new SearchRun(record, best, Smallest(sampling, broken, faults), faults);
    }

    private static (Counterexample Found, int Steps)? Smallest(
        Sampling sampling,
        (Counterexample Found, int Steps)? broken,
        List<string> faults
    )
    {
        if (broken is not var (found, steps))
        {
            return null;
        }

        try
        {
            return (MaterialShrink.smallest(sampling, found), steps);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // What was found stays found, but the check is at fault.
            faults.Add($"shrinking what the search found: {CaseRunner.Describe(failure)}");
            return broken;
        }
    }
}
