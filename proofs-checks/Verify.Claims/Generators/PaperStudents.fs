// The students of F.paper's cases: each comes as close to the printed threshold as it can, or as far from the teacher. What
// they are for is said in PaperSpec.fs. Plain doubles; the claims measure again, rigorously.
//
// One output. Nodes are (w~, b) with their fan-out v; N samples, d inputs.
namespace Verify.Claims.Generators

open System
open Verify.Core.Networks
open Verify.Core.Numerics

/// sigma(w~ . x + b) times v
type PaperNode = { Weights: float[]; FanOut: float }

module PaperStudents =
    /// Gradients are brought below this share of the threshold, so that rounding cannot lift them above.
    let private target = 0.98

    /// Offsets and tilts are this much beyond eps where they are to be beyond.
    let private beyond = 1.2

    let network d (nodes: PaperNode[]) constant =
        let weights =
            [| for i in 0..d do
                   for node in nodes do
                       yield node.Weights[i]

               for node in nodes do
                   yield node.FanOut

               yield constant |]

        Network(NetworkShape(ReadOnlySpan [| d; nodes.Length; 1 |]), 0.0, ReadOnlySpan weights)

    let private height (w: float[]) (x: float[]) offset =
        let d = w.Length - 1
        let mutable h = w[d]

        for j in 0 .. d - 1 do
            h <- h + w[j] * x[offset + j]

        h

    let private length (w: float[]) =
        sqrt (Seq.sumBy (fun i -> w[i] * w[i]) (seq { 0 .. w.Length - 2 }))

    /// All points of D' as rows, for unit teachers.
    let surroundings (setting: PaperSetting) (teachers: PaperNode[]) (inputs: float[]) =
        let d = setting.Inputs
        let s = setting.Step

        [| for x in Array.chunkBySize d inputs do
               yield! x

               match setting.Augmentation with
               | Agnostic ->
                   for u in 0 .. d - 1 do
                       yield! Array.updateAt u (x[u] + s) x
                       yield! Array.updateAt u (x[u] - s) x
               | Aware ->
                   for node in teachers do
                       if abs (height node.Weights x 0) <= setting.Delta then
                           yield! Array.mapi (fun j v -> v + s * node.Weights[j]) x
                           yield! Array.mapi (fun j v -> v - s * node.Weights[j]) x |]

    let private value (nodes: PaperNode[]) points offset =
        nodes
        |> Array.sumBy (fun node -> node.FanOut * max 0.0 (height node.Weights points offset))

    /// max |g| / (|alpha_0k| times the threshold) for the student k with the largest fan-out, normalised.
    let private score
        (setting: PaperSetting)
        (teachers: PaperNode[])
        (points: float[])
        (nodes: PaperNode[])
        constant
        =
        let d = setting.Inputs
        let sizes = nodes |> Array.map (fun node -> abs node.FanOut * length node.Weights)
        let mutable largest = 0.0

        for i in 0 .. points.Length / d - 1 do
            let r = value teachers points (i * d) - value nodes points (i * d) - constant

            for k in 0 .. nodes.Length - 1 do
                if height nodes[k].Weights points (i * d) > 0.0 then
                    largest <- max largest (sizes[k] * abs r)

        largest / (Array.max sizes * abs teachers[0].FanOut * setting.Threshold)

    let private copies (teachers: PaperNode[]) = Array.tail teachers

    let private idle (random: CounterRandom) d =
        { Weights = Array.init (d + 1) (fun _ -> random.NextGaussian())
          FanOut = 0.0 }

    /// The largest t in [2^-40, 1], to one part in 2^12, at which the student is still below the threshold; 0 if none is.
    let private farthest isSmall =
        let rec shrink t =
            if t < Math.ScaleB(1.0, -40) then 0.0
            elif isSmall t then t
            else shrink (t / 4.0)

        let rec between low high steps =
            if steps = 0 then
                low
            else
                let middle = 0.5 * (low + high)

                if isSmall middle then
                    between middle high (steps - 1)
                else
                    between low middle (steps - 1)

        match shrink 1.0 with
        | 0.0 -> 0.0
        | t -> between t (min 1.0 (4.0 * t)) 12

    let private perturbed (random: CounterRandom) (setting: PaperSetting) teachers points extra =
        let start =
            Array.append teachers (Array.init extra (fun _ -> idle random setting.Inputs))

        let direction =
            start
            |> Array.map (fun node ->
                Array.map (fun _ -> random.NextGaussian()) node.Weights, 0.5 * random.NextGaussian())

        let at t =
            Array.map2
                (fun node (step: float[], turn) ->
                    { Weights = Array.map2 (fun w v -> w + t * v) node.Weights step
                      FanOut = node.FanOut + t * turn })
                start
                direction

        let t = farthest (fun t -> score setting teachers points (at t) 0.0 < target)
        at t, 0.0

    /// sigma(h) = sigma(-h) + h, and h = sigma(h + A) - A on the cube and around it.
    let private mirrored (setting: PaperSetting) (teachers: PaperNode[]) =
        let first = teachers[0]
        let d = setting.Inputs
        let away = float (int (Seq.sumBy abs first.Weights + setting.Step)) + 2.0

        Array.append
            [| { first with
                   Weights = Array.map (fun w -> -w) first.Weights }
               { first with
                   Weights = Array.updateAt d (first.Weights[d] + away) first.Weights } |]
            (copies teachers),
        -away * first.FanOut

    let private stream (setting: PaperSetting) (first: PaperNode) samples (points: float[]) : PaperStream =
        let d = setting.Inputs
        let count = points.Length / d

        { Setting = setting
          Direction = first.Weights[.. d - 1]
          Offset = first.Weights[d]
          Length = samples
          Points = points
          Heights = Array.init count (fun i -> height first.Weights points (i * d))
          Owners = Array.init count id }
        |> PaperStream.within (Straddle.reach setting)

    let private pairsOf (first: PaperNode) (tilts: float[][]) scale =
        let share = first.FanOut / float (2 * tilts.Length)

        [| for t in tilts do
               for sign in [ scale; -scale ] do
                   { Weights = Array.map2 (fun w v -> w + sign * v) first.Weights t
                     FanOut = share } |]

    /// At a threshold so many times the printed one every tilt passes.
    let private straddling
        (random: CounterRandom)
        (setting: PaperSetting)
        teachers
        points
        pairs
        samples
        scaled
        =
        let first: PaperNode = Array.head teachers
        let near = stream setting first samples points
        let constant = -setting.Threshold * first.FanOut * target

        let isBelow tilts scale =
            score
                setting
                teachers
                points
                (Array.append (pairsOf first tilts scale) (copies teachers))
                constant
                <
                1.0 - 1e-9

        let found =
            match Straddle.mostSamples random near pairs 100 400 with
            | Some(tilts, _) when not scaled || isBelow tilts 1.0 -> Some(tilts, 1.0)
            | _ ->
                Straddle.leastThreshold random near pairs 30 200
                |> Option.map (fun (tilts, _) -> tilts, farthest (isBelow tilts))

        match found with
        | None -> teachers, 0.0
        | Some(tilts, scale) -> Array.append (pairsOf first tilts scale) (copies teachers), constant

    /// For h the first teacher's height, b = 1.2 eps, a = 2b and m = 1/2 the sum of 2 .. is 0 up to -a, rises and falls back
    /// to 0 at h = 0 with slope -1 there, turns at h = a and is h from m on: sigma(h) wherever |h| >= 1/2 or h = 0.
    let private ramp (setting: PaperSetting) (teachers: PaperNode[]) =
        let first = teachers[0]
        let d = setting.Inputs
        let b = beyond * setting.Epsilon
        let a = 2.0 * b
        let m = 0.5

        if a >= m then
            raise (ArgumentException "The ramp needs an eps below 5/24.")

        let rise = (m + a) / (m - a)

        let node shift factor =
            { Weights = Array.updateAt d (first.Weights[d] + shift) first.Weights
              FanOut = factor * first.FanOut }

        Array.append
            [| node a 1.0; node b -2.0; node -a (rise + 1.0); node -m (1.0 - rise) |]
            (copies teachers),
        0.0

    /// The student of a case. `scaled` is off for a control whose threshold is so large that any tilt passes.
    let make (random: CounterRandom) (spec: PaperSpec) scaled (teachers: PaperNode[]) (inputs: float[]) =
        let setting = spec.Setting
        let d = setting.Inputs
        let points = lazy (surroundings setting teachers inputs)

        let nodes, constant =
            match spec.Attack with
            | Perturbed -> perturbed random setting teachers points.Value spec.Extra
            | Mirrored -> mirrored setting teachers
            | Straddling -> straddling random setting teachers points.Value spec.Extra spec.Samples scaled
            | Ramp -> ramp setting teachers
            | Fitted -> Array.append teachers (Array.init spec.Extra (fun _ -> idle random d)), 0.0

        let student = network d nodes constant

        if spec.Attack = Fitted then
            // with a band as wide as the cube every sample is beside a boundary
            let teacher = network d teachers 0.0

            let probe =
                FiniteProbe(teacher, student.Shape, inputs, setting.Step, 1e3, spec.Augmentation)

            FiniteStudents.train random Trained probe student
        else
            student
