// Z.connect: two students of zero loss are joined by line segments of zero loss, when both have spare nodes. The path is
// constructed (LossFreePath), its breakpoints and segments are checked exactly.
//
// theory.md asks that all teachers are visible and observed. With zero loss that is not needed, and spare nodes are: with as
// many nodes as the teacher the students fall into separate components.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Oracle
open Verify.Core.Networks

/// Two students of one teacher, exactly.
type ConnectSetting(case: ConnectCase) =
    member _.Case = case
    member _.Teacher = ExactNetwork.ofNetwork case.Teacher
    member _.First = ExactNetwork.ofNetwork case.First
    member _.Second = ExactNetwork.ofNetwork case.Second
    member _.Box = Polytope.box case.Teacher.Shape.Inputs (Rational.ofDouble case.Radius)
    member setting.Both = [ setting.First; setting.Second ]

module ZeroConnect =
    let private zeroLoss =
        InstanceTheorem.condition
            "zero loss"
            "both students equal the teacher on R0"
            (fun (setting: ConnectSetting) () ->
                setting.Both |> List.forall (LossFreePath.zeroLoss setting.Box setting.Teacher))

    let private spare =
        InstanceTheorem.condition
            "spare nodes"
            "each student has more nodes than the teacher and, once co-oriented copies are merged, an idle node for every teacher \
             of which it has no positive multiple"
            (fun (setting: ConnectSetting) () ->
                setting.Both |> List.forall (LossFreePath.hasSpareNodes setting.Teacher))

    let private visible =
        InstanceTheorem.condition
            "visible"
            "every teacher's boundary meets R0"
            (fun (setting: ConnectSetting) () ->
                [ 0 .. setting.Teacher.Width 1 - 1 ]
                |> List.forall (fun j ->
                    match ExactNetwork.hyperplane setting.Teacher j with
                    | None -> false
                    | Some(plane, _) ->
                        match Hyperplane.meets setting.Box plane with
                        | InteriorPoint _ -> true
                        | NoInterior _ -> false))

    /// From the first student to the teacher and on to the second.
    let path (setting: ConnectSetting) =
        LossFreePath.toTeacher setting.Teacher setting.First
        @ List.rev (LossFreePath.toTeacher setting.Teacher setting.Second)
        |> LossFreePath.withoutRepeats

    let private breach finding =
        { Amount = 1.0
          Locus = Locus.everywhere finding }

    let theorem: InstanceTheorem<ConnectSetting, unit> =
        { Instances = fun _ -> [ () ]
          Conditions = [ visible; zeroLoss; spare ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting () ->
                let path = path setting

                if List.head path <> setting.First || List.last path <> setting.Second then
                    Some(breach "the path does not join the two students")
                else
                    LossFreePath.fault setting.Box setting.Teacher path |> Option.map breach }

    /// Falsified: the straight segment will do.
    let straight =
        theorem
        |> InstanceTheorem.concluding (fun setting () ->
            let half = Rational.inverse (Rational.ofInt 2)
            let mean = Array.map2 (fun a b -> half * (a + b))

            let middle =
                { setting.First with
                    Layers = Array.map2 (Array.map2 mean) setting.First.Layers setting.Second.Layers }

            if LossFreePath.zeroLoss setting.Box setting.Teacher middle then
                None
            else
                Some(breach "the loss is not zero half-way between the two students"))

    let private noSpare =
        InstanceTheorem.condition
            "not: spare nodes"
            "the students have no more nodes than the teacher, whose planes are distinct and whose fan-outs are not zero"
            (fun (setting: ConnectSetting) () ->
                let teacher = setting.Teacher
                let nodes = [ 0 .. teacher.Width 1 - 1 ]

                let planes =
                    nodes |> List.choose (ExactNetwork.hyperplane teacher >> Option.map fst)

                setting.First.Width 1 = teacher.Width 1
                && (List.distinct planes).Length = nodes.Length
                && nodes
                   |> List.forall (fun j -> not (Rationals.isZero (ExactNetwork.fanOut teacher j))))

    /// Which plane each node is on, and with which orientation. Without spare nodes every student of zero loss has exactly
    /// one node on each teacher's plane (f* has a kink there), so along a path of zero loss the nodes' planes, which move
    /// continuously among finitely many, stay: students that differ here are not joined by any path.
    let private arrangement (student: ExactNetwork) =
        [ 0 .. student.Width 1 - 1 ]
        |> List.map (fun k ->
            ExactNetwork.hyperplane student k
            |> Option.map (fun (plane, rho) -> plane, Rational.sign rho))

    let withoutSpare: InstanceTheorem<ConnectSetting, unit> =
        { Instances = fun _ -> [ () ]
          Conditions = [ visible; noSpare; zeroLoss ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting () ->
                if arrangement setting.First = arrangement setting.Second then
                    None
                else
                    Some(
                        breach
                            "without spare nodes a node stays on its plane along any path of zero loss, but the two students have the planes arranged differently"
                    ) }

    let space =
        { ZeroSpace.standard with
            Kinds = [ Plain; Plain; Coplanar; Parallel ]
            Spans = [ AllOutputs ]
            Changes = [ Exact ] }

    let explain (case: ConnectCase) (locus: Locus option) =
        let setting = ConnectSetting case

        [ yield! Trace.pair (NetworkPair(case.Teacher, case.First))
          yield "the second student:"
          yield!
              Trace.pair (NetworkPair(case.Teacher, case.Second))
              |> List.skipWhile (fun line -> not (line.StartsWith "student"))
          yield $"box: (-{case.Radius}, {case.Radius})^{case.Teacher.Shape.Inputs}"

          if setting.Both |> List.forall (LossFreePath.hasSpareNodes setting.Teacher) then
              for i, point in List.indexed (path setting) do
                  yield
                      $"breakpoint {i}: loss zero on the box: {LossFreePath.zeroLoss setting.Box setting.Teacher point}"

                  for k in 0 .. point.Width 1 - 1 do
                      let direction, offset = ExactNetwork.node point k

                      yield
                          $"  node {k}: z = {ZeroSetting.vector direction} . x + {Rational.toString offset}, fan-out {ZeroSetting.vector (ExactNetwork.fanOut point k)}"

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    let sampled budget share space spares theorem =
        ConnectCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = ConnectCases.draw space spares
              Check = ConnectSetting >> InstanceTheorem.check theorem
              Explain = explain }

    let claim =
        { Id = "Z.connect"
          Kind = Theorem
          Statement =
            "Two students of equal width with zero loss on R0, all teachers visible there, are joined by a path of line segments on "
            + "which the loss stays zero, if both have spare nodes."
          Source =
            "Tian 2020, section 4 (connected zero-loss students); theory.md, section 3 (which does not ask for spare nodes)"
          Hypotheses = InstanceTheorem.hypotheses theorem
          Evidence =
            sampled
                { Quick = 2000
                  Ci = 10000
                  Deep = 200000 }
                0.5
                space
                [ 1; 2; 3 ]
                theorem }

    /// Visibility, and with it observation, is not needed.
    let withoutVisible =
        { Id = "Z.connect/without-visible"
          Kind = Theorem
          Statement =
            "Z.connect also where some teacher's boundary does not meet R0: visible teachers are not needed."
          Source = "ablation of Z.connect; theory.md, sections 3 and 7"
          Hypotheses =
            theorem
            |> InstanceTheorem.without visible.Hypothesis.Name
            |> InstanceTheorem.hypotheses
          Evidence =
            sampled
                { Quick = 1000
                  Ci = 5000
                  Deep = 100000 }
                0.4
                { space with
                    Kinds = [ Hidden ]
                    Widths = [ 2; 2; 3 ] }
                [ 1; 2; 3 ]
                (InstanceTheorem.without visible.Hypothesis.Name theorem) }
