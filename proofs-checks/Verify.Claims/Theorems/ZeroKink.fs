// Z.kink and Z.kink-converse: zero gradient on R0 is kink balance at every visible plane and F_k = 0 on one cell. The
// gradient is decided here by activation regions, not by kinks, so that neither claim rests on itself.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Geometry

/// How the two sides of the balance are weighted.
type KinkRule =
    /// by ||w~||
    | ByNorm
    /// falsified: by ||w~|| with the sign of the orientation
    | Signed
    /// falsified: every node alike
    | Unweighted

module ZeroKink =
    /// Students without fan-out are left out: everything said of them is 0 = 0.
    let private speaking (setting: ZeroSetting) =
        setting.Students
        |> List.filter (fun k -> not (Rationals.isZero (setting.StudentFanOut k)))

    /// sum of alpha_ki ||w~*_i|| - sum of beta_ki ||w~_i|| over the nodes on the plane, in units of ||Normal||.
    let imbalance rule (setting: ZeroSetting) k (crease: Crease) =
        let weight rho =
            match rule with
            | ByNorm -> Rational.abs rho
            | Signed -> rho
            | Unweighted -> Rational.one

        let side coefficient nodes =
            nodes
            |> List.fold (fun sum (i, rho) -> sum + coefficient k i * weight rho) Rational.zero

        side setting.Alpha crease.Teachers - side setting.Beta crease.Students

    let private zeroGradient zero =
        InstanceTheorem.condition
            "zero gradient"
            "g_{1,k} = 0 on R0 for the student k"
            (fun setting (k: int, _) -> zero setting k)

    let private meets =
        InstanceTheorem.condition
            "the plane meets E_k"
            "the plane meets E_k inside R0 (for c > 0: meets R0)"
            (fun (setting: ZeroSetting) (k: int, crease: Crease) -> setting.Sees k crease.Hyperplane)

    /// An instance is a student k and a plane that carries a node of either network.
    let theorem rule : InstanceTheorem<ZeroSetting, int * Crease> =
        { Instances = fun setting -> List.allPairs (speaking setting) setting.Creases
          Conditions =
            [ zeroGradient (fun (setting: ZeroSetting) k -> setting.IsZeroByRegions k)
              meets ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun setting (k, crease) ->
                let left = imbalance rule setting k crease

                if Rational.isZero left then
                    None
                else
                    let plane = crease.Hyperplane

                    Some
                        { Amount = abs (Rational.toDouble left)
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding =
                                $"on the plane {ZeroSetting.vector plane.Normal} . x + {Rational.toString plane.Offset} = 0 the two sums differ by {Rational.toString left}" } } }

    /// d + 1 affinely independent points of a cell: its inner point and one step from it along every axis.
    let private pointsOf (region: Region) =
        let unit i =
            Array.init region.Inner.Length (fun j -> if i = j then Rational.one else Rational.zero)

        region.Inner
        :: [ for i in 0 .. region.Inner.Length - 1 ->
                 let s = Rationals.stepBelow (Polytope.reach region.Inner (unit i) region.Cell)
                 Rationals.addScaled region.Inner s (unit i) ]

    /// F_k at a point: v_k . (f* - f).
    let private mixture (setting: ZeroSetting) k x =
        Rationals.dot (setting.StudentFanOut k) (ExactNetwork.residual setting.Teacher setting.Student x)

    /// For any instance that starts with the student k.
    let private balanced () =
        InstanceTheorem.condition
            "balance"
            "the balance of Z.kink holds at every plane that the student k sees in R0"
            (fun (setting: ZeroSetting) (k: int, _) ->
                setting.Creases
                |> List.forall (fun crease ->
                    Rational.isZero (imbalance ByNorm setting k crease)
                    || not (setting.Sees k crease.Hyperplane)))

    let private zeroOnCell =
        InstanceTheorem.condition
            "zero on a cell"
            "F_k = 0 on d+1 affinely independent points of one cell of E_k in R0"
            (fun (setting: ZeroSetting) (k: int, region: Region) ->
                pointsOf region |> List.forall (mixture setting k >> Rational.isZero))

    /// Falsified: d points of the cell. A plane that meets the cell has as many, affinely independent.
    let private zeroAtFewer =
        InstanceTheorem.condition
            "zero at d points"
            "F_k = 0 on d affinely independent points of one cell of E_k in R0"
            (fun (setting: ZeroSetting) (k: int, region: Region) ->
                let form = setting.GradientOn region k
                let gradient = Array.take setting.Student.Inputs form

                match Hyperplane.ofAffine gradient form[setting.Student.Inputs] with
                | None -> Rationals.isZero form
                | Some(plane, _) ->
                    match Hyperplane.meets region.Cell plane with
                    | InteriorPoint _ -> true
                    | NoInterior _ -> false)

    /// A region where g_{1,k} is not zero.
    let private remainder (setting: ZeroSetting) k =
        setting.Regions
        |> List.tryFind (fun region -> not (Rationals.isZero (setting.GradientOn region k)))
        |> Option.map (fun region ->
            let form = setting.GradientOn region k

            { Amount = ZeroSetting.magnitude form
              Locus =
                { Layer = Some 1
                  Sample = None
                  Node = Some k
                  Finding =
                    $"around x = {ZeroSetting.vector region.Inner} the gradient is {ZeroSetting.vector form} . [x; 1], not 0" } })

    /// Whether a region lies in E_k, z_k > 0: the gate is open, and the node is not zero everywhere. Such a node has gate 1
    /// but an empty E_k: it sees no plane, and F_k = 0 on one cell says nothing of the others.
    let private isCellOf (setting: ZeroSetting) k (region: Region) =
        region.Gates[1].[0].[k]
        && setting.Student.Layers[0]
           |> Array.exists (fun row -> not (Rational.isZero row[k]))

    /// An instance is a student k and a cell of E_k.
    let converse: InstanceTheorem<ZeroSetting, int * Region> =
        { Instances =
            fun setting ->
                [ for k in speaking setting do
                      for region in setting.Regions do
                          if isCellOf setting k region then
                              k, region ]
          Conditions = [ zeroOnCell; balanced () ]
          Measure = InstanceTheorem.exact
          Conclusion = fun setting (k, _) -> remainder setting k }

    /// d + 1 affinely independent points, each the inner point of another cell where k is active; None when there are not
    /// so many.
    let private scattered (setting: ZeroSetting) k =
        let d = setting.Student.Inputs

        let active = setting.Regions |> List.filter (isCellOf setting k) |> List.map _.Inner

        let extend points x =
            match points with
            | [] -> [ x ]
            | origin :: _ ->
                let span = x :: points |> List.map (fun y -> Array.map2 (-) y origin)

                if ZeroSetting.rank d span = points.Length then
                    points @ [ x ]
                else
                    points

        let chosen = List.fold extend [] active
        if chosen.Length = d + 1 then Some chosen else None

    let private zeroAtScattered =
        InstanceTheorem.condition
            "zero at scattered points"
            "F_k = 0 on d+1 affinely independent points of E_k in R0, each in another cell"
            (fun (setting: ZeroSetting) (k: int, points) ->
                points |> List.forall (mixture setting k >> Rational.isZero))

    /// The points need not be of one cell: balance leaves F_k affine on all of E_k in R0.
    let fromScatteredPoints: InstanceTheorem<ZeroSetting, int * Rational[] list> =
        { Instances =
            fun setting ->
                speaking setting
                |> List.choose (fun k -> scattered setting k |> Option.map (fun points -> k, points))
          Conditions = [ zeroAtScattered; balanced () ]
          Measure = InstanceTheorem.exact
          Conclusion = fun setting (k, _) -> remainder setting k }

    /// Falsified: d points in place of d + 1.
    let fromFewerPoints =
        { converse with
            Conditions = [ zeroAtFewer; balanced () ] }

    /// Every kind of zero-gradient student, and near misses. Few nodes: every activation region is visited.
    let space =
        { ZeroSpace.standard with
            Copies = [ 1; 1; 2 ]
            Idle = [ 0; 0; 1 ]
            Kinds = [ Plain; Plain; Parallel; Coplanar; Hidden; Unseen; Mute ] }

    let claim =
        { Id = "Z.kink"
          Kind = Theorem
          Statement =
            "If g_{1,k} = 0 on R0 and a plane meets E_k in R0, then the sum over teachers i on the plane of alpha_ki ||w~*_i|| "
            + "equals the sum over students i on it of beta_ki ||w~_i||."
          Source = "Tian 2020, section 4 (proof of the specialisation theorem); theory.md, section 3"
          Hypotheses = InstanceTheorem.hypotheses (theorem ByNorm)
          Evidence =
            ZeroCases.sampled
                { Budget =
                    { Quick = 3000
                      Ci = 15000
                      Deep = 300000 }
                  MinimumShare = 0.5
                  Generate = ZeroCases.draw space
                  Check = ZeroSetting.ofCase >> InstanceTheorem.check (theorem ByNorm)
                  Explain = ZeroSetting.explain } }

    let converseClaim =
        { Id = "Z.kink-converse"
          Kind = Theorem
          Statement =
            "If the balance of Z.kink holds at every plane that k sees in R0, and F_k = 0 on d+1 affinely independent points of "
            + "one cell of E_k in R0, then g_{1,k} = 0 on all of R0."
          Source = "theory.md, section 3"
          Hypotheses = InstanceTheorem.hypotheses converse
          Evidence =
            ZeroCases.sampled
                { Budget =
                    { Quick = 3000
                      Ci = 15000
                      Deep = 300000 }
                  MinimumShare = 0.5
                  Generate = ZeroCases.draw space
                  Check = ZeroSetting.ofCase >> InstanceTheorem.check converse
                  Explain = ZeroSetting.explain } }

    /// That the points are of one cell is not needed.
    let withoutOneCell =
        { Id = "Z.kink-converse/without-one-cell"
          Kind = Theorem
          Statement =
            "Z.kink-converse also where the d+1 points are of different cells: that they are of one cell is not needed (balance "
            + "leaves F_k affine on E_k in R0)."
          Source = "ablation of Z.kink-converse; theory.md, sections 3 and 7"
          Hypotheses = InstanceTheorem.hypotheses fromScatteredPoints
          Evidence =
            ZeroCases.sampled
                { Budget =
                    { Quick = 1000
                      Ci = 5000
                      Deep = 100000 }
                  MinimumShare = 0.3
                  Generate = ZeroCases.draw space
                  Check = ZeroSetting.ofCase >> InstanceTheorem.check fromScatteredPoints
                  Explain = ZeroSetting.explain } }
