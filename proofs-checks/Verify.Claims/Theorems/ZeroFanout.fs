// Z.fanout and Z.prune: where the observers' fan-outs span the outputs, the fan-outs on a plane add up to the teacher's,
// or to nothing on a plane without a teacher.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry

/// What is said of the students on a plane without a teacher.
type PruneRule =
    /// Their weighted fan-outs sum to zero; one that is alone has fan-out zero and can be removed.
    | Together
    /// Falsified: each of them has fan-out zero.
    | Each

module ZeroFanout =
    /// sum over the nodes of |rho| v, where |rho| = ||w~|| / ||Normal||.
    let private weightedSum outputs fanOut nodes =
        (Rationals.zeros outputs, nodes)
        ||> List.fold (fun sum (i, rho) -> Rationals.addScaled sum (Rational.abs rho) (fanOut i))

    /// The students that see a plane inside R0.
    let private observers (setting: ZeroSetting) (crease: Crease) =
        setting.Students |> List.filter (fun k -> setting.Sees k crease.Hyperplane)

    let private zeroGradient =
        InstanceTheorem.condition
            "zero gradient"
            "g_{1,k} = 0 on R0 for every student k that observes the plane"
            (fun (setting: ZeroSetting) (crease: Crease) ->
                observers setting crease |> List.forall setting.IsZero)

    let private spanning =
        InstanceTheorem.condition
            "fan-outs span"
            "the fan-outs of the plane's observers span the outputs"
            (fun (setting: ZeroSetting) (crease: Crease) ->
                let outputs = setting.Student.Outputs
                let fanOuts = observers setting crease |> List.map setting.StudentFanOut
                ZeroSetting.rank outputs fanOuts = outputs)

    let private apart =
        InstanceTheorem.condition
            "teachers apart"
            "no two teachers are co-planar on it"
            (fun (_: ZeroSetting) (crease: Crease) -> crease.Teachers.Length = 1)

    let private coefficient =
        InstanceTheorem.condition
            "coefficient"
            "alpha_kj is not 0 for some observer k"
            (fun (setting: ZeroSetting) (crease: Crease) ->
                observers setting crease
                |> List.exists (fun k -> not (Rational.isZero (setting.Alpha k (fst crease.Teachers.Head)))))

    let private breach (crease: Crease) left finding =
        if Rationals.isZero left then
            None
        else
            let plane = crease.Hyperplane

            Some
                { Amount = ZeroSetting.magnitude left
                  Locus =
                    { Layer = Some 1
                      Sample = None
                      Node = None
                      Finding =
                        $"on the plane {ZeroSetting.vector plane.Normal} . x + {Rational.toString plane.Offset} = 0 {finding} {ZeroSetting.vector left}" } }

    /// An instance is a plane with a teacher. Observation need not be asked for: without observers nothing spans.
    let theorem: InstanceTheorem<ZeroSetting, Crease> =
        { Instances =
            fun setting -> setting.Creases |> List.filter (fun crease -> not crease.Teachers.IsEmpty)
          Conditions = [ apart; spanning; coefficient; zeroGradient ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting crease ->
                let outputs = setting.Student.Outputs
                let j, rho = crease.Teachers.Head
                let mine = weightedSum outputs setting.StudentFanOut crease.Students
                let theirs = Rationals.scale (Rational.abs rho) (setting.TeacherFanOut j)
                breach crease (Array.map2 (-) mine theirs) "the students' fan-outs exceed the teacher's by" }

    let private withoutTeacher =
        InstanceTheorem.condition
            "no teacher"
            "the plane carries no teacher"
            (fun (_: ZeroSetting) (crease: Crease) -> crease.Teachers.IsEmpty)

    /// The student's outputs with and without node k, at points of the box's grid.
    let private changesOutput (setting: ZeroSetting) k =
        let student = setting.Student
        let drop (row: Rational[]) = Array.removeAt k row

        let smaller =
            { student with
                Layers =
                    student.Layers
                    |> Array.mapi (fun l rows ->
                        if l = 0 then Array.map drop rows
                        elif l = 1 then Array.removeAt k rows
                        else rows) }

        let half = Rational.ofDouble (setting.Case.Radius / 2.0)

        let points =
            Rationals.zeros student.Inputs
            :: [ for i in 0 .. student.Inputs - 1 do
                     for side in [ half; Rational.neg half ] ->
                         Array.init student.Inputs (fun j -> if i = j then side else Rational.zero) ]

        points
        |> List.exists (fun x ->
            (ExactNetwork.evaluate student x).Outputs
            <> (ExactNetwork.evaluate smaller x).Outputs)

    let private leftOver rule (setting: ZeroSetting) (crease: Crease) =
        let outputs = setting.Student.Outputs

        match rule, crease.Students with
        | Each, students ->
            students
            |> List.map (fst >> setting.StudentFanOut)
            |> List.tryFind (fun v -> not (Rationals.isZero v))
            |> Option.defaultValue (Rationals.zeros outputs)
        | Together, students -> weightedSum outputs setting.StudentFanOut students

    /// An instance is a plane that carries a student.
    let prune rule : InstanceTheorem<ZeroSetting, Crease> =
        { Instances =
            fun setting -> setting.Creases |> List.filter (fun crease -> not crease.Students.IsEmpty)
          Conditions = [ withoutTeacher; spanning; zeroGradient ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting crease ->
                match
                    breach crease (leftOver rule setting crease) "the students' fan-outs leave",
                    crease.Students
                with
                | Some found, _ -> Some found
                | None, [ k, _ ] when changesOutput setting k ->
                    Some
                        { Amount = 1.0
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding = "removing this student changes the output" } }
                | None, _ -> None }

    /// Spans of all outputs, so that observers' fan-outs can span them.
    let space =
        { ZeroSpecialize.space with
            Spans = [ AllOutputs; AllOutputs; AllOutputs; FirstOutputs ]
            Cancelling = [ 0; 1 ] }

    let claim =
        { Id = "Z.fanout"
          Kind = Theorem
          Statement =
            "If g_1 = 0 on R0 for the observers of teacher j, their fan-outs span R^C and no other teacher is co-planar with j, "
            + "then the sum over students k' on j's plane of ||w~_k'|| v_k' is ||w~*_j|| v*_j."
          Source = "Tian 2020, section 4; theory.md, section 3"
          Hypotheses = InstanceTheorem.hypotheses theorem
          Evidence =
            ZeroSpecialize.sampled
                { Quick = 1500
                  Ci = 8000
                  Deep = 150000 }
                0.2
                space
                theorem }

    let pruneClaim =
        { Id = "Z.prune"
          Kind = Theorem
          Statement =
            "If g_1 = 0 on R0 for the observers of a plane that carries students but no teacher, and their fan-outs span R^C, then "
            + "the sum over students on it of ||w~|| v is 0; a student alone on it has v = 0, and removing it changes no output."
          Source = "Tian 2020, section 4 (pruning); theory.md, section 3"
          Hypotheses = InstanceTheorem.hypotheses (prune Together)
          Evidence =
            ZeroSpecialize.sampled
                { Quick = 1500
                  Ci = 8000
                  Deep = 150000 }
                0.2
                space
                (prune Together) }

    /// The hypothesis alpha_kj <> 0 is not needed: this is what Z.fanout says where it fails.
    let withoutCoefficient =
        { Id = "Z.fanout/without-coefficient"
          Kind = Theorem
          Statement =
            "Z.fanout also where alpha_kj = 0 for every observer k: the hypothesis alpha_kj <> 0 is not needed (fan-outs that span "
            + "leave v*_j = 0 only)."
          Source = "ablation of Z.fanout; theory.md, sections 3 and 7"
          Hypotheses =
            theorem
            |> InstanceTheorem.without coefficient.Hypothesis.Name
            |> InstanceTheorem.hypotheses
          Evidence =
            ZeroSpecialize.sampled
                { Quick = 1000
                  Ci = 5000
                  Deep = 100000 }
                0.2
                { space with
                    Kinds = [ Mute ]
                    Spans = [ AllOutputs ] }
                (InstanceTheorem.without coefficient.Hypothesis.Name theorem) }
