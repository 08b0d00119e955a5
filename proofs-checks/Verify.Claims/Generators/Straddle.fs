// The attack on F.paper: students that straddle the teacher's hyperplane. For an affine t and h the teacher's height,
//     (sigma(h + t) + sigma(h - t)) / 2 - sigma(h) = max(0, |t| - |h|) / 2,
// so a pair of nodes h +- t reproduces the teacher but in the double wedge |h| < |t|, however far it is tilted. The attack
// looks for wedges that no point of D' betrays. A constant beta taken from the output halves what is left.
//
// p pairs with weights 1/p share the teacher's fan-out, so g_k / alpha_kj is the residual r for each of the 2p students.
// Plain doubles: what is found is checked again, rigorously, by the claims.
namespace Verify.Claims.Generators

open System
open Verify.Core.Numerics

module Straddle =
    let private dot = PaperStream.dot
    let private norm w = sqrt (dot w w)

    /// How far the node (a, c) is from being aligned with (w, b), |w| = 1, up to orientation: the larger of sine and offset.
    let misalignment (w: float[]) b (a: float[]) c =
        let length = norm a
        let along = dot a w
        let across = Array.map2 (fun x y -> x - along * y) a w
        max (norm across / length) (abs (c / length - (if along < 0.0 then -b else b)))

    /// A little more than eps, so that rounding cannot make the student aligned.
    let private margin = 1.0 + 1e-6

    /// A tilt (u, c) from d + 1 free numbers: u across the teacher's direction, and a scale at which both nodes
    /// (w +- u, b +- c) are just not eps-aligned. None when no scale near it does.
    let admit (stream: PaperStream) (raw: float[]) =
        let w, b = stream.Direction, stream.Offset
        let d = w.Length
        let direction = raw[.. d - 1]
        let along = dot direction w
        let u = Array.map2 (fun x y -> x - along * y) direction w
        let size = max (norm u) (abs raw[d])

        let tilt scale =
            Array.append (u |> Array.map (fun x -> scale * x)) [| scale * raw[d] |]

        let isMisaligned scale =
            let t = tilt scale

            [ 1.0; -1.0 ]
            |> List.forall (fun sign ->
                let node = Array.map2 (fun x y -> x + sign * y) w t[.. d - 1]
                misalignment w b node (b + sign * t[d]) > stream.Setting.Epsilon * margin)

        if size < 1e-12 then
            None
        else
            Seq.init 40 (fun i -> stream.Setting.Epsilon * margin * (1.0 + 0.005 * float i) / size)
            |> Seq.tryFind isMisaligned
            |> Option.map tilt

    /// Points beyond this height lie in no admitted wedge.
    let reach (setting: PaperSetting) =
        1.25 * setting.Epsilon * (sqrt (float setting.Inputs) + 1.0 + setting.Step)

    /// Sum over the pairs of max(0, |t| - |h|) at point i: 2p times the residual.
    let private excess (stream: PaperStream) (tilts: float[][]) i =
        let d = stream.Setting.Inputs
        let height = abs stream.Heights[i]
        let mutable sum = 0.0

        for t in tilts do
            let mutable value = t[d]

            for j in 0 .. d - 1 do
                value <- value + t[j] * stream.Points[i * d + j]

            sum <- sum + max 0.0 (abs value - height)

        sum

    /// What the sum may reach: |r| <= threshold with beta = threshold taken off.
    let allowed (setting: PaperSetting) pairs =
        4.0 * float pairs * setting.Threshold * (1.0 - 1e-6)

    /// The number of samples that do not betray the tilts, and what the first one that does has too much.
    let survived (stream: PaperStream) (tilts: float[][]) =
        let limit = allowed stream.Setting tilts.Length
        let mutable i = 0
        let mutable over = 0.0

        while i < stream.Count && over = 0.0 do
            let value = excess stream tilts i

            if value > limit then over <- value - limit else i <- i + 1

        (if i = stream.Count then stream.Length else stream.Owners[i]), over

    /// The least threshold that the tilts pass at all points: the largest residual, halved by beta. Infinite as soon as it
    /// is above a bound: then it does not matter by how much.
    let needed (stream: PaperStream) bound (tilts: float[][]) =
        let scale = 4.0 * float tilts.Length
        let mutable largest = 0.0
        let mutable i = 0

        while i < stream.Count do
            largest <- max largest (excess stream tilts i)
            i <- if largest > bound * scale then Int32.MaxValue else i + 1

        if i = Int32.MaxValue then infinity else largest / scale

    /// Random tilts and a parallel shift, and a climb from the best of them. `score` may stop early where it cannot beat
    /// the best so far; `better a b` says that score a is.
    let private climb
        (random: CounterRandom)
        stream
        pairs
        starts
        steps
        (score: 'Score option -> float[][] -> 'Score)
        better
        =
        let d = stream.Setting.Inputs

        let shift =
            Array.init pairs (fun _ -> Array.init (d + 1) (fun i -> if i = d then 1.0 else 0.0))

        let draw () =
            Array.init pairs (fun _ -> Array.init (d + 1) (fun _ -> random.NextGaussian()))

        let admitAll (raws: float[][]) =
            let tilts = raws |> Array.map (admit stream)

            if Array.forall Option.isSome tilts then
                Some(Array.map Option.get tilts)
            else
                None

        let mutable best = None

        let tried raws =
            let reached = best |> Option.map (fun (_, _, found) -> found)
            admitAll raws |> Option.map (fun tilts -> raws, tilts, score reached tilts)

        let mutable size = 0.5

        let offer candidate =
            match candidate, best with
            | Some(_, _, found), Some(_, _, reached) when better found reached ->
                best <- candidate
                true
            | Some _, None ->
                best <- candidate
                true
            | _ -> false

        offer (tried shift) |> ignore<bool>

        for _ in 1..starts do
            offer (tried (draw ())) |> ignore<bool>

        for _ in 1..steps do
            match best with
            | None -> offer (tried (draw ())) |> ignore<bool>
            | Some(raws, tilts, _) ->
                // from the admitted tilts, whose scale is known: a step is a share of eps
                let which = random.NextBelow pairs
                let unit = 1.0 / stream.Setting.Epsilon

                let moved =
                    tilts[which] |> Array.map (fun t -> t * unit + size * random.NextGaussian())

                let isBetter = offer (tried (Array.updateAt which moved raws))

                size <-
                    if isBetter then
                        min 2.0 (size * 1.5)
                    else
                        max 1e-6 (size * 0.97)

                if size <= 1e-6 then
                    size <- 0.5

        best |> Option.map (fun (_, tilts, found) -> tilts, found)

    /// Tilts that as many samples as possible do not betray, with that number.
    let mostSamples random (stream: PaperStream) pairs starts steps =
        climb random stream pairs starts steps (fun _ -> survived stream) (fun (n, over) (best, bestOver) ->
            n > best || n = best && over < bestOver)
        |> Option.map (fun (tilts, (n, _)) -> tilts, n)

    /// Tilts that pass all points at the least threshold, with that threshold.
    let leastThreshold random (stream: PaperStream) pairs starts steps =
        climb random stream pairs starts steps (Option.defaultValue infinity >> needed stream) (<)
