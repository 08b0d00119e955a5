// The folder that an audit leaves behind: results.jsonl, the reports and counterexamples/. Every file appears whole.
// What the reports look like is Reports/' business; making the folder is OutputFolder.cs.

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
    /// cancelled leaves what it finished. Files of an earlier audit are replaced, its counterexamples removed; nothing
    /// else in the folder is touched.
    /// </summary>
    /// <exception cref="InputException">
    /// The folder cannot be made or written, which is found before anything is run and leaves no folder behind; or a
    /// file cannot be written later, for example since the disk is full.
    /// </exception>
    public static AuditRecord Run(
        AuditPlan plan,
        string folder,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        string witnesses = Path.Combine(folder, CounterexamplesName);
        RequireNoFolderInTheWay(plan, folder, witnesses);
        OutputFolder.Create(folder);
        OutputFolder.Create(witnesses);
        OutputFolder.RequireWritable(witnesses);
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

        RemoveStale(witnesses, record!);
        return record!;
    }

    private static void RequireNoFolderInTheWay(AuditPlan plan, string folder, string witnesses)
    {
        IEnumerable<string> files =
        [
            Path.Combine(folder, JsonLines.FileName),
            .. ReportFormats.All.Select(format => Path.Combine(folder, format.FileName)),
            .. plan.Claims.Select(claim => Path.Combine(witnesses, WitnessFile.NameOf(claim.Id))),
        ];
        foreach (string file in files)
        {
            if (Directory.Exists(file))
            {
                throw new InputException($"'{file}' cannot be written: it is a directory.");
            }
        }
    }

    /// <summary>Removes the counterexamples of an earlier audit, and no file that an audit has not written.</summary>
    private static void RemoveStale(string witnesses, AuditRecord record)
    {
        HashSet<string> kept =
        [
            .. record
                .Claims.Where(claim => claim.Witness is not null)
                .Select(claim => WitnessFile.NameOf(claim.Id)),
        ];
        try
        {
            foreach (string path in Directory.GetFiles(witnesses, "*.json"))
            {
                if (!kept.Contains(Path.GetFileName(path)) && WitnessFile.IsNamedByItsClaim(path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"Counterexamples of an earlier audit in '{witnesses}' cannot be removed.",
                failure
            );
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
