// Z.observers, a statistical claim: a random student of 2n nodes leaves a given teacher unobserved no more often than one of
// n nodes. The plan is fixed beforehand: `groups` independent students of each size for one teacher, each decided exactly;
// a case speaks against the claim when Fisher's exact one-sided test finds the larger students worse at level 10^-6. A case
// does so wrongly with probability at most 10^-6, so an audit of 40 cases with probability at most 4 10^-5.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry

/// What is claimed of the larger students.
type ObserverRule =
    /// They leave the teacher unobserved no more often.
    | NoWorse
    /// Falsified: no less often.
    | NoBetter

module ZeroObservers =
    /// Students of each size.
    let groups = 200

    /// -log10 of the level of the test.
    let private level = 6.0

    let private box (case: ObserverCase) =
        Polytope.box case.Teacher.Shape.Inputs (Rational.ofDouble case.Radius)

    /// How many of the smaller and how many of the larger students leave the teacher unobserved, each decided on its own,
    /// also where the teacher's boundary does not meet the box and so the answer is all of them.
    let unobserved (case: ObserverCase) =
        let teacher = ExactNetwork.ofNetwork case.Teacher
        let students = ExactNetwork.ofNetwork case.Students

        let sees k =
            (Observation.observe (box case) teacher 0 students k).IsPositive

        let count = List.filter (List.exists sees >> not) >> List.length
        let smaller, larger = case.Split
        count smaller, count larger

    let private visible =
        InstanceTheorem.condition "visible" "the teacher's boundary meets R0" (fun (case: ObserverCase) () ->
            match ExactNetwork.hyperplane (ExactNetwork.ofNetwork case.Teacher) 0 with
            | None -> false
            | Some(plane, _) ->
                match Hyperplane.meets (box case) plane with
                | InteriorPoint _ -> true
                | NoInterior _ -> false)

    let private hidden = InstanceTheorem.negation visible

    let private checkWhere (condition: Condition<ObserverCase, unit>) rule (case: ObserverCase) =
        if not (condition.Holds case ()) then
            Rejected condition.Hypothesis.Name
        else
            let smaller, larger = unobserved case
            let size = (fst case.Split).Length

            let p =
                match rule with
                | NoWorse -> FisherTest.higherInSecond size smaller larger
                | NoBetter -> FisherTest.higherInSecond size larger smaller

            let measurement =
                { Measured = max 0.0 -(log10 (Rational.toDouble p))
                  Bound = level }

            if measurement.Measured > level then
                let finding =
                    $"{smaller} of {size} students with {case.Nodes} nodes and {larger} of {size} with {2 * case.Nodes} leave the teacher unobserved"

                Violated(measurement, Locus.everywhere finding)
            else
                Satisfied measurement

    let hypotheses = [ visible.Hypothesis ]
    let check rule case = checkWhere visible rule case

    let explain (case: ObserverCase) (locus: Locus option) =
        let teacher = ExactNetwork.ofNetwork case.Teacher
        let direction, offset = ExactNetwork.node teacher 0

        [ $"teacher: {ZeroSetting.vector direction} . x + {Rational.toString offset}"
          $"box: (-{case.Radius}, {case.Radius})^{direction.Length}"
          if hidden.Holds case () then
              "its boundary does not meet the box"

          let smaller, larger = unobserved case
          $"students with {case.Nodes} nodes that leave it unobserved: {smaller} of {(fst case.Split).Length}"
          $"students with {2 * case.Nodes} nodes that leave it unobserved: {larger} of {(snd case.Split).Length}"

          match locus with
          | Some locus -> Locus.describe locus
          | None -> () ]

    let private sampledWhere condition place budget share rule =
        ObserverCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = ObserverCases.draw place groups
              Check = checkWhere condition rule
              Explain = explain }

    let sampled budget share rule =
        sampledWhere visible Inside budget share rule

    let claim =
        { Id = "Z.observers"
          Kind = Theorem
          Statement =
            $"A teacher is unobserved by a random student of 2n nodes no more often than by one of n nodes (leak 0): {groups} "
            + "independent students of each size, each decided exactly, and Fisher's exact one-sided test at level 10^-6. (Adding "
            + "nodes to a given student never takes an observer away, by definition.)"
          Source = "Tian 2020, section 4 (over-realisation and observation); theory.md, section 3"
          Hypotheses = hypotheses
          Evidence = sampled { Quick = 100; Ci = 500; Deep = 5000 } 0.8 NoWorse }

    /// Visibility is not needed: what nobody can see, the larger students leave unobserved as often as the smaller ones.
    let withoutVisible =
        { Id = "Z.observers/without-visible"
          Kind = Theorem
          Statement =
            "Z.observers also where the teacher's boundary does not meet R0: no student observes it then, whatever its size, and each "
            + "is decided to be so. Visible teachers are not needed."
          Source = "ablation of Z.observers; theory.md, sections 3 and 7"
          Hypotheses = [ hidden.Hypothesis ]
          Evidence = sampledWhere hidden Outside { Quick = 60; Ci = 300; Deep = 3000 } 0.9 NoWorse }
