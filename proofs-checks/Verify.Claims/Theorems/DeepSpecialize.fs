// M.specialize: a zero gradient around one point of a teacher's boundary, inside one region of the upper gates, puts a
// lowest-layer student on the teacher's plane. Decided exactly around chosen points of the boundary.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Oracle

/// A teacher's boundary point with a cube around it.
type BoundaryPoint =
    {
        TeacherNode: int
        Point: DeepPoint
        /// Some node of the layers from 2 up, of either network, is zero at the point.
        OnUpperBoundary: bool
        /// For every student whether g_1 = 0 almost everywhere on the cube, as far as it was decided.
        ZeroAround: Lazy<bool option[]>
    }

type DeepSetting(case: ZeroCase) =
    let pair = ExactPair.ofPair case.Pair
    let teacher = ExactNetwork.ofNetwork case.Pair.Teacher
    let student = ExactNetwork.ofNetwork case.Pair.Student
    let box = Polytope.box case.Pair.Inputs (Rational.ofDouble case.Radius)

    /// Regions visited around a point; more are left undecided. A cube meets few.
    let limit = 400

    /// By how much z_{l,k} can change when no coordinate of x changes by more than 1: sigma does not stretch, so it is the
    /// sum of |W| times what the layer below can change by. Per layer, from 1 up.
    let growths (network: ExactNetwork) =
        let next (below: Rational[]) (rows: Rational[][]) =
            Array.init rows[0].Length (fun k ->
                (Rational.zero, Array.indexed below)
                ||> Array.fold (fun sum (i, change) -> sum + Rational.abs rows.[i].[k] * change))

        let inputs = Array.create network.Inputs Rational.one
        network.Layers[.. network.Depth - 2] |> Array.scan next inputs |> Array.tail

    let growth = [ Teacher, growths teacher; Student, growths student ]

    /// Half the size at which a node that is not zero at the point could become so, or the box could be left.
    let cube (point: DeepPoint) =
        let reach =
            [ for side, layers in growth do
                  for l in 1 .. layers.Length do
                      for k in 0 .. layers.[l - 1].Length - 1 do
                          let z = Rational.abs (point.PreActivation(side, l, k))

                          if not (Rational.isZero z) && not (Rational.isZero layers.[l - 1].[k]) then
                              z / layers.[l - 1].[k]
              for x in point.X do
                  Rational.ofDouble case.Radius - Rational.abs x ]
            |> List.min

        let half = Rationals.stepBelow (Some reach)

        let unit i s =
            Array.init point.X.Length (fun j -> if i = j then s else Rational.zero)

        { Dimension = point.X.Length
          Inequalities =
            [ for i in 0 .. point.X.Length - 1 do
                  unit i Rational.one, point.X[i] + half
                  unit i (Rational.neg Rational.one), half - point.X[i] ] }

    let around j x =
        let point = DeepPoint(pair, x)

        { TeacherNode = j
          Point = point
          OnUpperBoundary =
            growth
            |> List.exists (fun (side, layers) ->
                seq { 2 .. layers.Length }
                |> Seq.exists (fun l ->
                    seq { 0 .. layers.[l - 1].Length - 1 }
                    |> Seq.exists (fun k -> Rational.isZero (point.PreActivation(side, l, k)))))
          ZeroAround =
            lazy
                (DeepZeroGradient.decide limit (cube point) teacher student
                 |> Array.map (fun decision ->
                     match decision with
                     | ZeroAlmostEverywhere
                     | InactiveAlmostEverywhere -> Some true
                     | DeepNonZeroAt _ -> Some false
                     | UndecidedAfter _ -> None)) }

    /// Points of teacher j's boundary inside the box: a deepest one, and steps from it along the plane.
    let pointsOf j =
        match ExactNetwork.hyperplane teacher j with
        | None -> []
        | Some(plane, _) ->
            match Hyperplane.meets box plane with
            | NoInterior _ -> []
            | InteriorPoint(centre, _) ->
                let along =
                    LinearSystem.kernel (Array2D.init 1 plane.Normal.Length (fun _ i -> plane.Normal[i]))

                centre
                :: [ for u in along do
                         for direction in [ u; Rationals.negate u ] do
                             let s = Rationals.stepBelow (Polytope.reach centre direction box)
                             Rationals.addScaled centre (s * Rational.create 5I 8I) direction ]

    let points =
        lazy
            ([ for j in 0 .. teacher.Width 1 - 1 -> pointsOf j |> List.map (around j) ]
             |> List.concat)

    member _.Case = case
    member _.Teacher = teacher
    member _.Student = student
    member _.Points = points.Value
    member _.Students = [ 0 .. student.Width 1 - 1 ]

    /// The lowest-layer nodes of a network on the plane of teacher j.
    member _.OnPlane(network: ExactNetwork, j) =
        let planeOf network k =
            ExactNetwork.hyperplane network k |> Option.map fst

        [ 0 .. network.Width 1 - 1 ]
        |> List.filter (fun k -> planeOf network k = planeOf teacher j)

module DeepSpecialize =
    let private coefficient =
        InstanceTheorem.condition
            "coefficient"
            "alpha_kj is not 0 at the point"
            (fun (_: DeepSetting) (at: BoundaryPoint, k: int) ->
                not (Rational.isZero (at.Point.Alpha k at.TeacherNode)))

    let private apart =
        InstanceTheorem.condition
            "teachers apart"
            "no other lowest-layer teacher is co-planar with teacher j"
            (fun (setting: DeepSetting) (at, _) ->
                (setting.OnPlane(setting.Teacher, at.TeacherNode)).Length = 1)

    let private observed =
        InstanceTheorem.condition
            "observed"
            "the point of teacher j's boundary is in E_k (for c > 0: k is not zero there)"
            (fun (setting: DeepSetting) (at, k) ->
                let sign = Rational.sign (at.Point.PreActivation(Student, 1, k))
                sign > 0 || sign < 0 && Rational.sign setting.Student.Leak > 0)

    let private oneRegion =
        InstanceTheorem.condition
            "one region"
            "no node of the layers from 2 up, of either network, is zero at the point, so that a cube around it is in one region"
            (fun (_: DeepSetting) (at, _) -> not at.OnUpperBoundary)

    let private zeroGradient =
        InstanceTheorem.condition
            "zero gradient"
            "g_{1,k} = 0 almost everywhere on a cube around the point"
            (fun (_: DeepSetting) (at, k) -> at.ZeroAround.Value.[k] = Some true)

    /// An instance is a point of a teacher's boundary and a student k.
    let theorem: InstanceTheorem<DeepSetting, BoundaryPoint * int> =
        { Instances = fun setting -> List.allPairs setting.Points setting.Students
          Conditions = [ coefficient; apart; observed; oneRegion; zeroGradient ]
          Conclusion =
            fun setting (at, k) ->
                if (setting.OnPlane(setting.Student, at.TeacherNode)).IsEmpty then
                    let x = ZeroSetting.vector at.Point.X
                    let upper = if at.OnUpperBoundary then "on" else "off"

                    let zero =
                        if at.ZeroAround.Value.[k] = Some true then
                            "zero"
                        else
                            "not zero"

                    Some
                        { Amount = 1.0
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding =
                                $"no lowest-layer student is co-planar with teacher {at.TeacherNode}; around its boundary point x = {x}, {upper} the upper boundaries, this student's gradient is {zero}, and alpha = {Rational.toString (at.Point.Alpha k at.TeacherNode)}" } }
                else
                    None }

    let explain case (locus: Locus option) =
        let setting = DeepSetting case

        [ yield! Trace.pair case.Pair
          yield $"box: (-{case.Radius}, {case.Radius})^{case.Pair.Inputs}"

          for at in setting.Points do
              let upper = if at.OnUpperBoundary then ", on an upper boundary" else ""
              yield $"boundary of teacher {at.TeacherNode} at x = {ZeroSetting.vector at.Point.X}{upper}"
              yield $"  g_1 = {ZeroSetting.vector at.Point.Gradient}"

              for k in setting.Students do
                  let around =
                      match at.ZeroAround.Value.[k] with
                      | Some true -> "zero"
                      | Some false -> "not zero"
                      | None -> "undecided"

                  yield
                      $"  student {k}: alpha = {Rational.toString (at.Point.Alpha k at.TeacherNode)}, gradient around the point {around}"

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    let space =
        { ZeroSpace.standard with
            Depths = [ 2; 3; 3; 4 ]
            Inputs = [ 1; 2; 2; 3 ]
            Widths = [ 1; 2 ]
            UpperWidths = [ 2; 3 ]
            Outputs = [ 2; 3 ]
            Copies = [ 1; 1; 2 ]
            Idle = [ 0; 0; 1 ]
            Kinds = [ Plain; Plain; Plain; Plain; Parallel; Coplanar; Hidden ]
            Changes = [ Exact; Exact; Exact; Exact; Nudged ] }

    let sampled budget share space theorem =
        ZeroCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = ZeroCases.draw space
              Check = DeepSetting >> InstanceTheorem.check theorem
              Explain = explain }

    let claim =
        { Id = "M.specialize"
          Kind = Theorem
          Statement =
            "If g_{1,k} = 0 around a point of teacher j's boundary that is in E_k and on no boundary of the layers from 2 up, alpha_kj "
            + "is not 0 there and no other teacher is co-planar with j, then some lowest-layer student is co-planar with j."
          Source =
            "Tian 2020, section 5; theory.md, section 5 (which does not ask that teachers are not co-planar)"
          Hypotheses = InstanceTheorem.hypotheses theorem
          Evidence =
            sampled
                { Quick = 1200
                  Ci = 6000
                  Deep = 120000 }
                0.3
                space
                theorem }
