// Draws the dataset of a finite-sample case: samples around every teacher's boundary and others anywhere in the box, and
// turns networks and data together. Nothing here knows of students or gradients.
//
// Shapes: N samples, d inputs; samples are rows.
namespace Verify.Claims.Generators

open System
open Verify.Core.Networks
open Verify.Core.Numerics

module FiniteData =
    let private dot (a: float[]) (b: float[]) =
        Array.fold2 (fun sum x y -> sum + x * y) 0.0 a b

    /// Multiples of 2^-14: short texts in witnesses, and fine beside every step and band that a spec draws.
    let private rounded (x: float) =
        Math.ScaleB(Math.Round(Math.ScaleB(x, 14)), -14)

    /// A random orthogonal matrix as rows: Gram-Schmidt on Gaussian rows, orthogonal up to rounding.
    let rec private orthogonal (random: CounterRandom) d =
        let rows = Array.init d (fun _ -> Array.init d (fun _ -> random.NextGaussian()))

        for i in 0 .. d - 1 do
            for k in 0 .. i - 1 do
                let c = dot rows[i] rows[k]
                rows[i] <- Array.map2 (fun a b -> a - c * b) rows[i] rows[k]

            let norm = sqrt (dot rows[i] rows[i])
            rows[i] <- rows[i] |> Array.map (fun a -> a / norm)

        rows

    let private identity d =
        Array.init d (fun i -> Array.init d (fun j -> if i = j then 1.0 else 0.0))

    /// The matrix Q that a case is turned by, as rows.
    let turn (random: CounterRandom) turned d =
        if turned then orthogonal random d else identity d

    let private apply (q: float[][]) (x: float[]) = q |> Array.map (fun row -> dot row x)

    /// The network of x -> f(Q^T x): its directions are Q w~, up to rounding.
    let turnNetwork (q: float[][]) (network: Network) =
        let weights = network.AllWeights.ToArray()
        let width = network.Shape.Width 1

        for k in 0 .. width - 1 do
            let direction = apply q (Array.init q.Length (fun i -> network.Weights(1)[i, k]))

            for i in 0 .. q.Length - 1 do
                weights[i * width + k] <- direction[i]

        network.WithWeights(ReadOnlySpan<float> weights)

    /// Where along a boundary samples lie: a draw of points that are then moved onto it.
    let private along (random: CounterRandom) shape d (radius: float) =
        let uniform () =
            Array.init d (fun _ -> radius * (2.0 * random.NextDouble() - 1.0))

        match shape with
        | Even -> uniform
        | Bell -> fun () -> Array.init d (fun _ -> 0.5 * radius * random.NextGaussian())
        | Clusters ->
            let centres = Array.init 4 (fun _ -> uniform ())

            fun () ->
                centres[random.NextBelow 4]
                |> Array.map (fun x -> x + 0.125 * radius * random.NextGaussian())
        | Flat ->
            let centre = uniform ()
            let line = if d < 3 then Array.create d 0.0 else uniform ()

            fun () ->
                let t = 2.0 * random.NextDouble() - 1.0
                Array.map2 (fun c l -> c + t * l) centre line

    /// One sample within delta of the plane, in the box; None when the box is missed many times.
    let private beside (random: CounterRandom) (radius: float) delta (w: float[]) b draw =
        let square = dot w w
        let norm = sqrt square

        let attempt _ =
            let y = draw ()
            let side = 0.98 * delta * (2.0 * random.NextDouble() - 1.0)
            let shift = side / norm - (dot w y + b) / square
            let x = Array.map2 (fun a v -> a + shift * v) y w

            if Array.forall (fun v -> abs v <= radius) x then
                Some x
            else
                None

        if square = 0.0 then
            None
        else
            Seq.tryPick attempt (seq { 1..40 })

    /// X, N x d, for a teacher that is not turned yet; the result is turned by Q.
    let draw (random: CounterRandom) (spec: FiniteSpec) (teacher: Network) (q: float[][]) =
        let d = spec.Networks.Inputs
        let radius = float spec.Networks.Radius

        let near =
            [| for j in 0 .. teacher.Shape.Width 1 - 1 do
                   let w = Array.init d (fun i -> teacher.Weights(1)[i, j])
                   let stream = random.Substream(uint64 j)
                   let place = along stream spec.Shape d radius

                   for _ in 1 .. spec.Near do
                       match beside stream radius spec.Delta w (teacher.Weights(1)[d, j]) place with
                       | Some x -> x
                       | None -> () |]

        let stream = random.Substream(uint64 (teacher.Shape.Width 1))

        let far =
            Array.init spec.Far (fun _ -> Array.init d (fun _ -> radius * (2.0 * stream.NextDouble() - 1.0)))

        Array.append near far |> Array.collect (apply q >> Array.map rounded)
