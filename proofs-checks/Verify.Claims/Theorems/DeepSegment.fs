// What the claims on a segment speak of: three points, the crossings between them, the gates at each. Exact.
//
// On a segment z_1 is affine, so layer-1 gates flip at most once each, at rational points. Between two consecutive flips z_2
// is affine too: equal gates at both ends are equal gates between (both z >= 0, or both < 0, are convex conditions), and so
// on upwards. Upper gates that agree at the ends and at all layer-1 flips are therefore constant on the segment.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle

type DeepSegment(case: SegmentCase) =
    let pair = ExactPair.ofPair case.Pair
    let ends = case.Points |> Array.map (Array.map Rational.ofDouble)

    let at t =
        let along a b = a + t * (b - a)
        DeepPoint(pair, Array.map2 along ends[0] ends[2])

    let half = Rational.inverse (Rational.ofInt 2)
    let first = at Rational.zero
    let middle = at half
    let last = at Rational.one

    /// Where z_{1,k} = 0 between the ends, for layer-1 nodes whose sign differs there.
    let crossing side k =
        let a, b = first.PreActivation(side, 1, k), last.PreActivation(side, 1, k)

        if Rational.sign a * Rational.sign b < 0 then
            Some(a / (a - b))
        else
            None

    let width side =
        match side with
        | Teacher -> pair.TeacherNet.Columns[0].Length
        | Student -> pair.StudentNet.Columns[0].Length

    let flips =
        lazy
            ([ for side in [ Teacher; Student ] do
                   for k in 0 .. width side - 1 do
                       match crossing side k with
                       | Some t -> t
                       | None -> () ]
             |> List.distinct
             |> List.sort)

    member _.Case = case
    member _.Pair = pair
    member _.First = first
    member _.Middle = middle
    member _.Last = last
    member _.At t = at t
    member _.Leak = pair.StudentNet.Leak
    member _.Teachers = [ 0 .. width Teacher - 1 ]
    member _.Students = [ 0 .. width Student - 1 ]
    member _.Crossing(side, k) = crossing side k

    /// The ends, every layer-1 flip between them, and a point between each two of these, in order.
    member _.Stations =
        let marks = Rational.zero :: flips.Value @ [ Rational.one ]

        let between = List.pairwise marks |> List.map (fun (a, b) -> half * (a + b))

        marks @ between |> List.distinct |> List.sort |> List.map at

    /// Some layer-1 gate is not the same at both ends.
    member _.FlipsBelow =
        [ Teacher; Student ]
        |> List.exists (fun side -> first.Gates(side, 1) <> last.Gates(side, 1))

module DeepSegment =
    let private vector (values: Rational[]) =
        values |> Array.map Rational.toString |> String.concat ", " |> sprintf "(%s)"

    /// The networks; at the three points the gates, g_1 and A_1.
    let explain (case: SegmentCase) (locus: Verify.Claims.Locus option) =
        let segment = DeepSegment case

        [ yield! Trace.pair case.Pair

          for name, point in [ "x - se", segment.First; "x", segment.Middle; "x + se", segment.Last ] do
              yield $"{name} = {vector point.X}"

              for side, layer in DeepPoint.layers segment.Pair 1 do
                  let owner =
                      match side with
                      | Teacher -> "teacher"
                      | Student -> "student"

                  yield $"  {owner} gates of layer {layer}: {vector (point.Gates(side, layer))}"

              yield $"  g_1 = {vector point.Gradient}"

              for k, row in Array.indexed point.A do
                  if k < point.A.Length - 1 then
                      yield $"  A_1, row {k}: {vector row}"

          match locus with
          | Some locus -> yield Verify.Claims.Locus.describe locus
          | None -> () ]
