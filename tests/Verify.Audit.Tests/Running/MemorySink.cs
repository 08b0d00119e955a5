// Keeps what a runner hands over. Not for use by several threads, which the runner promises not to need.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;

namespace Verify.Audit.Tests.Running;

internal sealed class MemorySink : IAuditSink
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    internal List<CaseRecord> Cases { get; } = [];

    internal List<(string Claim, int FirstCase, Counterexample Found)> Counterexamples { get; } = [];

    internal List<(string Claim, ProofRecord Proof)> Refusals { get; } = [];

    internal List<SearchRecord> Searches { get; } = [];

    internal List<(string Claim, Climb Found)> Found { get; } = [];

    internal List<(string Claim, Counterexample Found)> SearchedCounterexamples { get; } = [];

    public void Add(SearchRecord record)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        Searches.Add(record);
    }

    public string AddFound(Claim claim, Climb found)
    {
        Found.Add((claim.Id, found));
        return "leaderboard/" + WitnessFile.NameOf(claim.Id);
    }

    public string AddWitness(Claim claim, Counterexample counterexample)
    {
        SearchedCounterexamples.Add((claim.Id, counterexample));
        return "counterexamples/" + WitnessFile.NameOf(claim.Id);
    }

    public void Add(CaseRecord record)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        Cases.Add(record);
    }

    public string AddWitness(Claim claim, int firstCase, Counterexample counterexample)
    {
        Counterexamples.Add((claim.Id, firstCase, counterexample));
        return "counterexamples/" + WitnessFile.NameOf(claim.Id);
    }

    public string AddWitness(Claim claim, ProofRecord proof)
    {
        Refusals.Add((claim.Id, proof));
        return "counterexamples/" + WitnessFile.NameOf(claim.Id);
    }
}
