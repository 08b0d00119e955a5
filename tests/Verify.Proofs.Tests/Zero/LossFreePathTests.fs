/// Paths of zero loss: the decision of zero loss against evaluation at points, the faults that a path can have, and points
/// between breakpoints.
module Verify.Proofs.Tests.Zero.LossFreePathTests

open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Theorems

let private space =
    { ZeroConnect.space with
        Kinds = [ Plain; Coplanar; Parallel; Hidden; Annulled ] }

let private settings count space =
    [ for seed in 1UL .. count ->
          ConnectSetting(ConnectCases.family.Make(ConnectCases.draw space [ 0; 1; 2; 3 ] seed)) ]

let private grid (setting: ConnectSetting) =
    let r = Rational.ofDouble setting.Case.Radius

    let at (n: int) =
        r * (Rational.ofInt n / Rational.ofInt 7)

    let rec points d =
        match d with
        | 0 -> [ [] ]
        | _ ->
            [ for rest in points (d - 1) do
                  for n in [ -6; -3; -1; 2; 5 ] -> at n :: rest ]

    points setting.Teacher.Inputs |> List.map Array.ofList

let private agrees (setting: ConnectSetting) student =
    grid setting
    |> List.forall (fun x -> Rationals.isZero (ExactNetwork.residual setting.Teacher student x))

[<Fact>]
let ``zero loss is decided as evaluation at points says`` () =
    let decided =
        [ for setting in
              settings
                  120UL
                  { space with
                      Changes = [ Exact; Nudged; Dropped; Unrelated ] } do
              for student in setting.Both do
                  let zero = LossFreePath.zeroLoss setting.Box setting.Teacher student

                  // Points cannot show that a loss is zero, but they refute it when it is not, unless it hides between them.
                  if zero then
                      Assert.True(agrees setting student)

                  zero, agrees setting student ]

    let zeros = decided |> List.filter fst |> List.length

    let hidden =
        decided |> List.filter (fun (zero, agreed) -> agreed && not zero) |> List.length

    Assert.True(zeros > 40 && zeros < 200, $"{zeros}")
    Assert.True(hidden < 12, $"{hidden} losses between the points")

[<Fact>]
let ``the path ends at the teacher and keeps the function between its breakpoints`` () =
    let third = Rational.inverse (Rational.ofInt 3)

    let joined =
        settings 60UL space
        |> List.filter (fun setting -> LossFreePath.hasSpareNodes setting.Teacher setting.First)

    Assert.True(joined.Length > 30, $"{joined.Length}")

    for setting in joined do
        let path = LossFreePath.toTeacher setting.Teacher setting.First
        let m = setting.Teacher.Width 1
        let last = List.last path
        Assert.Equal(setting.First, List.head path)
        Assert.Equal(None, LossFreePath.fault setting.Box setting.Teacher path)

        for j in 0 .. m - 1 do
            Assert.Equal(ExactNetwork.node setting.Teacher j, ExactNetwork.node last j)
            Assert.Equal<Rational>(ExactNetwork.fanOut setting.Teacher j, ExactNetwork.fanOut last j)

        for a, b in List.pairwise path do
            let between x y = x + third * (y - x)

            let inner =
                { a with
                    Layers = Array.map2 (Array.map2 (Array.map2 between)) a.Layers b.Layers }

            Assert.True(agrees setting inner)

[<Fact>]
let ``a path with a jump or a loss is faulty`` () =
    let setting =
        settings 60UL { space with Kinds = [ Plain ] }
        |> List.find (fun setting ->
            LossFreePath.hasSpareNodes setting.Teacher setting.First
            && (LossFreePath.toTeacher setting.Teacher setting.First).Length > 3)

    let path = LossFreePath.toTeacher setting.Teacher setting.First
    let jump = [ List.head path; List.last path ]

    Assert.Equal(
        Some "segment 0 is neither a shift of fan-outs nor a move of idle nodes",
        LossFreePath.fault setting.Box setting.Teacher jump
    )

    let moved =
        { List.last path with
            Layers =
                (List.last path).Layers
                |> Array.map (Array.map (Rationals.scale (Rational.ofInt 2))) }

    Assert.Equal(
        Some $"the loss is not zero at breakpoint {path.Length} of {path.Length + 1}",
        LossFreePath.fault setting.Box setting.Teacher (path @ [ moved ])
    )

[<Fact>]
let ``without spare nodes there is no construction`` () =
    let setting =
        settings
            100UL
            { space with
                Kinds = [ Plain ]
                Copies = [ 1 ]
                Idle = [ 0 ]
                Cancelling = [ 0 ]
                Orientations = [ Same ] }
        |> List.find (fun setting -> setting.First.Width 1 = setting.Teacher.Width 1)

    Assert.False(LossFreePath.hasSpareNodes setting.Teacher setting.First)

    Assert.Throws<System.ArgumentException>(fun () ->
        LossFreePath.toTeacher setting.Teacher setting.First
        |> ignore<ExactNetwork list>)
