/// Generators of small exact networks, polytopes and points, and students whose gradient is zero by construction.
/// The constructions follow theory.md, section 3, not the code under test.
module Verify.Proofs.Tests.Geometry.Networks

open FsCheck
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry

let q (n: int) = Rational.ofInt n
let ratio (a: int) (b: int) = q a / q b
let qs (values: int list) = values |> List.map q |> Array.ofList

/// Zeros often, so that nodes are constant, parallel or idle now and then.
let weight =
    Gen.frequency
        [ 2, Gen.constant Rational.zero
          6, Gen.choose (-3, 3) |> Gen.map q
          1, Gen.map2 ratio (Gen.choose (-5, 5)) (Gen.choose (2, 4)) ]

let leak = Gen.elements [ q 0; q 0; ratio 1 4; ratio 1 2 ]

let network (widths: int list) =
    gen {
        let! leak = leak

        let! layers =
            List.pairwise widths
            |> List.map (fun (below, above) ->
                weight |> Gen.arrayOfLength above |> Gen.arrayOfLength (below + 1))
            |> Gen.sequenceToList

        return
            { Leak = leak
              Layers = Array.ofList layers }
    }

/// Teacher and student with leaks that may differ.
let pair d hidden outputs =
    gen {
        let! teacherWidths = Gen.listOfLength hidden (Gen.choose (1, 4))
        let! studentWidths = Gen.listOfLength hidden (Gen.choose (1, 4))
        let! teacher = network (d :: teacherWidths @ [ outputs ])
        let! student = network (d :: studentWidths @ [ outputs ])
        return teacher, student
    }

/// A box, at times with corners cut off (it can be empty then).
let polytope d =
    gen {
        let! r = Gen.elements [ q 1; q 2; ratio 1 2 ]
        let! cuts = Gen.frequency [ 2, Gen.constant 0; 1, Gen.choose (1, 2) ]
        let! planes = Gen.listOfLength cuts (Gen.zip (Gen.arrayOfLength d weight) weight)

        return (Polytope.box d r, planes) ||> List.fold (fun p (a, b) -> Polytope.cut a b p)
    }

let points count d =
    Gen.map2 ratio (Gen.choose (-60, 60)) (Gen.elements [ 7; 16; 30; 31 ])
    |> Gen.arrayOfLength d
    |> Gen.listOfLength count

/// A two-layer network of nodes (direction and offset, fan-out) and an output bias.
let ofNodes leak (nodes: (Rational[] * Rational[]) list) (bias: Rational[]) =
    let inputs = (fst nodes.Head).Length

    { Leak = leak
      Layers =
        [| Array.init inputs (fun i -> [| for w, _ in nodes -> w[i] |])
           [| for _, v in nodes do
                  v
              bias |] |] }

let nodesOf (network: ExactNetwork) =
    [ for i in 0 .. network.Width 1 - 1 ->
          network.Layers[0] |> Array.map (fun row -> row[i]), network.Layers.[1].[i] ]

let biasOf (network: ExactNetwork) = Array.last network.Layers[1]

/// Copies of a node with scales and fan-outs that add up to it, each in the given orientation, and what makes up for the
/// turned ones: sigma(h) - sigma(-h) = (1+c) h, carried by a node that is active in all of (-r, r)^d.
let private copies
    (leak: Rational)
    (r: Rational)
    (w: Rational[], v: Rational[])
    (scales: (Rational * bool) list)
    =
    let share = Rational.inverse (q scales.Length)

    [ for scale, turned in scales do
          let part = Rationals.scale (share / scale) v
          Rationals.scale (if turned then -scale else scale) w, part ],
    [ for _, turned in scales do
          if turned then
              // v share sigma(h) = v share sigma(-h) + v share (1+c) h
              let d = w.Length - 1
              let reach = r * Rationals.norm1 (Array.take d w) + q 1
              let lift = reach - w[d]
              let fanOut = Rationals.scale (share * (q 1 + leak)) v
              (Array.append (Array.take d w) [| reach |], fanOut), Rationals.scale -lift fanOut ]

/// A teacher of one leak on (-r, r)^d and a student that equals it there: split copies of either orientation, always
/// active nodes that make up for turned ones, idle nodes and cancelling pairs, in mixed order.
let twin d outputs (r: Rational) =
    gen {
        let! m = Gen.choose (1, 3)
        let! teacher = network [ d; m; outputs ]

        let scale =
            Gen.zip (Gen.elements [ q 1; q 2; ratio 1 2; q 3 ]) (Gen.elements [ false; false; true ])

        let! scales =
            Gen.listOfLength m (Gen.choose (1, 3) |> Gen.bind (fun n -> Gen.listOfLength n scale))

        let split = List.map2 (copies teacher.Leak r) (nodesOf teacher) scales

        let! idle =
            Gen.choose (0, 1)
            |> Gen.bind (fun n -> Gen.listOfLength n (Gen.arrayOfLength (d + 1) weight))

        let! cancelling =
            Gen.choose (0, 1)
            |> Gen.bind (fun n -> Gen.listOfLength n (Gen.arrayOfLength (d + 1) weight))

        let! fanOut = Gen.arrayOfLength outputs weight

        let extra =
            [ for w in idle do
                  w, Rationals.zeros outputs
              for w in cancelling do
                  w, fanOut
                  Rationals.scale (q 2) w, Rationals.scale (ratio -1 2) fanOut ]

        let carried = List.collect snd split
        let! nodes = Gen.shuffle (List.collect fst split @ List.map fst carried @ extra)

        let bias =
            (biasOf teacher, carried)
            ||> List.fold (fun sum (_, correction) -> Array.map2 (+) sum correction)

        return teacher, ofNodes teacher.Leak (List.ofArray nodes) bias
    }

/// A pair with one weight of the student moved a little.
let nearMiss (teacher: ExactNetwork, student: ExactNetwork) =
    gen {
        let! l = Gen.choose (0, student.Layers.Length - 1)
        let! i = Gen.choose (0, student.Layers[l].Length - 1)
        let! k = Gen.choose (0, student.Layers.[l].[i].Length - 1)
        let! move = Gen.elements [ ratio 1 1024; ratio -1 64; q 1 ]

        let layers = student.Layers |> Array.map (Array.map Array.copy)
        layers.[l].[i].[k] <- layers.[l].[i].[k] + move
        return teacher, { student with Layers = layers }
    }

/// Fan-outs and residual orthogonal: outputs 0 agree, output 1 differs, and the student's fan-outs are (v, 0).
let subspace d r =
    gen {
        let! teacher, student = twin d 1 r
        let! other = Gen.listOfLength (teacher.Width 1) weight

        let second =
            List.map2 (fun (w, v) extra -> w, Array.append v [| extra |]) (nodesOf teacher) other

        let first = nodesOf student |> List.map (fun (w, v) -> w, Array.append v [| q 0 |])

        return
            ofNodes teacher.Leak second (Array.append (biasOf teacher) [| q 1 |]),
            ofNodes student.Leak first (Array.append (biasOf student) [| q 0 |])
    }
