// The folder that an audit leaves behind: results.jsonl, the reports and counterexamples/. Every file appears whole.
// What the reports look like is Reports/' business.

using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>Runs an audit into a folder.</summary>
public static class ReportFolder
{
    private const string CounterexamplesName = "counterexamples";

    /// <summary>
    /// Runs the plan and writes its files into <paramref name="folder"/>, made if it is missing. An audit that is
    /// cancelled leaves what it finished. Files of an earlier audit are replaced, its counterexamples removed.
    /// </summary>
    /// <exception cref="InputException">The folder cannot be made or written; found before anything is run.</exception>
    public static AuditRecord Run(
        AuditPlan plan,
        string folder,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        string witnesses = Path.Combine(folder, CounterexamplesName);
        CreateFolder(folder);
        CreateFolder(witnesses);
        AuditRecord? record = null;
        AtomicFile.Write(
            Path.Combine(folder, JsonLines.FileName),
            stream =>
            {
                using JsonLines results = new(stream, leaveOpen: true);
                record = AuditRunner.Run(plan, new Sink(plan, results, witnesses), progress, cancellation);
            }
        );
        foreach (ReportFormat format in ReportFormats.All)
        {
            AtomicFile.WriteText(Path.Combine(folder, format.FileName), format.Render(record!));
        }

        RemoveOthers(witnesses, record!);
        return record!;
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"The folder '{folder}' cannot be made: {Sentence(failure.Message)}",
                failure
            );
        }
    }

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static void RemoveOthers(string witnesses, AuditRecord record)
    {
        HashSet<string> kept =
        [
            .. record
                .Claims.Where(claim => claim.Witness is not null)
                .Select(claim => WitnessFile.NameOf(claim.Id)),
        ];
        foreach (string path in Directory.EnumerateFiles(witnesses, "*.json"))
        {
            if (!kept.Contains(Path.GetFileName(path)))
            {
                File.Delete(path);
            }
        }
    }

    private sealed class Sink(AuditPlan plan, JsonLines results, string witnesses) : IAuditSink
    {
        public void Add(CaseRecord record) => results.Write(record);

        public string AddWitness(Claim claim, int firstCase, Counterexample counterexample) =>
            Store(claim, WitnessFile.Write(claim, plan.Seed, firstCase, counterexample));

        public string AddWitness(Claim claim, ProofRecord proof) =>
            Store(claim, WitnessFile.Write(claim, proof));

        private string Store(Claim claim, string text)
        {
            string name = WitnessFile.NameOf(claim.Id);
            AtomicFile.WriteText(Path.Combine(witnesses, name), text);
            return $"{CounterexamplesName}/{name}";
        }
    }
}
