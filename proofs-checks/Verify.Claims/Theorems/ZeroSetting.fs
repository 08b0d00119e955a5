// What the zero-gradient theorems speak of, computed once a case and only as far as it is asked for: planes, kinks,
// observation, zero gradients; exactly. It states no theorem. Two layers (theory.md, section 3).
//
// Whether g_{1,k} = 0 on R0 is decided in two ways. Z.kink and Z.kink-converse decide it by activation regions, on each of
// which g_{1,k} is affine; the other claims by kink balance (ZeroGradient), which those two claims justify.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Oracle

type ZeroSetting(case: ZeroCase) =
    let teacher = ExactNetwork.ofNetwork case.Pair.Teacher
    let student = ExactNetwork.ofNetwork case.Pair.Student
    let box = Polytope.box case.Pair.Inputs (Rational.ofDouble case.Radius)
    let form = lazy (ResidualForm.ofPair teacher student)

    let decisions =
        Array.init (student.Width 1) (fun k ->
            lazy (ZeroGradient.decideWith form.Value box teacher student k))

    let observations =
        Array2D.init (teacher.Width 1) (student.Width 1) (fun j k ->
            lazy (Observation.observe box teacher j student k))

    let regions = lazy (Regions.all box [ teacher; student ] |> Seq.toList)

    member _.Case = case
    member _.Teacher = teacher
    member _.Student = student
    member _.Box = box
    member _.Teachers = [ 0 .. teacher.Width 1 - 1 ]
    member _.Students = [ 0 .. student.Width 1 - 1 ]

    /// f* - f as an affine function and creases: every plane of either network with its nodes.
    member _.Creases = form.Value.Creases

    member _.TeacherFanOut j = ExactNetwork.fanOut teacher j
    member _.StudentFanOut k = ExactNetwork.fanOut student k

    /// alpha_kj = v_k . v*_j
    member _.Alpha k j =
        Rationals.dot (ExactNetwork.fanOut student k) (ExactNetwork.fanOut teacher j)

    /// beta_ki = v_k . v_i
    member _.Beta k i =
        Rationals.dot (ExactNetwork.fanOut student k) (ExactNetwork.fanOut student i)

    /// g_{1,k} = 0 on R0, by kink balance.
    member _.IsZero k =
        match decisions[k].Value with
        | ZeroEverywhere
        | Vacuous -> true
        | NonZeroAt _ -> false

    member _.Decision k = decisions[k].Value

    /// Student k observes teacher j.
    member _.Observes k j = observations[j, k].Value.IsPositive

    /// The plane meets R0 where student k constrains f* - f: in E_k for c = 0, anywhere for c > 0.
    member _.Sees k plane =
        match Hyperplane.meets (Observation.seen box student k) plane with
        | InteriorPoint _ -> true
        | NoInterior _ -> false

    /// The plane of teacher j with its nodes; None for a constant node.
    member setting.CreaseOf j =
        setting.Creases
        |> List.tryFind (fun crease -> crease.Teachers |> List.exists (fst >> (=) j))

    member _.Regions = regions.Value

    /// g_{1,k} on a region: gradient and constant.
    member _.GradientOn (region: Region) k =
        let gate =
            if region.Gates[1].[0].[k] then
                Rational.one
            else
                student.Leak

        let difference = Array.map2 (Array.map2 (-)) region.Outputs[0] region.Outputs[1]

        (Rationals.zeros (student.Inputs + 1), Array.zip (ExactNetwork.fanOut student k) difference)
        ||> Array.fold (fun sum (v, row) -> Rationals.addScaled sum (gate * v) row)

    /// g_{1,k} = 0 on R0, region by region. (At points between regions g_1 is 0 too: F_k is continuous.)
    member setting.IsZeroByRegions k =
        regions.Value
        |> List.forall (fun region -> Rationals.isZero (setting.GradientOn region k))

module ZeroSetting =
    let ofCase (case: ZeroCase) = ZeroSetting case

    /// The rank of a list of vectors of `length` entries.
    let rank length (vectors: Rational[] list) =
        match vectors with
        | [] -> 0
        | _ ->
            let rows = List.toArray vectors

            length
            - List.length (LinearSystem.kernel (Array2D.init rows.Length length (fun i j -> rows[i][j])))

    /// "3/2", and "(1, -1/2)".
    let vector (values: Rational[]) =
        values |> Array.map Rational.toString |> String.concat ", " |> sprintf "(%s)"

    /// The largest magnitude, for a report.
    let magnitude (values: Rational[]) =
        values |> Array.map (Rational.abs >> Rational.toDouble) |> Array.fold max 0.0

    let private decision (setting: ZeroSetting) k =
        match setting.Decision k with
        | ZeroEverywhere -> "zero on the box"
        | Vacuous -> "zero on the box: the node is nowhere active"
        | NonZeroAt(x, value, cause) ->
            let reason =
                match cause with
                | KinkImbalance(plane, imbalance) ->
                    $"the kinks on {vector plane.Normal} . x + {Rational.toString plane.Offset} = 0 leave {Rational.toString imbalance}"
                | AffineRemainder form -> $"an affine function {vector form} is left"

            $"{Rational.toString value} at x = {vector x}: {reason}"

    /// The networks, what every plane carries, every student's gradient, and who observes whom.
    let describe (setting: ZeroSetting) =
        let names letter nodes =
            nodes
            |> List.map (fun (i, rho) -> $"{letter} {i} (factor {Rational.toString rho})")

        [ yield! Trace.pair setting.Case.Pair
          yield $"box: (-{setting.Case.Radius}, {setting.Case.Radius})^{setting.Student.Inputs}"
          yield "planes"

          for crease in setting.Creases do
              let nodes = names "teacher" crease.Teachers @ names "student" crease.Students

              yield
                  $"""  {vector crease.Hyperplane.Normal} . x + {Rational.toString crease.Hyperplane.Offset} = 0: {String.concat ", " nodes}; kink of f* - f {vector crease.Kink}"""

          yield "gradients"

          for k in setting.Students do
              yield $"  g_1,{k}: {decision setting k}"

          yield "observation"

          for j in setting.Teachers do
              let observers = setting.Students |> List.filter (fun k -> setting.Observes k j)

              yield
                  $"""  teacher {j}: {if observers.IsEmpty then
                                          "observed by nobody"
                                      else
                                          "observed by students " + String.concat ", " (List.map string observers)}""" ]

    /// What a claim that is checked on a setting prints: the setting, and the finding.
    let explain case (locus: Verify.Claims.Locus option) =
        describe (ofCase case)
        @ (locus |> Option.map Verify.Claims.Locus.describe |> Option.toList)
