// One dataset for every N: independent uniform samples of the cube (-1, 1)^d in a fixed order, of which D is the first N,
// with the points of D' around each and their heights over one teacher's hyperplane. A student that a prefix does not
// betray is not betrayed by a shorter one, so one stream decides all N at once. It knows no student.
//
// Shapes: P points, d inputs.
namespace Verify.Claims.Generators

open Verify.Core.Numerics

/// A teacher node with unit direction, and the points of D' that count for it.
type PaperStream =
    {
        Setting: PaperSetting
        /// w~*, length 1 up to rounding
        Direction: float[]
        /// b*
        Offset: float
        /// Samples drawn
        Length: int
        /// P x d, sorted by sample
        Points: float[]
        /// w~* . x + b*, P
        Heights: float[]
        /// The sample that a point belongs to, P
        Owners: int[]
    }

    member stream.Count = stream.Owners.Length

module PaperStream =
    let dot (w: float[]) (x: float[]) =
        let mutable sum = 0.0

        for i in 0 .. w.Length - 1 do
            sum <- sum + w[i] * x[i]

        sum

    let private norm w = sqrt (dot w w)

    /// Multiples of 2^-20: short texts in witnesses, far below every step.
    let private rounded x =
        System.Math.ScaleB(System.Math.Round(System.Math.ScaleB(x, 20)), -20)

    /// A direction of length 1 and an offset in (-1/4, 1/4): the hyperplane passes through the middle of the cube.
    let node (random: CounterRandom) d =
        let drawn = Array.init d (fun _ -> random.NextGaussian())
        let length = norm drawn
        drawn |> Array.map (fun w -> w / length), rounded (0.5 * random.NextDouble() - 0.25)

    /// N x d, row-major.
    let samples (random: CounterRandom) d count =
        Array.init (count * d) (fun _ -> rounded (2.0 * random.NextDouble() - 1.0))

    /// The first `count` samples of a stream around a teacher node; of the points of D' those within a height of the
    /// hyperplane.
    let drawWithin (setting: PaperSetting) (random: CounterRandom) count reach =
        let d = setting.Inputs
        let s = setting.Step
        let direction, offset = node (random.Substream 0UL) d
        let inputs = samples (random.Substream 1UL) d count

        let points, heights, owners =
            ResizeArray<float>(), ResizeArray<float>(), ResizeArray<int>()

        let x = Array.zeroCreate<float> d

        let add i =
            let height = dot direction x + offset

            if abs height <= reach then
                points.AddRange x
                heights.Add height
                owners.Add i

        for i in 0 .. count - 1 do
            Array.blit inputs (i * d) x 0 d
            add i

            match setting.Augmentation with
            | Agnostic ->
                for u in 0 .. d - 1 do
                    for step in [| s; -s |] do
                        x[u] <- inputs[i * d + u] + step
                        add i

                    x[u] <- inputs[i * d + u]
            | Aware ->
                if abs (dot direction x + offset) <= setting.Delta then
                    for step in [| s; -s |] do
                        for u in 0 .. d - 1 do
                            x[u] <- inputs[i * d + u] + step * direction[u]

                        add i

        { Setting = setting
          Direction = direction
          Offset = offset
          Length = count
          Points = points.ToArray()
          Heights = heights.ToArray()
          Owners = owners.ToArray() }

    /// All points of D' for the first `count` samples.
    let draw setting random count =
        drawWithin setting random count infinity

    /// The points within a height, in the same order.
    let within reach (stream: PaperStream) =
        let d = stream.Setting.Inputs

        let kept =
            [| for i in 0 .. stream.Count - 1 do
                   if abs stream.Heights[i] <= reach then
                       i |]

        { stream with
            Points = kept |> Array.collect (fun i -> stream.Points[i * d .. (i + 1) * d - 1])
            Heights = kept |> Array.map (fun i -> stream.Heights[i])
            Owners = kept |> Array.map (fun i -> stream.Owners[i]) }
