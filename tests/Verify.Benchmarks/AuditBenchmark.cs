// Audit cases per second, claim by claim, on one thread and on all, alternating. No report is written.

using System.Collections.Immutable;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;

namespace Verify.Benchmarks;

/// <summary>Runs every sampled claim on a fixed number of cases.</summary>
internal static class AuditBenchmark
{
    private const int Cases = 512;
    private const int Rounds = 3;

    internal static void Run(string[] arguments)
    {
        int cores = Environment.ProcessorCount;
        Console.WriteLine($"| claim | cases | cases/s, 1 thread | cases/s, {cores} threads | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (
            Claim claim in Catalogue.all.Where(claim => claim.Kind.IsTheorem && claim.Evidence.IsSampled)
        )
        {
            List<double> one = [];
            List<double> all = [];
            Rate(claim, cores);
            for (int round = 0; round < Rounds; round++)
            {
                one.Add(Rate(claim, 1));
                all.Add(Rate(claim, cores));
            }

            double single = Alternation.Median([.. one]);
            double parallel = Alternation.Median([.. all]);
            Console.WriteLine(
                $"| {claim.Id} | {Cases} | {single:N0} | {parallel:N0} | {parallel / single:F2}x |"
            );
        }
    }

    private static double Rate(Claim claim, int jobs)
    {
        AuditPlan plan = new(ImmutableArray.Create(claim), AuditProfile.Quick, Cases, 1, jobs);
        AuditRecord record = AuditRunner.Run(plan, new NoSink(), null, CancellationToken.None);
        return record.Claims[0].CasesPerSecond;
    }

    private sealed class NoSink : IAuditSink
    {
        public void Add(CaseRecord record) { }

        public void Add(SearchRecord record) { }

        public string AddFound(Claim claim, Climb found) => "";

        public string AddWitness(Claim claim, Counterexample counterexample) => "";

        public string AddWitness(Claim claim, int firstCase, Counterexample counterexample) => "";

        public string AddWitness(Claim claim, ProofRecord proof) => "";
    }
}
