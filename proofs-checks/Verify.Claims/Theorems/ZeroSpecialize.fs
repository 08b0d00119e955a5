// Z.specialize: a teacher that is observed by a student without gradient, whose coefficient is not zero, has a co-planar
// student. Its ablations drop one hypothesis each; the printed offset condition (theory.md, section 8, point 1) goes
// through the same check with another conclusion.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry

/// Which student the conclusion asks for.
type Alignment =
    /// On the teacher's plane: (w~, b) is a multiple of the teacher's, of either sign.
    | UpToOrientation
    /// Falsified: on the teacher's plane with the same normalised offset b / ||w~||, as the slides print it.
    | PrintedOffset
    /// Falsified: a positive multiple of the teacher's.
    | CoOriented

module ZeroSpecialize =
    let zeroGradient =
        InstanceTheorem.condition
            "zero gradient"
            "g_{1,k} = 0 on R0 for the student k"
            (fun (setting: ZeroSetting) (_: int, k) -> setting.IsZero k)

    let observed =
        InstanceTheorem.condition
            "observed"
            "the boundary of teacher j meets E_k inside R0 (for c > 0: meets R0)"
            (fun (setting: ZeroSetting) (j: int, k) -> setting.Observes k j)

    let coefficient =
        InstanceTheorem.condition
            "coefficient"
            "alpha_kj is not 0"
            (fun (setting: ZeroSetting) (j: int, k: int) -> not (Rational.isZero (setting.Alpha k j)))

    /// No other teacher on the plane of teacher j; a constant node is alone.
    let isAlone (setting: ZeroSetting) j =
        match setting.CreaseOf j with
        | Some crease -> crease.Teachers.Length = 1
        | None -> true

    let apart =
        InstanceTheorem.condition
            "teachers apart"
            "no other teacher is co-planar with teacher j"
            (fun setting (j, _: int) -> isAlone setting j)

    /// The students on the plane that are aligned as asked with a teacher of factor rho there.
    let private aligned alignment (crease: Crease) rho =
        crease.Students
        |> List.filter (fun (_, factor) ->
            match alignment with
            | UpToOrientation -> true
            | CoOriented -> Rational.sign factor = Rational.sign rho
            | PrintedOffset ->
                Rational.sign factor = Rational.sign rho
                || Rational.isZero crease.Hyperplane.Offset)

    let private finding alignment (setting: ZeroSetting) (crease: Crease) j k =
        let mirrors = crease.Students |> List.map (fst >> string) |> String.concat ", "

        let conclusion =
            match alignment with
            | PrintedOffset when mirrors <> "" ->
                $"the students on the plane of teacher {j} are its mirror images ({mirrors}), with minus its normalised offset"
            | CoOriented -> $"no student is co-planar with teacher {j} with the same orientation"
            | PrintedOffset
            | UpToOrientation -> $"no student is co-planar with teacher {j}"

        let gradient = if setting.IsZero k then "zero" else "not zero"

        let sight =
            if setting.Observes k j then
                "observes it"
            else
                "does not observe it"

        $"{conclusion}; this student's gradient is {gradient}, it {sight}, and alpha = {Rational.toString (setting.Alpha k j)}"

    /// An instance is a teacher j and a student k. One student's gradient is enough: the others may be anything.
    let theorem alignment : InstanceTheorem<ZeroSetting, int * int> =
        { Instances = fun setting -> List.allPairs setting.Teachers setting.Students
          Conditions = [ coefficient; apart; observed; zeroGradient ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting (j, k) ->
                match setting.CreaseOf j with
                | None -> None
                | Some crease ->
                    let rho = crease.Teachers |> List.find (fst >> (=) j) |> snd

                    if (aligned alignment crease rho).IsEmpty then
                        Some
                            { Amount = 1.0
                              Locus =
                                { Layer = Some 1
                                  Sample = None
                                  Node = Some k
                                  Finding = finding alignment setting crease j k } }
                    else
                        None }

    let space =
        { ZeroSpace.standard with
            Kinds = [ Plain; Plain; Plain; Parallel; Coplanar; Hidden; Unseen; Mute ] }

    let sampled budget share space theorem =
        ZeroCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = ZeroCases.draw space
              Check = ZeroSetting.ofCase >> InstanceTheorem.check theorem
              Explain = ZeroSetting.explain }

    let claim =
        { Id = "Z.specialize"
          Kind = Theorem
          Statement =
            "If g_{1,k} = 0 on R0, k observes teacher j, alpha_kj is not 0 and no other teacher is co-planar with j, then some "
            + "student is co-planar with j. (The zero gradient of the one student k is enough.)"
          Source = "Tian 2020, theorem on specialisation with infinite data; theory.md, section 3"
          Hypotheses = InstanceTheorem.hypotheses (theorem UpToOrientation)
          Evidence =
            sampled
                { Quick = 3000
                  Ci = 15000
                  Deep = 300000 }
                0.4
                space
                (theorem UpToOrientation) }
