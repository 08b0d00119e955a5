// Turns counterexamples and tightest cases into the files of a report's folder. Where the texts go is the caller's business.

using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

/// <param name="plan">The audit.</param>
/// <param name="addCase">Receives the cases.</param>
/// <param name="addSearch">Receives the searches.</param>
/// <param name="store">Receives files: the path within the report's folder, with forward slashes, and the text.</param>
internal sealed class AuditSink(
    AuditPlan plan,
    Action<CaseRecord> addCase,
    Action<SearchRecord> addSearch,
    Action<string, string> store
) : IAuditSink
{
    /// <summary>The folder of counterexamples.</summary>
    internal const string CounterexamplesName = "counterexamples";

    /// <summary>The folder of the tightest cases that searches found.</summary>
    internal const string LeaderboardName = "leaderboard";

    public void Add(CaseRecord record) => addCase(record);

    public void Add(SearchRecord record) => addSearch(record);

    public string AddFound(Claim claim, Climb found) =>
        Store(
            LeaderboardName,
            claim,
            WitnessFile.Write(claim, plan.Seed, found.Best, found.Measurement, finding: null)
        );

    public string AddWitness(Claim claim, Counterexample counterexample) =>
        Store(
            CounterexamplesName,
            claim,
            WitnessFile.Write(
                claim,
                plan.Seed,
                counterexample.Trial,
                counterexample.Measurement,
                LocusModule.describe(counterexample.Locus)
            )
        );

    public string AddWitness(Claim claim, int firstCase, Counterexample counterexample) =>
        Store(CounterexamplesName, claim, WitnessFile.Write(claim, plan.Seed, firstCase, counterexample));

    public string AddWitness(Claim claim, ProofRecord proof) =>
        Store(CounterexamplesName, claim, WitnessFile.Write(claim, proof));

    private string Store(string subfolder, Claim claim, string text)
    {
        string path = $"{subfolder}/{WitnessFile.NameOf(claim.Id)}";
        store(path, text);
        return path;
    }
}
