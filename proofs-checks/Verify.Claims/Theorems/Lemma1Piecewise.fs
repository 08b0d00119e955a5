// L1.piecewise: V_l, A_l, B_l are the same at two inputs with equal gates above layer l. Checked to the last bit on the
// core, each sample decomposed on its own, and exactly on the oracle.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Numerics

/// Which gates decide V_l, A_l and B_l.
type DecidingGates =
    /// those of the layers above l: the claim
    | Above
    /// falsified: those of the layers from l down
    | AtAndBelow
    /// falsified: those above l + 1
    | AboveTheNext
    /// falsified: none, the matrices are constant
    | NoGates

module Lemma1Piecewise =
    let private layersOf deciding depth layer =
        match deciding with
        | Above -> [ layer + 1 .. depth - 1 ]
        | AtAndBelow -> [ 1 .. min layer (depth - 1) ]
        | AboveTheNext -> [ layer + 2 .. depth - 1 ]
        | NoGates -> []

    /// V_l, V*_l, A_l and B_l of one sample at layers 1..L, from the core.
    type private Recorder(depth: int) =
        let matrices = Array.init (depth + 1) (fun _ -> Array.empty<float[]>)
        member _.Matrices = matrices

        interface IMixtureVisitor with
            member _.Visit(block: inref<MixtureBlock>) =
                matrices[block.Layer] <-
                    [| block.StudentFanOut.Data.ToArray()
                       block.TeacherFanOut.Data.ToArray()
                       block.A.Data.ToArray()
                       block.B.Data.ToArray() |]

    let private alone (case: Case) sample =
        let one =
            { case with
                Inputs = case.Sample sample }

        let passes = Passes.run one
        let recorder = Recorder case.Pair.Depth
        MixtureDecomposition(case.Pair).Visit(passes.Teacher, passes.Student, recorder)
        passes, recorder.Matrices

    /// The gates of both networks at some layers, as one key.
    let private gateKey (passes: Passes) layers =
        [ for l in layers do
              yield! passes.Teacher.Gates(l).Data.ToArray()
              yield! passes.Student.Gates(l).Data.ToArray() ]

    /// One sample over the exact ring: its gates by layer, and V, V*, A, B by layer.
    let private exact (case: Case) sample =
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let x = case.Sample sample |> Array.map Dyadic.ofDouble
        let t = Definitions.evaluate ring teacher x
        let s = Definitions.evaluate ring student x
        let v = Definitions.fanOuts ring student (fun l -> s.D[l])
        let vTeacher = Definitions.fanOuts ring teacher (fun l -> t.D[l])

        let matrices l =
            [ v[l]
              vTeacher[l]
              Definitions.transposedProduct ring v[l] vTeacher[l]
              Definitions.transposedProduct ring v[l] v[l] ]

        (fun layers -> [ for l in layers -> t.D[l], s.D[l] ]), matrices

    let private names = [| "V"; "V*"; "A"; "B" |]

    let private largestDifference (one: float[][]) (other: float[][]) =
        Array.map2
            (Array.map2 (fun (a: float) b ->
                if a.Equals b then
                    0.0
                else
                    max (abs (a - b)) System.Double.Epsilon))
            one
            other
        |> Array.map (Array.fold max 0.0)

    /// Compares every two samples that agree on the deciding gates, at every layer below the top.
    let check deciding (case: Case) : Outcome =
        let depth = case.Pair.Depth
        let samples = Array.init case.Samples (alone case)

        let pairs =
            [ for layer in depth - 1 .. -1 .. 1 do
                  let layers = layersOf deciding depth layer

                  for i in 0 .. samples.Length - 1 do
                      for j in i + 1 .. samples.Length - 1 do
                          let differ = case.Sample i <> case.Sample j

                          if differ && gateKey (fst samples[i]) layers = gateKey (fst samples[j]) layers then
                              layer, i, j ]

        if pairs.IsEmpty then
            Rejected "two inputs agree on the gates"
        else
            let unequal =
                pairs
                |> List.tryPick (fun (layer, i, j) ->
                    let differences =
                        largestDifference (snd samples[i]).[layer] (snd samples[j]).[layer]

                    if Array.exists (fun d -> d <> 0.0) differences then
                        Some(layer, i, j, Array.max differences)
                    else
                        None)

            let exactlyUnequal (layer, i, j) =
                let gatesI, matricesI = exact case i
                let gatesJ, matricesJ = exact case j
                let layers = layersOf deciding depth layer

                if gatesI layers = gatesJ layers then
                    List.zip (matricesI layer) (matricesJ layer)
                    |> List.tryFindIndex (fun (a, b) -> a <> b)
                    |> Option.map (fun which ->
                        { Layer = Some layer
                          Sample = Some j
                          Node = None
                          Finding =
                            $"{names[which]} differs from that of sample {i}, which has the same gates" })
                else
                    None

            match unequal with
            | Some(layer, i, j, difference) ->
                let measurement = { Measured = difference; Bound = 0.0 }

                match exactlyUnequal (layer, i, j) with
                | Some locus -> Violated(measurement, locus)
                | None ->
                    Inconsistent(measurement, $"layer {layer}: samples {i} and {j} differ in the core only")
            | None ->
                match List.tryPick exactlyUnequal (List.truncate 3 pairs) with
                | Some locus -> Violated(Measurement.exactZero, locus)
                | None -> Satisfied Measurement.exactZero

    /// The networks, then for the violating pair of samples both computations.
    let explain deciding (case: Case) (_: Locus option) =
        let depth = case.Pair.Depth

        let pair =
            seq {
                for layer in depth - 1 .. -1 .. 1 do
                    for i in 0 .. case.Samples - 1 do
                        for j in i + 1 .. case.Samples - 1 do
                            yield layer, i, j
            }
            |> Seq.tryPick (fun (layer, i, j) ->
                let gatesI, matricesI = exact case i
                let gatesJ, matricesJ = exact case j
                let layers = layersOf deciding depth layer

                if gatesI layers = gatesJ layers && matricesI layer <> matricesJ layer then
                    Some(layer, i, j, layers)
                else
                    None)

        match pair with
        | None -> Trace.case case None
        | Some(layer, i, j, layers) ->
            let deciding =
                if layers.IsEmpty then
                    "no gates are compared"
                else
                    layers
                    |> List.map string
                    |> String.concat ", "
                    |> sprintf "their gates agree in layers %s"

            Trace.networks case
            @ Trace.sample case i
            @ Trace.sample case j
            @ [ $"layer {layer}: samples {i} and {j}: {deciding}, yet the matrices above differ" ]

    let hypotheses =
        [ { Name = "two inputs agree on the gates"
            Meaning =
              "at some layer below the top two different samples have equal gates in the layers that decide" } ]

    /// Clustered data and leaks of every kind, so that inputs share gates without being equal.
    let space =
        { CaseSpace.standard with
            Samples = 2, 8 }

    let claim =
        { Id = "L1.piecewise"
          Kind = Theorem
          Statement =
            "V_l, V*_l, A_l and B_l depend on x only through the gates of the layers above l: equal upper gates give "
            + "equal matrices, to the last bit; for L = 2, A_1 and B_1 are constant everywhere."
          Source = "Tian 2020, section 3; theory.md, section 2"
          Hypotheses = hypotheses
          Evidence =
            StandardCases.sampled
                { Budget =
                    { Quick = 2500
                      Ci = 12000
                      Deep = 250000 }
                  MinimumShare = 0.5
                  Generate = CaseGenerator.draw space
                  Check = check Above
                  Explain = explain Above } }
