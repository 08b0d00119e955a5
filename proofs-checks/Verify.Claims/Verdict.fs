// What can be established about one case and about one claim. A verdict never overstates (house-style 14).
// No claim is stated here and nothing is computed.
namespace Verify.Claims

/// What a claim's check compares on one case: the claim says Measured <= Bound. An exact check has Bound = 0.
[<Struct>]
type Measurement =
    { Measured: float
      Bound: float }

    /// Measured / Bound, how tightly the bound was used; 0 for 0/0.
    member m.Tightness = if m.Measured = 0.0 then 0.0 else m.Measured / m.Bound

module Measurement =
    /// Nothing measured, nothing allowed: an exact check that found exactly zero.
    let exactZero = { Measured = 0.0; Bound = 0.0 }

    /// Of two measurements the one that uses its bound more; of equally tight ones the one with the larger bound.
    let tighter (a: Measurement) (b: Measurement) =
        if
            System.Double.IsNaN b.Tightness
            || b.Tightness > a.Tightness
            || b.Tightness = a.Tightness && b.Bound > a.Bound
        then
            b
        else
            a

/// Where a case first breaks the claim: layer, sample and node as far as they apply, and the exact values found.
type Locus =
    { Layer: int option
      Sample: int option
      Node: int option
      Finding: string }

module Locus =
    let private part name value =
        match value with
        | Some(number: int) -> [ $"{name} {number}" ]
        | None -> []

    /// "layer 1, sample 0, node 2: residual 3/4".
    let describe locus =
        let place =
            part "layer" locus.Layer @ part "sample" locus.Sample @ part "node" locus.Node
            |> String.concat ", "

        if place = "" then
            locus.Finding
        else
            $"{place}: {locus.Finding}"

    /// A finding that is not tied to a layer, sample or node.
    let everywhere finding =
        { Layer = None
          Sample = None
          Node = None
          Finding = finding }

/// What one case established.
type Outcome =
    /// A hypothesis of the claim (named) does not hold for this case, so the claim says nothing about it.
    | Rejected of hypothesis: string
    /// The claim holds on this case.
    | Satisfied of Measurement
    /// The claim fails on this case, and exact arithmetic confirms it.
    | Violated of Measurement * Locus
    /// Rounding could flip the answer, or numbers left the range of doubles.
    | Unresolved of reason: string
    /// The check contradicts itself: the measurement exceeds its bound but exact arithmetic clears the case, so the
    /// bound (or the code) is wrong.
    | Inconsistent of Measurement * reason: string

/// What an audit established about a claim.
type Verdict =
    /// Exact, for all that the statement covers.
    | Proved
    /// No violation in any applicable case.
    | Held
    /// A violation, confirmed exactly, with a witness that replays.
    | Refuted
    /// The hypotheses were met in fewer cases than the claim asks for.
    | Vacuous
    /// Rounding could flip it, or resources ended.
    | Undecided
    /// The check itself failed.
    | Errored

module Verdict =
    /// The lower-case name used in files and reports.
    let name verdict =
        match verdict with
        | Proved -> "proved"
        | Held -> "held"
        | Refuted -> "refuted"
        | Vacuous -> "vacuous"
        | Undecided -> "undecided"
        | Errored -> "errored"
