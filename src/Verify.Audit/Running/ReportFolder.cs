// The folder that an audit leaves behind: results.jsonl, the reports, counterexamples/ and, when it searched, leaderboard/.
// Every file appears whole.
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
    private const string LeaderboardName = "leaderboard";

    /// <summary>
    /// Runs the plan and writes its files into <paramref name="folder"/>, made if it is missing. An audit that is
    /// cancelled leaves what it finished. Files of an earlier audit are replaced, its counterexamples and leaderboard
    /// removed; nothing else in the folder is touched.
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
        string leaderboard = Path.Combine(folder, LeaderboardName);
        RequireNoFolderInTheWay(plan, folder, witnesses, leaderboard);
        OutputFolder.Create(folder);
        OutputFolder.Create(witnesses);
        OutputFolder.RequireWritable(witnesses);
        if (plan.Searches)
        {
            OutputFolder.Create(leaderboard);
            OutputFolder.RequireWritable(leaderboard);
        }

        AuditRecord? record = null;
        AtomicFile.Write(
            Path.Combine(folder, JsonLines.FileName),
            stream =>
            {
                using JsonLines results = new(stream, leaveOpen: true);
                record = AuditRunner.Run(plan, new Sink(plan, results, folder), progress, cancellation);
            }
        );
        foreach (ReportFormat format in ReportFormats.All)
        {
            AtomicFile.WriteText(Path.Combine(folder, format.FileName), format.Render(record!));
        }

        RemoveStale(witnesses, record!.Claims.Where(claim => claim.Witness is not null));
        if (Directory.Exists(leaderboard))
        {
            RemoveStale(leaderboard, record.Claims.Where(claim => claim.Search?.Path is not null));
        }

        return record;
    }

    private static void RequireNoFolderInTheWay(
        AuditPlan plan,
        string folder,
        string witnesses,
        string leaderboard
    )
    {
        IEnumerable<string> files =
        [
            Path.Combine(folder, JsonLines.FileName),
            .. ReportFormats.All.Select(format => Path.Combine(folder, format.FileName)),
            .. plan.Claims.Select(claim => Path.Combine(witnesses, WitnessFile.NameOf(claim.Id))),
            .. plan.Claims.Select(claim => Path.Combine(leaderboard, WitnessFile.NameOf(claim.Id))),
        ];
        foreach (string file in files)
        {
            if (Directory.Exists(file))
            {
                throw new InputException($"'{file}' cannot be written: it is a directory.");
            }
        }
    }

    /// <summary>Removes the witnesses of an earlier audit, and no file that an audit has not written.</summary>
    private static void RemoveStale(string witnesses, IEnumerable<ClaimRecord> claims)
    {
        HashSet<string> kept = [.. claims.Select(claim => WitnessFile.NameOf(claim.Id))];
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
                $"Cases of an earlier audit in '{witnesses}' cannot be removed.",
                failure
            );
        }
    }

    private sealed class Sink(AuditPlan plan, JsonLines results, string folder) : IAuditSink
    {
        public void Add(CaseRecord record) => results.Write(record);

        public void Add(SearchRecord record) => results.Write(record);

        public string AddFound(Claim claim, Climb found) =>
            Store(
                LeaderboardName,
                claim,
                WitnessFile.Write(claim, plan.Seed, found.Best, found.Measurement, finding: null)
            );

        public string AddWitness(Claim claim, Counterexample found) =>
            Store(
                CounterexamplesName,
                claim,
                WitnessFile.Write(
                    claim,
                    plan.Seed,
                    found.Trial,
                    found.Measurement,
                    LocusModule.describe(found.Locus)
                )
            );

        public string AddWitness(Claim claim, int firstCase, Counterexample counterexample) =>
            Store(CounterexamplesName, claim, WitnessFile.Write(claim, plan.Seed, firstCase, counterexample));

        public string AddWitness(Claim claim, ProofRecord proof) =>
            Store(CounterexamplesName, claim, WitnessFile.Write(claim, proof));

        private string Store(string subfolder, Claim claim, string text)
        {
            string name = WitnessFile.NameOf(claim.Id);
            AtomicFile.WriteText(Path.Combine(folder, subfolder, name), text);
            return $"{subfolder}/{name}";
        }
    }
}
