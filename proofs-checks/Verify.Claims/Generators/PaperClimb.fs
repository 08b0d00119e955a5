// The second attack on F.paper: a student of n nodes, all of whose numbers are free, is moved step by step so that more
// samples do not betray it, or so that a smaller threshold is enough, while no node comes near the teacher's hyperplane. It
// begins where Straddle.fs ended. Plain doubles: what is found is checked again, rigorously, by the claims.
//
// One teacher node h with fan-out 1; the residual is r = sigma(h) - sum_k v_k sigma(z_k) - beta, and with normalised
// fan-outs V_k = |v_k| ||w~_k|| the student's gradient is V_k |r| where k is active, V_k the coefficient alpha_kj of k.
namespace Verify.Claims.Generators

open System
open Verify.Core.Numerics

/// Nodes (w~_k, b_k) as d + 1 numbers each, fan-outs and the output's constant.
type PaperStudent =
    { Nodes: float[][]
      FanOuts: float[]
      Constant: float }

module PaperClimb =
    /// A student is taken to observe the teacher when it is active on this share of the samples next to its hyperplane.
    let private share = 0.4

    /// Samples next to the hyperplane by which that is judged.
    let private nearest = 64

    let private value (x: float[]) offset (node: float[]) =
        let d = node.Length - 1
        let mutable z = node[d]

        for j in 0 .. d - 1 do
            z <- z + node[j] * x[offset + j]

        z

    /// The pairs of Straddle, beta = constant, and idle nodes up to n.
    let ofTilts (stream: PaperStream) (random: CounterRandom) n (tilts: float[][]) constant =
        let teacher = Array.append stream.Direction [| stream.Offset |]
        let pairs = tilts.Length

        let nodes =
            [| for t in tilts do
                   yield Array.map2 (+) teacher t
                   yield Array.map2 (-) teacher t

               for _ in 2 * pairs .. n - 1 do
                   yield Array.init teacher.Length (fun _ -> random.NextGaussian()) |]

        { Nodes = nodes
          FanOuts = Array.init n (fun k -> if k < 2 * pairs then 0.5 / float pairs else 0.0)
          Constant = constant }

    /// Projections of the nearest samples onto the teacher's hyperplane: where an observer is active.
    let private witnesses (stream: PaperStream) =
        let d = stream.Setting.Inputs

        [| 0 .. stream.Count - 1 |]
        |> Array.sortBy (fun i -> abs stream.Heights[i], i)
        |> Array.truncate nearest
        |> Array.map (fun i ->
            Array.init d (fun j -> stream.Points[i * d + j] - stream.Heights[i] * stream.Direction[j]))

    let private normalised (student: PaperStudent) =
        Array.map2
            (fun (node: float[]) v ->
                let w = node[.. node.Length - 2]
                abs v * sqrt (PaperStream.dot w w))
            student.Nodes
            student.FanOuts

    /// The largest V_k of an observer, or 0; and all of them. 0 too when a node is eps-aligned with the teacher.
    let private coefficients (stream: PaperStream) (near: float[][]) (student: PaperStudent) =
        let sizes = normalised student
        // A margin of the attack, not of a verdict: students that it offers are clear of eps, so that the check, which
        // encloses the misalignment, is seldom in doubt. A larger one only weakens the attack.
        let limit = stream.Setting.Epsilon * (1.0 + 1e-6)
        let d = stream.Setting.Inputs

        let isFree (node: float[]) =
            Straddle.misalignment stream.Direction stream.Offset node[.. d - 1] node[d] > limit

        if not (Array.forall isFree student.Nodes) then
            0.0, sizes
        else
            let observes node =
                let active = near |> Array.sumBy (fun x -> if value x 0 node > 0.0 then 1 else 0)
                float active >= share * float near.Length

            let seen =
                Array.map2
                    (fun node size -> if size > 0.0 && observes node then size else 0.0)
                    student.Nodes
                    sizes

            Array.max seen, sizes

    /// max over the students that are active at point i of V_k |r|.
    let private gradient (stream: PaperStream) (student: PaperStudent) (sizes: float[]) i =
        let d = stream.Setting.Inputs
        let mutable output = student.Constant
        let mutable largest = 0.0

        for k in 0 .. student.Nodes.Length - 1 do
            let z = value stream.Points (i * d) student.Nodes[k]

            if z > 0.0 then
                output <- output + student.FanOuts[k] * z
                largest <- max largest sizes[k]

        largest * abs (max 0.0 stream.Heights[i] - output)

    /// The number of samples that do not betray the student, and what the first one that does has too much.
    let survived (stream: PaperStream) near (student: PaperStudent) =
        match coefficients stream near student with
        | 0.0, _ -> -1, infinity
        | coefficient, sizes ->
            let limit = coefficient * stream.Setting.Threshold * (1.0 - 5e-7)
            let mutable i = 0
            let mutable over = 0.0

            while i < stream.Count && over = 0.0 do
                let found = gradient stream student sizes i

                if found > limit then
                    over <- (found - limit) / coefficient
                else
                    i <- i + 1

            (if i = stream.Count then stream.Length else stream.Owners[i]), over

    /// The least threshold that the student passes at all points; infinite as soon as it is above a bound.
    let needed (stream: PaperStream) near bound (student: PaperStudent) =
        match coefficients stream near student with
        | 0.0, _ -> infinity
        | coefficient, sizes ->
            let mutable largest = 0.0
            let mutable i = 0

            while i < stream.Count do
                largest <- max largest (gradient stream student sizes i)

                i <-
                    if largest > bound * coefficient then
                        Int32.MaxValue
                    else
                        i + 1

            if i = Int32.MaxValue then
                infinity
            else
                largest / coefficient

    let private moved (random: CounterRandom) size (student: PaperStudent) =
        let nudge unit x = x + size * unit * random.NextGaussian()
        let k = random.NextBelow student.Nodes.Length

        let node change =
            { student with
                Nodes = Array.updateAt k (change student.Nodes[k]) student.Nodes }

        match random.NextBelow 6 with
        | 0
        | 1 -> node (Array.map (nudge 0.1))
        | 2 ->
            let i = random.NextBelow student.Nodes[k].Length
            node (fun w -> Array.updateAt i (nudge 0.3 w[i]) w)
        | 3 ->
            { student with
                FanOuts = Array.updateAt k (nudge 0.1 student.FanOuts[k]) student.FanOuts }
        | 4 ->
            { student with
                Constant = nudge 0.01 student.Constant }
        | _ ->
            // two nodes by the same vector with opposite signs: their sum stays
            let l = random.NextBelow student.Nodes.Length
            let step = student.Nodes[k] |> Array.map (fun _ -> nudge 0.1 0.0)

            if k = l then
                node (Array.map2 (+) step)
            else
                { student with
                    Nodes =
                        student.Nodes
                        |> Array.updateAt k (Array.map2 (+) student.Nodes[k] step)
                        |> Array.updateAt l (Array.map2 (-) student.Nodes[l] step) }

    /// `score` may stop early where it cannot beat the best so far, `worst` at first.
    let private climb
        (random: CounterRandom)
        steps
        start
        worst
        (score: 'Score -> PaperStudent -> 'Score)
        better
        =
        let mutable best, reached, size = start, score worst start, 0.1

        for _ in 1..steps do
            let candidate = moved random size best
            let found = score reached candidate

            if better found reached then
                best <- candidate
                reached <- found
                size <- min 1.0 (size * 1.5)
            else
                size <- size * 0.97

                if size < 1e-6 then
                    size <- 0.1

        best, reached

    /// From a student on, as many samples as possible that do not betray it.
    let mostSamples random steps stream start =
        let near = witnesses stream

        let best, (n, _) =
            climb
                random
                steps
                start
                (0, 0.0)
                (fun _ -> survived stream near)
                (fun (n, over) (best, bestOver) -> n > best || n = best && over < bestOver)

        best, n

    /// From a student on, the least threshold that all points pass.
    let leastThreshold random steps stream start =
        let near = witnesses stream
        climb random steps start infinity (needed stream near) (<)
