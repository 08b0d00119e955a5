// How far a student's gradient is from the threshold of F.specialize, in plain doubles: what generators aim at. It decides
// nothing; the claims measure again, rigorously.
//
// Shapes: N samples, d inputs, n students, C outputs. The points of teacher j are its samples D_j, each with its two
// neighbours x + se and x - se: three rows a sample.
namespace Verify.Claims.Generators

open System
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

/// The samples beside one teacher's boundary.
type private Beside =
    {
        Node: int
        /// The first of its rows among the points.
        First: int
        Samples: int
        /// ||w~*_j|| (1-c) (t - delta) / 4: times |v_k . v*_j| it is what |g_k| / ||w~_k|| must stay below.
        Scale: float
    }

type FiniteProbe
    (teacher: Network, student: NetworkShape, inputs: float[], step: float, delta: float, augmentation) =
    let d = teacher.Shape.Inputs
    let samples = inputs.Length / d
    let row i = inputs[i * d .. (i + 1) * d - 1]

    let column (network: Network) k =
        Array.init (d + 1) (fun i -> network.Weights(1)[i, k])

    let dot (w: float[]) (x: float[]) =
        let mutable sum = 0.0

        for i in 0 .. x.Length - 1 do
            sum <- sum + w[i] * x[i]

        sum

    let direction (w: float[]) norm =
        match augmentation with
        | Aware -> Array.init d (fun i -> w[i] / norm)
        | Agnostic ->
            let widest = Seq.maxBy (fun i -> abs w[i]) (seq { 0 .. d - 1 })
            Array.init d (fun i -> if i = widest then 1.0 else 0.0)

    let beside j =
        let w = column teacher j
        let norm = sqrt (dot w w[.. d - 1])

        if norm = 0.0 then
            [||], 0.0
        else
            let e = direction w norm
            let t = step * abs (dot w e) / norm

            let near =
                [| for i in 0 .. samples - 1 do
                       let x = row i

                       if abs (dot w x + w[d]) <= delta * norm then
                           x
                           Array.map2 (fun a b -> a + step * b) x e
                           Array.map2 (fun a b -> a - step * b) x e |]

            near, norm * (1.0 - teacher.Leak) * (t - delta) / 4.0

    let parts = Array.init (teacher.Shape.Width 1) beside

    let points = parts |> Array.collect fst

    let sets =
        parts
        |> Array.mapFold (fun first (rows, scale) -> (first, rows.Length / 3, scale), first + rows.Length) 0
        |> fst
        |> Array.mapi (fun j (first, count, scale) ->
            { Node = j
              First = first
              Samples = count
              Scale = scale })
        |> Array.filter (fun set -> set.Samples > 0 && set.Scale > 0.0)

    let flat = Array.concat points
    let targets = ForwardPass(teacher.Shape, points.Length)
    do targets.Run(teacher, ReadOnlyMatrixView(ReadOnlySpan<float> flat, points.Length, d))
    let forward = ForwardPass(student, points.Length)
    let backward = BackwardPass(student, points.Length)

    /// |v_k . v*_j|, the least of a few samples in a deep network.
    let alphas (network: Network) (set: Beside) =
        let fanOuts (n: Network) x =
            let ringed = Definitions.ofNetwork Ring.float n
            let evaluation = Definitions.evaluate Ring.float ringed x
            (Definitions.fanOuts Ring.float ringed (fun l -> evaluation.D[l]))[1]

        let at x =
            let v, vStar = fanOuts network x, fanOuts teacher x

            Array.init (student.Width 1) (fun k ->
                abs (Seq.sum (seq { for o in 0 .. v.Length - 1 -> v[o].[k] * vStar[o].[set.Node] })))

        let chosen =
            if teacher.Shape.Depth = 2 then
                [ 0 ]
            else
                [ 0 .. max 1 (set.Samples / 8) .. set.Samples - 1 ]

        chosen
        |> List.map (fun i -> at points[set.First + 3 * i])
        |> List.reduce (Array.map2 min)

    /// All points of the teachers' boundaries, three rows a sample.
    member _.Points = flat

    /// f* at the points.
    member _.Targets = targets

    /// The student evaluated at the points, by the last Run.
    member _.Forward = forward

    member _.Backward = backward

    member _.Run(network: Network) =
        forward.Run(network, ReadOnlyMatrixView(ReadOnlySpan<float> flat, points.Length, d))
        backward.Run(network, forward, targets.Outputs)

    /// max |g_k| / threshold for the pair (j, k) where it is least, of the pairs with alpha_kj other than 0 in which k is
    /// active on an eighth of D_j; infinite when there is none. Below 1 the gradient is small.
    member probe.Score(network: Network) =
        if points.Length = 0 then
            infinity
        else
            probe.Run network
            let width = student.Width 1
            let mutable best = infinity

            for set in sets do
                let alpha = alphas network set

                for k in 0 .. width - 1 do
                    let mutable active = 0
                    let mutable largest = 0.0

                    for i in 0 .. set.Samples - 1 do
                        let first = set.First + 3 * i

                        if forward.PreActivations(1)[first, k] > 0.0 then
                            active <- active + 1

                            for p in first .. first + 2 do
                                largest <- max largest (abs (backward.Gradients(1)[p, k]))

                    if 8 * active >= set.Samples && alpha[k] > 0.0 then
                        best <- min best (largest / (alpha[k] * set.Scale))

            best
