// Theorems of the form "for every instance in a case that meets the hypotheses, the conclusion holds", where an instance
// is a node, a pair of nodes or a plane. A hypothesis can be dropped: that is how ablation controls are made, so that the
// theorem and its controls cannot drift apart. No theorem is stated here.
namespace Verify.Claims.Theorems

open Verify.Claims

/// A hypothesis and how it is decided.
type Condition<'Setting, 'Instance> =
    { Hypothesis: Hypothesis
      Holds: 'Setting -> 'Instance -> bool }

/// What breaks a conclusion: by how much, and where.
type Breach = { Amount: float; Locus: Locus }

type InstanceTheorem<'Setting, 'Instance> =
    {
        Instances: 'Setting -> 'Instance list
        /// In the order in which they are decided: cheap ones first.
        Conditions: Condition<'Setting, 'Instance> list
        /// What the conclusion compares, where it holds; exactZero where it is not of that kind.
        Measure: 'Setting -> 'Instance -> Measurement
        /// None where the conclusion holds.
        Conclusion: 'Setting -> 'Instance -> Breach option
    }

module InstanceTheorem =
    let condition name meaning holds =
        { Hypothesis = { Name = name; Meaning = meaning }
          Holds = holds }

    /// The same condition for settings and instances that contain those it is about.
    let over viewSetting viewInstance condition =
        { Hypothesis = condition.Hypothesis
          Holds = fun setting instance -> condition.Holds (viewSetting setting) (viewInstance instance) }

    /// The measure of a conclusion that holds exactly or not at all.
    let exact (_: 'Setting) (_: 'Instance) = Measurement.exactZero

    let hypotheses theorem =
        theorem.Conditions |> List.map _.Hypothesis

    /// The instances that meet every hypothesis, or the first hypothesis that none is left under.
    let private applicable theorem setting =
        let rec narrow left conditions =
            match conditions with
            | [] -> Ok left
            | condition :: rest ->
                match left |> List.filter (condition.Holds setting) with
                | [] -> Error condition.Hypothesis.Name
                | left -> narrow left rest

        narrow (theorem.Instances setting) theorem.Conditions

    /// Rejected when no instance of the case meets the hypotheses; violated by the first that breaks the conclusion;
    /// unresolved by the first that is in doubt; else satisfied, with the measure of the tightest instance. For
    /// hypotheses and conclusions over enclosures: a condition holds, and a conclusion is broken, only for certain, and
    /// `doubt` says why an instance that does not certainly break it does not certainly keep it either.
    let checkWith doubt theorem setting =
        match applicable theorem setting with
        | Error hypothesis -> Rejected hypothesis
        | Ok instances ->
            match instances |> List.tryPick (theorem.Conclusion setting) with
            | Some breach ->
                Violated(
                    { Measured = breach.Amount
                      Bound = 0.0 },
                    breach.Locus
                )
            | None ->
                match instances |> List.tryPick (doubt setting) with
                | Some reason -> Unresolved reason
                | None ->
                    instances
                    |> List.map (theorem.Measure setting)
                    |> List.reduce Measurement.tighter
                    |> Satisfied

    /// As checkWith, for what is decided exactly.
    let check theorem setting =
        checkWith (fun _ _ -> None) theorem setting

    /// The condition that holds where this one fails, under the name "not: ..".
    let negation only =
        condition
            $"not: {only.Hypothesis.Name}"
            $"the hypothesis that is dropped fails: {only.Hypothesis.Meaning}"
            (fun s i -> not (only.Holds s i))

    /// The theorem without one of its hypotheses, on the instances where that hypothesis fails: where it holds there is
    /// nothing that the theorem does not say. ArgumentException when the theorem has no such hypothesis.
    let without name theorem =
        let dropped, others =
            theorem.Conditions
            |> List.partition (fun condition -> condition.Hypothesis.Name = name)

        match dropped with
        | [ only ] ->
            { theorem with
                Conditions = others @ [ negation only ] }
        | _ -> raise (System.ArgumentException $"There is no hypothesis '{name}'.")

    /// The same hypotheses with another conclusion.
    let concluding conclusion theorem =
        { theorem with Conclusion = conclusion }
