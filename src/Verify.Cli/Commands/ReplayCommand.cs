// `verify replay FILE|TOKEN`: runs one stored case again and prints the computation up to where it fails.

using System.CommandLine;
using Microsoft.FSharp.Core;
using Verify.Audit;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;

namespace Verify.Cli.Commands;

/// <summary>The replay verb.</summary>
internal static class ReplayCommand
{
    internal static Command Create()
    {
        Argument<string> target = new("FILE|TOKEN")
        {
            Description =
                "A file of counterexamples/ or leaderboard/, or a token such as L1.identity@d=3,t=4,s=5,...",
        };
        Command command = new("replay", "Runs one stored case again, step by step.") { target };
        command.SetAction(parsed => Run(parsed.GetValue(target)!));
        return command;
    }

    private static int Run(string target)
    {
        // A token is no path that anybody has: its claim id comes first, and files end in .json.
        bool isToken =
            !File.Exists(target)
            && !target.EndsWith(".json", StringComparison.Ordinal)
            && (target.Contains('@') || Catalogue.tryFind(target) is not null);
        (Claim claim, Trial? found) = isToken ? ReplayToken.Read(target) : WitnessFile.Read(target);
        Console.WriteLine($"{claim.Id}: {claim.Statement}");
        Console.WriteLine();
        return found is not null
            ? RunCase(claim, found, isToken ? null : WitnessFile.ReadMeasurement(target))
            : RunProofs(claim, ((Evidence.Proof)claim.Evidence).Item);
    }

    private static int RunCase(Claim claim, Trial found, Measurement? stored)
    {
        Outcome outcome = found.Check.Invoke(null!);
        FSharpOption<Locus>? locus = outcome is Outcome.Violated violated
            ? FSharpOption<Locus>.Some(violated.Item2)
            : FSharpOption<Locus>.None;
        foreach (string line in found.Explain.Invoke(locus!))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        Console.WriteLine(
            outcome switch
            {
                Outcome.Rejected rejected =>
                    $"not applicable: the hypothesis '{rejected.hypothesis}' does not hold.",
                Outcome.Satisfied satisfied => $"satisfied: {Numbers(satisfied.Item)}.",
                Outcome.Violated failed =>
                    $"violated, confirmed in exact arithmetic: {LocusModule.describe(failed.Item2)} ({Numbers(failed.Item1)}).",
                Outcome.Unresolved unresolved => $"undecided: {unresolved.reason}.",
                Outcome.Inconsistent inconsistent =>
                    $"the check contradicts itself: {inconsistent.reason} ({Numbers(inconsistent.Item1)}).",
                _ => throw new InvalidOperationException("Unknown outcome."),
            }
        );
        if (stored is { } before && Measured(outcome) is { } now)
        {
            Console.WriteLine(
                Same(before.Measured, now.Measured) && Same(before.Bound, now.Bound)
                    ? "To the last digit as stored."
                    : $"The file says otherwise: {Numbers(before)}."
            );
        }

        return outcome switch
        {
            Outcome.Satisfied => claim.Kind.IsTheorem ? ExitCodes.AsExpected : ExitCodes.Refuted,
            Outcome.Violated => claim.Kind.IsTheorem ? ExitCodes.Refuted : ExitCodes.AsExpected,
            Outcome.Inconsistent => ExitCodes.Refuted,
            _ => ExitCodes.Undecided,
        };
    }

    private static int RunProofs(Claim claim, IEnumerable<Obligation> obligations)
    {
        bool holds = true;
        foreach (Obligation obligation in obligations)
        {
            ProofOutcome outcome = obligation.Prove.Invoke(null!);
            holds &= outcome.Holds;
            Console.WriteLine($"{obligation.Subject}: {(outcome.Holds ? "proved" : "refused")}");
            foreach (string line in outcome.Transcript)
            {
                Console.WriteLine($"  {line}");
            }
        }

        return holds == claim.Kind.IsTheorem ? ExitCodes.AsExpected : ExitCodes.Refuted;
    }

    private static Measurement? Measured(Outcome outcome) =>
        outcome switch
        {
            Outcome.Satisfied satisfied => satisfied.Item,
            Outcome.Violated violated => violated.Item1,
            _ => null,
        };

    /// <summary>Bit for bit, so that NaN is NaN.</summary>
    private static bool Same(double a, double b) => a.Equals(b);

    private static string Numbers(Measurement measurement) =>
        $"measured {measurement.Measured:R}, bound {measurement.Bound:R}";
}
