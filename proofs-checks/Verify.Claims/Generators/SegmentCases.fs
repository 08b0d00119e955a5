// The family of cases on a segment: the networks of a zero spec and three points x - se, x, x + se across the boundary of
// the teacher's first node. What happens between them is for the claims to look at.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims
open Verify.Claims.Oracle
open Verify.Core.Networks
open Verify.Core.Numerics

type SegmentSpec =
    {
        Networks: ZeroSpec
        /// s = 2^-Halvings
        Halvings: int
        /// x is the boundary point plus (Eighths/8 - 1) s e: 8 puts it on the boundary, 0 and 16 at a distance s.
        Eighths: int
        /// The student is changed so that one student's mixture is as small on the three points as it can be: the output
        /// bias is moved and, where the first teacher's copies are left out, half of its slopes is put in.
        Tuned: bool
        Seed: uint64
    }

type SegmentCase =
    {
        Spec: SegmentSpec
        Pair: NetworkPair
        /// x - se, x, x + se
        Points: float[][]
    }

module SegmentCases =
    let private flags = [ false, "no"; true, "yes" ]

    let private own spec =
        SpecText.ofParts
            [ "halvings", string spec.Halvings
              "eighths", string spec.Eighths
              "tuned", SpecText.nameOf flags spec.Tuned
              "line", string spec.Seed ]

    let private names = [ "halvings"; "eighths"; "tuned"; "line" ]

    let private toText spec =
        $"{ZeroSpec.toText spec.Networks},{own spec}"

    let private parse =
        SpecText.parseAfter ZeroSpec.parse names (fun networks reader ->
            { Networks = networks
              Halvings = reader.Number("halvings", 0, 64)
              Eighths = reader.Number("eighths", 0, 16)
              Tuned = reader.OneOf("tuned", flags)
              Seed = reader.Seed "line" })

    let private labels spec =
        ZeroSpec.labels spec.Networks
        @ [ "halvings", string spec.Halvings; "tuned", SpecText.nameOf flags spec.Tuned ]

    let private shrink spec =
        seq {
            for i in 0 .. spec.Networks.Teacher.Length - 1 do
                if spec.Networks.Teacher.Length > 1 then
                    { spec with
                        Networks =
                            { spec.Networks with
                                Teacher = List.removeAt i spec.Networks.Teacher } }

            for networks in ZeroSpec.shrink spec.Networks do
                { spec with Networks = networks }

            for halvings in SpecText.smaller 0 spec.Halvings do
                { spec with Halvings = halvings }

            if spec.Eighths <> 8 then
                { spec with Eighths = 8 }

            if spec.Tuned then
                { spec with Tuned = false }

            if spec.Seed > 15UL then
                for seed in 0UL .. 15UL do
                    { spec with Seed = seed }
        }

    /// A dyadic point with w . p + b = 0: quarters, except the coordinate that is solved for. None when no |w_i| is a
    /// power of two.
    let private boundaryPoint (random: CounterRandom) (w: Dyadic[]) b =
        let drawn =
            w |> Array.map (fun _ -> Dyadic.create (bigint (random.NextBelow 17 - 8)) -2)

        w
        |> Array.tryFindIndex (fun weight -> (abs weight.Mantissa).IsOne)
        |> Option.map (fun i ->
            let rest = Dyadic.sumOfProducts (Array.updateAt i Dyadic.zero w) drawn
            let inverse = Dyadic.create w[i].Mantissa -w[i].Exponent
            Array.updateAt i (-inverse * (rest + b)) drawn)

    /// f* - f, and column k of V_1, at a point.
    let private mixture (pair: NetworkPair) (x: Dyadic[]) =
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring pair.Teacher
        let student = Definitions.ofNetwork ring pair.Student
        let s = Definitions.evaluate ring student x
        let target = (Definitions.evaluate ring teacher x).F[pair.Depth]
        let fanOuts = (Definitions.fanOuts ring student (fun l -> s.D[l]))[1]
        Array.map2 (-) target s.F[pair.Depth], Array.transpose fanOuts

    /// The output bias moved by a multiple of one output, so that v_k . (f* - f) takes opposite extreme values on the
    /// points, for the first student k that has a power of two in its fan-out. Gates do not depend on the output bias.
    let private tune (pair: NetworkPair) (points: Dyadic[][]) =
        let _, fanOuts = mixture pair points[1]

        let pick =
            [ for v in Array.take (pair.Student.Shape.Width 1) fanOuts do
                  for o in 0 .. v.Length - 1 do
                      if (abs v[o].Mantissa).IsOne then
                          v, o ]
            |> List.tryHead

        match pick with
        | None -> pair
        | Some(v, o) ->
            let values =
                points |> Array.map (fun x -> Dyadic.sumOfProducts v (fst (mixture pair x)))

            let middle =
                Dyadic.halve (
                    Array.reduce (fun a b -> if Dyadic.compare a b >= 0 then a else b) values
                    + Array.reduce (fun a b -> if Dyadic.compare a b <= 0 then a else b) values
                )

            let shift = middle * Dyadic.create v[o].Mantissa -v[o].Exponent
            let depth = pair.Depth
            let row = pair.Student.Shape.Width(depth - 1)
            let bias = Dyadic.ofDouble (pair.Student.Weights(depth)[row, o]) + shift

            if Dyadic.isDouble bias then
                NetworkPair(pair.Teacher, pair.Student.WithWeight(depth, row, o, Dyadic.toDouble bias))
            else
                pair

    /// The student with one node more, h + away for teacher node 0's h, active on the points, and half of the teacher's
    /// two slopes, (1+c)/2 v*_0, as its fan-out; the constant taken back from the offsets of layer 2. Where no copy of the
    /// node is left, what remains of it is (1-c)/2 |h| v*_0: its kink, spread evenly over both sides.
    let private flatten (pair: NetworkPair) (points: Dyadic[][]) =
        let teacher, student = pair.Teacher, pair.Student
        let d = pair.Inputs
        let n = student.Shape.Width 1
        let exact (row: float[]) = Array.map Dyadic.ofDouble row

        let column =
            Array.init (d + 1) (fun i -> Dyadic.ofDouble (teacher.Weights(1)[i, 0]))

        let h x =
            Dyadic.sumOfProducts column (Array.append x [| Dyadic.one |])

        let away = points |> Array.map (h >> Dyadic.abs) |> Dyadic.sum |> (+) Dyadic.one

        let slope = Dyadic.halve (Dyadic.one + Dyadic.ofDouble student.Leak)

        let fanOut = exact (teacher.Weights(2).Row(0).ToArray()) |> PlaneNode.scale slope

        let lowest =
            [| for k in 0 .. n - 1 do
                   { Direction = Array.init d (fun i -> Dyadic.ofDouble (student.Weights(1)[i, k]))
                     Offset = Dyadic.ofDouble (student.Weights(1)[d, k])
                     FanOut = exact (student.Weights(2).Row(k).ToArray()) }
               { Direction = column[.. d - 1]
                 Offset = column[d] + away
                 FanOut = fanOut } |]

        let upper =
            [| for l in 3 .. pair.Depth ->
                   [| for i in 0 .. student.Shape.Width(l - 1) -> exact (student.Weights(l).Row(i).ToArray()) |] |]

        let bias =
            Array.map2 (-) (exact (student.Weights(2).Row(n).ToArray())) (PlaneNode.scale away fanOut)

        NetworkPair(
            teacher,
            LayeredNodes.toNetwork
                student.Leak
                { Nodes = lowest
                  Bias = bias
                  Upper = upper }
        )

    let private make (spec: SegmentSpec) : SegmentCase =
        let pair = (ZeroStudents.case spec.Networks).Pair
        let random = CounterRandom(spec.Seed, 0x7365676DUL)
        let d = pair.Inputs

        let column =
            Array.init (d + 1) (fun i -> Dyadic.ofDouble (pair.Teacher.Weights(1)[i, 0]))

        match boundaryPoint random column[.. d - 1] column[d] with
        | None -> raise (ArgumentException "The first node's boundary has no short point.")
        | Some boundary ->
            let step =
                PlaneNode.scale (Dyadic.create 1I -spec.Halvings) (ZeroTeacher.vector random d)

            let along (s: Dyadic) x =
                Array.map2 (fun a e -> a + s * e) x step

            let x = along (Dyadic.create (bigint (spec.Eighths - 8)) -3) boundary
            let points = [| along -Dyadic.one x; x; along Dyadic.one x |]

            let tuned =
                match spec.Tuned, spec.Networks.Change with
                | true, Dropped -> tune (flatten pair points) points
                | true, _ -> tune pair points
                | false, _ -> pair

            { Spec = spec
              Pair = tuned
              Points = points |> Array.map (Array.map Dyadic.toDouble) }

    let private store (case: SegmentCase) : Material =
        { Networks = [ "teacher", case.Pair.Teacher; "student", case.Pair.Student ]
          Tables =
            [ "points",
              { Rows = 3
                Columns = case.Pair.Inputs
                Values = Array.concat case.Points } ] }

    let private restore spec (material: Material) : SegmentCase =
        let pair = NetworkPair(material.Network "teacher", material.Network "student")
        let points = material.Table "points"

        if points.Rows <> 3 || points.Columns <> pair.Inputs then
            raise (
                ArgumentException $"its points are {points.Rows} x {points.Columns}, not 3 x {pair.Inputs}."
            )

        let rows = Array.chunkBySize pair.Inputs points.Values

        let exact = rows |> Array.map (Array.map Dyadic.ofDouble)

        let isMiddle a x b = Dyadic.scaleByPowerOfTwo 1 x = a + b

        if not (Array.forall id (Array.map3 isMiddle exact[0] exact[1] exact[2])) then
            raise (ArgumentException "its second point is not half-way between the others.")

        { Spec = spec
          Pair = pair
          Points = rows }

    let family: CaseFamily<SegmentSpec, SegmentCase> =
        { ToText = toText
          Parse = parse
          Labels = labels
          Shrink = shrink
          Make = make
          Store = store
          Restore = restore }

    /// The spec of a case from the case's own seed; halvings are drawn evenly from a list.
    let draw space halvings (caseSeed: uint64) =
        let specs =
            gen {
                let! halvings = Gen.elements halvings
                let! eighths = Gen.choose (1, 15)
                let! tuned = Gen.elements [ true; false ]
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                return
                    { Networks = ZeroCases.draw space caseSeed
                      Halvings = halvings
                      Eighths = eighths
                      Tuned = tuned
                      Seed = uint64 seed }
            }

        let hasCase spec =
            try
                make spec |> ignore<SegmentCase>
                true
            with :? ArgumentException ->
                false

        Gen.sampleWithSeed (Rnd(caseSeed, 0x94D049BB133111EBUL)) 100 1 (Gen.where hasCase specs)
        |> Array.head

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling = Sampled(Sampling.over family sampling)
