// Counts what the cases of one claim established and turns the counts into a verdict. It runs nothing.

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.FSharp.Collections;
using Verify.Audit.Results;
using Verify.Claims;
using Verify.Claims.Generators;

namespace Verify.Audit.Running;

/// <summary>The running counts of one claim; cases are added in the order of their indices.</summary>
internal sealed class ClaimTally(Claim claim, int planned)
{
    private readonly Dictionary<string, int> _rejections = [];
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _labels = new(
        StringComparer.Ordinal
    );
    private readonly List<string> _labelOrder = [];
    private readonly ImmutableArray<double>.Builder _tightnesses = ImmutableArray.CreateBuilder<double>();
    private readonly ImmutableArray<ProofRecord>.Builder _proofs =
        ImmutableArray.CreateBuilder<ProofRecord>();
    private int _cases;
    private int _applicable;
    private int _unresolved;
    private int _errors;
    private string? _firstError;
    private CaseRecord? _tightest;
    private readonly List<CaseRecord> _starts = [];
    private readonly List<Material> _materials = [];
    private bool _searchRefuted;

    /// <summary>Cases kept for the search to start from: as many as a search has climbs from sampled cases.</summary>
    private const int MostStarts = 16;

    internal int Violations { get; private set; }

    /// <summary>The audit was stopped before the claim's last case.</summary>
    internal bool Interrupted { get; set; }

    internal (int Index, Counterexample Counterexample)? FirstCounterexample { get; private set; }

    internal (int Index, ProofRecord Proof)? FirstRefusal { get; private set; }

    /// <summary>Something of ours went wrong outside the cases: the claim is errored, whatever they say.</summary>
    internal void AddError(string what)
    {
        _errors++;
        _firstError ??= what;
    }

    /// <summary>The search found a counterexample: the claim is refuted, though no case of its own violates it.</summary>
    internal void AddSearchRefutation() => _searchRefuted = true;

    /// <summary>The search's record, for the summary; null when there was none.</summary>
    internal SearchRecord? Search { get; set; }

    /// <summary>The tightest satisfied cases, tightest first; of equally tight ones the earlier first.</summary>
    internal IReadOnlyList<CaseRecord> Tightest => _starts;

    internal void Add(CaseRun run, ProofRecord? proof)
    {
        CaseRecord record = run.Record;
        _cases++;
        _applicable += record.Applicable ? 1 : 0;
        if (record.Rejected is { } hypothesis)
        {
            _rejections[hypothesis] = _rejections.GetValueOrDefault(hypothesis) + 1;
        }

        foreach ((string property, string value) in run.Labels)
        {
            if (!_labels.TryGetValue(property, out SortedDictionary<string, int>? counts))
            {
                _labelOrder.Add(property);
                _labels[property] = counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            }

            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        AddStart(record);
        if (run.Material is { } material)
        {
            _materials.Add(material);
        }

        if (record.Tightness is { } tightness)
        {
            _tightnesses.Add(tightness);
            // NaN, which no bound covers, is the worst there is and stays.
            if (_tightest is null || double.IsNaN(tightness) || tightness > _tightest.Tightness)
            {
                _tightest = record;
            }
        }

        switch (record.Verdict)
        {
            case "violated":
                FirstCounterexample ??= (record.Case, run.Counterexample!);
                Violations++;
                break;
            case "unproved":
                FirstRefusal ??= (record.Case, proof!);
                Violations++;
                break;
            case "unresolved":
                _unresolved++;
                _firstError ??= record.Finding;
                break;
            case "inconsistent" or "errored":
                _errors++;
                _firstError ??=
                    $"case {record.Case.ToString(CultureInfo.InvariantCulture)}: {record.Finding}";
                break;
            default:
                break;
        }

        if (proof is not null)
        {
            _proofs.Add(proof);
        }
    }

    private void AddStart(CaseRecord record)
    {
        if (record.Verdict != "satisfied" || record.Tightness is not { } tightness || double.IsNaN(tightness))
        {
            return;
        }

        int place = _starts.Count;
        while (place > 0 && _starts[place - 1].Tightness < tightness)
        {
            place--;
        }

        if (place < MostStarts)
        {
            _starts.Insert(place, record);
        }

        if (_starts.Count > MostStarts)
        {
            _starts.RemoveAt(MostStarts);
        }
    }

    internal ClaimRecord Summarise(double seconds, WitnessRecord? witness)
    {
        bool sampled = claim.Evidence is Evidence.Sampled;
        // In decimal, since 0.07 * 100 is above 7 in binary and would ask for an eighth case.
        int minimum = claim.Evidence is Evidence.Sampled s
            ? (int)Math.Ceiling((decimal)s.Item.MinimumShare * planned)
            : planned;
        (Verdict verdict, string? remark) = Judge(sampled, minimum);
        return new ClaimRecord
        {
            Id = claim.Id,
            Kind = claim.Kind.IsTheorem ? "claim" : "control",
            TwinOf = claim.Kind is ClaimKind.FalseTwin twin ? twin.theorem : null,
            Statement = claim.Statement,
            Source = claim.Source,
            Hypotheses =
            [
                .. claim.Hypotheses.Select(hypothesis => new HypothesisRecord(
                    hypothesis.Name,
                    hypothesis.Meaning,
                    _rejections.GetValueOrDefault(hypothesis.Name)
                )),
            ],
            Expected = VerdictModule.name(claim.Expected),
            Verdict = VerdictModule.name(verdict),
            Remark = remark,
            Cases = _cases,
            Applicable = _applicable,
            MinimumApplicable = minimum,
            Violations = Violations,
            Unresolved = _unresolved,
            Tightness = _tightest?.Tightness,
            // An undecided case may be a violation; leaving it out, or counting it as none, would overstate.
            ViolationRateUpper95 = sampled
                ? ClopperPearson.Upper(Violations + _unresolved, _applicable)
                : null,
            CasesPerSecond = seconds > 0 ? _cases / seconds : 0,
            Witness = witness,
            Search = Search,
            Charts = Charts(),
            Proofs = _proofs.ToImmutable(),
            Distribution =
            [
                .. _labelOrder.Select(property => new DistributionRecord(property, [.. _labels[property]])),
            ],
            Tightnesses = _tightnesses.ToImmutable(),
            ReplayToken = sampled
                ? _tightest is null
                    ? null
                    : ReplayToken.Of(claim.Id, _tightest.Spec)
                : claim.Id,
        };
    }

    private ImmutableArray<ChartRecord> Charts() =>
        claim.Evidence is Evidence.Sampled { Item.Charts.Value: var draw }
            ? [.. draw.Invoke(ListModule.OfSeq(_materials)).Select(ChartRecord.Of)]
            : [];

    private (Verdict Verdict, string? Remark) Judge(bool sampled, int minimum)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (_errors > 0)
        {
            return (
                Verdict.Errored,
                string.Create(
                    invariant,
                    $"{_errors} {(_errors == 1 ? "check" : "checks")} went wrong; {_firstError}"
                )
            );
        }

        if (Violations > 0)
        {
            return (Verdict.Refuted, null);
        }

        if (_searchRefuted)
        {
            return (
                Verdict.Refuted,
                string.Create(
                    invariant,
                    $"no violation in the {_applicable} applicable of {_cases} cases; the adversarial search found this one"
                )
            );
        }

        if (Interrupted)
        {
            return (
                Verdict.Undecided,
                string.Create(invariant, $"interrupted after {_cases} of {planned} cases")
            );
        }

        if (_applicable < minimum || _applicable == 0)
        {
            return (
                Verdict.Vacuous,
                string.Create(
                    invariant,
                    $"{_applicable} of {_cases} cases met the hypotheses; at least {Math.Max(1, minimum)} are needed"
                )
            );
        }

        if (_unresolved > 0)
        {
            return (
                Verdict.Undecided,
                string.Create(invariant, $"{_unresolved} cases undecided: {_firstError}")
            );
        }

        return (sampled ? Verdict.Held : Verdict.Proved, null);
    }
}
