// Brings students to a small gradient: by moving an exact zero-gradient student as far as the threshold allows, or by a
// short training run that is polished by Levenberg-Marquardt. Plain doubles, deterministic: sums in order, and the
// factorisation is MathNet's managed one on a matrix of a few dozen rows.
//
// Shapes: N points, d inputs, n students, C outputs, p = (d+1) n + (n+1) C weights of a two-layer student.
namespace Verify.Claims.Generators

open System
open MathNet.Numerics.LinearAlgebra
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

module FiniteStudents =
    /// The gradient is brought below this share of the threshold, so that rounding cannot lift it above.
    let private target = 0.98

    let private along (from: float[]) (direction: float[]) (t: float) =
        Array.map2 (fun w v -> w + t * v) from direction

    let private withWeights (network: Network) (weights: float[]) =
        network.WithWeights(ReadOnlySpan<float> weights)

    /// The largest t in [2^-40, 1], to one part in 2^10, at which the gradient of start + t direction is still small, by
    /// halving on the exponent and then between; where it is not small at any, the start.
    let private farthest (probe: FiniteProbe) (network: Network) start direction =
        let isSmall t =
            probe.Score(withWeights network (along start direction t)) < target

        let rec shrink t =
            if t < Math.ScaleB(1.0, -40) then None
            elif isSmall t then Some t
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
        | None -> network
        | Some t -> withWeights network (along start direction (between t (min 1.0 (4.0 * t)) 10))

    /// Weights of which nodes move: all, or the columns of W_1 and rows of W_2 of one node.
    let private moves (random: CounterRandom) source (shape: NetworkShape) (weights: float[]) =
        let direction =
            weights |> Array.map (fun w -> random.NextGaussian() * (0.25 + abs w))

        if source = MovedNode then
            let k = random.NextBelow(shape.Width 1)

            let belongs i =
                let first, second = shape.WeightOffset 1, shape.WeightOffset 2

                i >= first && i < second && (i - first) % shape.Width 1 = k
                || i >= second
                   && i < second + shape.WeightLength 2
                   && (i - second) / shape.Width 2 = k

            direction |> Array.mapi (fun i v -> if belongs i then v else 0.0)
        else
            direction

    /// A few steps of Adam on the points' squared error, by the core's own gradients.
    let private adam (probe: FiniteProbe) steps (network: Network) =
        (AdamDescent.start network, seq { 1..steps })
        ||> Seq.fold (fun descent _ ->
            probe.Run descent.Network
            AdamDescent.step 0.03 probe.Forward probe.Backward descent)
        |> _.Network

    /// Points that Levenberg-Marquardt fits, about: an even selection, many times the number of weights.
    let private fitted = 300

    /// sum of r^2, and the normal equations J^T J and J^T r, of r = f* - f over an even selection of the points, for a
    /// two-layer student that the probe has just run.
    let private normalEquations (probe: FiniteProbe) (network: Network) =
        let shape = network.Shape
        let d, n, c = shape.Inputs, shape.Width 1, shape.Outputs
        let upper = (d + 1) * n
        let p = upper + (n + 1) * c
        let normal = Array2D.zeroCreate<float> p p
        let right = Array.zeroCreate<float> p
        let jacobian = Array.zeroCreate<float> p
        let mutable loss = 0.0

        for i in 0 .. max 1 (probe.Forward.Samples / fitted) .. probe.Forward.Samples - 1 do
            for o in 0 .. c - 1 do
                let r = probe.Targets.Outputs[i, o] - probe.Forward.Outputs[i, o]
                loss <- loss + r * r
                Array.Clear jacobian

                for k in 0 .. n - 1 do
                    let slope = probe.Forward.Gates(1)[i, k] * network.Weights(2)[k, o]

                    for u in 0..d do
                        jacobian[u * n + k] <- slope * probe.Forward.Activations(0)[i, u]

                for k in 0..n do
                    jacobian[upper + k * c + o] <- probe.Forward.Activations(1)[i, k]

                for a in 0 .. p - 1 do
                    let value = jacobian[a]

                    if value <> 0.0 then
                        right[a] <- right[a] + value * r

                        for b in 0..a do
                            normal[a, b] <- normal[a, b] + value * jacobian[b]

        loss, normal, right

    /// The step of (J^T J + lambda (diag + 1e-9)) x = J^T r; None when it cannot be factorised.
    let private damped (normal: float[,]) (right: float[]) lambda =
        let size = right.Length

        let matrix =
            Matrix<float>
                .Build.Dense(
                    size,
                    size,
                    fun a b ->
                        let value = if a >= b then normal[a, b] else normal[b, a]

                        if a = b then value + lambda * (value + 1e-6) else value
                )

        try
            Some(matrix.Cholesky().Solve(Vector<float>.Build.Dense right).ToArray())
        with :? ArgumentException ->
            None

    /// Levenberg-Marquardt until the gradient is small; the last step is then taken only as far as it must be, so that
    /// the student is just below the threshold. The last iterate when it never gets there.
    let private polish (probe: FiniteProbe) iterations (network: Network) =
        let rec iterate left lambda (network: Network) (loss, normal, right) =
            if left = 0 || lambda > 1e6 then
                network
            else
                match damped normal right lambda with
                | None -> iterate (left - 1) (lambda * 10.0) network (loss, normal, right)
                | Some step when step |> Array.exists (Double.IsFinite >> not) -> network
                | Some step ->
                    let moved = withWeights network (along (network.AllWeights.ToArray()) step 1.0)

                    if probe.Score moved < target then
                        let back = Array.map (fun v -> -v) step
                        farthest probe moved (moved.AllWeights.ToArray()) back
                    else
                        let next, nextNormal, nextRight = normalEquations probe moved

                        if next < loss then
                            iterate (left - 1) (max 1e-9 (lambda / 5.0)) moved (next, nextNormal, nextRight)
                        else
                            iterate (left - 1) (lambda * 4.0) network (loss, normal, right)

        probe.Run network
        iterate iterations 1e-2 network (normalEquations probe network)

    /// Where a training run starts: around the built student, or anywhere.
    let private start (random: CounterRandom) source (network: Network) =
        let weights = network.AllWeights.ToArray()

        let drawn =
            if source = TrainedAfresh then
                weights |> Array.map (fun _ -> random.NextGaussian())
            else
                let size = Math.ScaleB(1.0, -random.NextBelow 3)
                weights |> Array.map (fun w -> w + size * random.NextGaussian())

        withWeights network drawn

    /// The student with one node more, h + away for teacher node 0's z = h, active on the data, with the fan-out (1+c)/2 v*_0,
    /// and the constant (1-c)/2 level v*_0: with no copy of the node left, f* - f keeps (1-c)/2 (|h| - level) v*_0 of it.
    let private flatten (spec: FiniteSpec) (teacher: Network) (student: Network) =
        let shape = student.Shape
        let d, n, c = shape.Inputs, shape.Width 1, shape.Outputs
        let w = Array.init (d + 1) (fun i -> teacher.Weights(1)[i, 0])

        let norm = sqrt (Seq.sum (seq { for i in 0 .. d - 1 -> w[i] * w[i] }))

        let widest =
            if norm = 0.0 then
                0.0
            else
                Seq.max (seq { for i in 0 .. d - 1 -> abs w[i] }) / norm

        let t =
            if spec.Augmentation = Aware then
                spec.Step
            else
                spec.Step * widest

        let level =
            if spec.Source = Smoothed then
                0.5 * spec.Delta
            else
                0.5 * (t + spec.Delta)

        let away = 1.0 + abs w[d] + 2.0 * norm * float spec.Networks.Radius * sqrt (float d)

        let half = 0.5 * (1.0 + student.Leak)
        let other = 0.5 * (1.0 - student.Leak) * norm * level

        let rows =
            [| for i in 0..d do
                   for k in 0 .. n - 1 do
                       student.Weights(1)[i, k]

                   w[i] + (if i = d then away else 0.0)
               for k in 0 .. n - 1 do
                   for o in 0 .. c - 1 do
                       student.Weights(2)[k, o]
               for o in 0 .. c - 1 do
                   half * teacher.Weights(2)[0, o]
               for o in 0 .. c - 1 do
                   student.Weights(2)[n, o] + (other - half * away) * teacher.Weights(2)[0, o] |]

        Network(NetworkShape(ReadOnlySpan<int> [| d; n + 1; c |]), student.Leak, ReadOnlySpan<float> rows)

    /// Copies of teacher 0 turned by 60 degrees about the point p in the middle of its samples: w~ + tan 60 ||w~|| u in place of
    /// w~, with z(p) kept. On p + R w~ nothing changes.
    let private pivot (spec: FiniteSpec) (teacher: Network) (inputs: float[]) (student: Network) =
        let column (network: Network) k =
            Array.init 3 (fun i -> network.Weights(1)[i, k])

        let value (w: float[]) (x: float[]) = w[0] * x[0] + w[1] * x[1] + w[2]
        let star = column teacher 0
        let norm = sqrt (star[0] * star[0] + star[1] * star[1])

        let beside =
            inputs
            |> Array.chunkBySize 2
            |> Array.filter (fun x -> abs (value star x) <= spec.Delta * norm)

        if beside.Length = 0 || norm = 0.0 then
            student
        else
            let p =
                Array.init 2 (fun i -> (beside |> Array.sumBy (fun x -> x[i])) / float beside.Length)

            let tangent = sqrt 3.0

            let turned k =
                let w = column student k
                let size = sqrt (w[0] * w[0] + w[1] * w[1])
                let isCopy = abs (w[0] * star[1] - w[1] * star[0]) <= 1e-9 * size * norm

                if isCopy then
                    let direction = [| w[0] - tangent * w[1]; w[1] + tangent * w[0] |]

                    Array.append direction [| value w p - direction[0] * p[0] - direction[1] * p[1] |]
                else
                    w

            let weights = student.AllWeights.ToArray()
            let n = student.Shape.Width 1

            for k in 0 .. n - 1 do
                let w = turned k

                for i in 0..2 do
                    weights[i * n + k] <- w[i]

            withWeights student weights

    /// A short training run from around a two-layer student, or from anywhere, polished by Levenberg-Marquardt.
    let train (random: CounterRandom) source (probe: FiniteProbe) (built: Network) =
        if probe.Points.Length = 0 then
            built
        else
            start random source built |> adam probe 20 |> polish probe 40

    /// The student of a case from the one that was built. Training and flattening are for two layers: deeper students
    /// stay as built.
    let bring
        (random: CounterRandom)
        (spec: FiniteSpec)
        (teacher: Network)
        (inputs: float[])
        (probe: Lazy<FiniteProbe>)
        (built: Network)
        =
        match spec.Source with
        | Built -> built
        | Moved
        | MovedNode ->
            let weights = built.AllWeights.ToArray()

            farthest probe.Value built weights (moves random spec.Source built.Shape weights)
        | Trained
        | TrainedAfresh
        | Flattened
        | Smoothed
        | Pivoted when built.Shape.Depth > 2 -> built
        | Trained
        | TrainedAfresh -> train random spec.Source probe.Value built
        | Flattened
        | Smoothed -> flatten spec teacher built
        | Pivoted when built.Shape.Inputs = 2 -> pivot spec teacher inputs built
        | Pivoted -> built
