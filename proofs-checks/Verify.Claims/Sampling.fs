// How a claim is checked on generated cases, whatever a case is: each family of cases has its own types of spec and case,
// which are hidden here behind the text of the spec. Nothing is run and nothing is drawn.
namespace Verify.Claims

open System
open System.Threading
open Verify.Claims.Generators

/// How many cases each profile draws.
type CaseBudget = { Quick: int; Ci: int; Deep: int }

/// A kind of case: small specs that print as one line, and what they stand for.
type CaseFamily<'Spec, 'Case> =
    {
        /// The spec in one line: the second half of a replay token.
        ToText: 'Spec -> string
        /// Reads what ToText writes; the error is one clause that names the part.
        Parse: string -> Result<'Spec, string>
        /// The properties whose distribution over the cases is reported.
        Labels: 'Spec -> (string * string) list
        /// Simpler specs, simplest first.
        Shrink: 'Spec -> 'Spec seq
        /// The case of a spec. ArgumentException when there is none.
        Make: 'Spec -> 'Case
        /// What a witness stores of a case.
        Store: 'Case -> Material
        /// The case as it was stored. ArgumentException when the material is not that of such a case.
        Restore: 'Spec -> Material -> 'Case
    }

/// A claim checked on generated cases of one family.
type Sampling<'Spec, 'Case> =
    {
        Budget: CaseBudget
        /// The least share of cases that must be applicable, or the claim is vacuous.
        MinimumShare: float
        /// The spec of a case, from the case's own seed.
        Generate: uint64 -> 'Spec
        /// Decides one case. Must not depend on anything but the case.
        Check: 'Case -> Outcome
        /// The computation of the case step by step, for a reader, up to where it fails.
        Explain: 'Case -> Locus option -> string list
    }

/// One case of a claim, ready to be checked.
type Trial =
    { Spec: string
      Material: Material
      Check: unit -> Outcome
      Explain: Locus option -> string list }

/// A claim checked on generated cases; a case goes by the text of its spec.
type Sampling =
    {
        Budget: CaseBudget
        MinimumShare: float
        /// The text of a case's spec, from the case's own seed.
        Generate: uint64 -> string
        /// The same of the case of an index: a plan may have a place for each of its cases. What an audit asks for.
        GenerateAt: int -> uint64 -> string
        /// The properties of a spec whose distribution is reported.
        Labels: string -> (string * string) list
        /// Simpler specs, simplest first.
        Shrink: string -> string seq
        /// The case of a spec. FormatException when the text is not that of a spec, ArgumentException when the spec has
        /// no case.
        Make: string -> Trial
        /// The same for as long as nobody asks to stop, and then OperationCanceledException, where cases take long to make.
        MakeUntil: CancellationToken -> string -> Trial
        /// The case of a spec from what was stored. FormatException as for Make; ArgumentException when the material is
        /// not that of such a case.
        Restore: string -> Material -> Trial
        /// The claim is about draws, not about each case: a case that is not drawn by the plan, such as one that a search
        /// makes, says nothing about it.
        OfDraws: bool
        /// Figures of the materials of all its cases, in their order; None when it has none.
        Charts: (Material list -> Chart list) option
    }

module Sampling =
    /// Hides the types of a family whose cases are made by `make`, which may be asked to stop.
    let overLong
        (make: CancellationToken -> 'Spec -> 'Case)
        (family: CaseFamily<'Spec, 'Case>)
        (sampling: Sampling<'Spec, 'Case>)
        : Sampling =
        let parse text =
            match family.Parse text with
            | Ok spec -> spec
            | Error problem -> raise (FormatException problem)

        let trial spec case =
            { Spec = spec
              Material = family.Store case
              Check = fun () -> sampling.Check case
              Explain = sampling.Explain case }

        { Budget = sampling.Budget
          MinimumShare = sampling.MinimumShare
          Generate = sampling.Generate >> family.ToText
          GenerateAt = fun _ seed -> family.ToText(sampling.Generate seed)
          Labels = parse >> family.Labels
          Shrink = parse >> family.Shrink >> Seq.map family.ToText
          Make = fun text -> parse text |> make CancellationToken.None |> trial text
          MakeUntil = fun token text -> parse text |> make token |> trial text
          Restore = fun text material -> family.Restore (parse text) material |> trial text
          OfDraws = false
          Charts = None }

    /// Hides the types of a family.
    let over (family: CaseFamily<'Spec, 'Case>) sampling =
        overLong (fun _ spec -> family.Make spec) family sampling

    /// The same for a statistical claim, whose cases must be drawn by its plan.
    let ofDraws sampling = { sampling with OfDraws = true }

    /// The same with figures.
    let charted charts sampling = { sampling with Charts = Some charts }
