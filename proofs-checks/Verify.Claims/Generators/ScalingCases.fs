// The cases of F.scaling: a plan of settings (eps, d, K), fixed here before anything is measured, and what the attacks of
// Straddle.fs and PaperClimb.fs came to at each. A case is a whole experiment; its spec only names the mode and the seed.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Numerics

type ScalingSpec =
    {
        Augmentation: Augmentation
        /// Datasets for each setting
        Replicates: int
        /// Attacks on each dataset
        Attempts: int
        Seed: uint64
    }

/// What the attacks on one dataset came to.
type ScalingPoint =
    {
        Setting: PaperSetting
        /// The most samples that a counterexample survived: with one sample more none was found.
        Samples: float
        /// The least |g_1| / |alpha_kj| of a student that is not eps-aligned, on D' with `Dense` samples.
        Gradient: float
    }

type ScalingCase =
    { Spec: ScalingSpec
      Points: ScalingPoint list }

module ScalingCases =
    /// Around eps = 1/16, d = 2, K = 3 one of the three varies at a time. d = 1 is left out: it has no directions across the
    /// teacher's, so that no student can be tilted.
    let plan augmentation =
        let at halvings d k =
            { Epsilon = Math.ScaleB(1.0, -halvings)
              Inputs = d
              Nodes = k
              Augmentation = augmentation }

        [ for halvings in [ 3; 4; 8 ] do
              at halvings 2 3

          for d in [ 3; 5 ] do
              at 4 d 3

          for k in [ 5; 9 ] do
              at 4 2 k ]

    /// Samples that a stream has for the search of N: many times what survives.
    let private drawn (setting: PaperSetting) =
        int (60.0 * float (setting.Inputs + 1) / setting.Epsilon)

    /// Samples at which G is measured: enough of them in every wedge that the gradient, not the samples, is what limits.
    let dense (setting: PaperSetting) =
        int (20.0 * float (setting.Inputs * setting.Inputs) / setting.Epsilon)

    let private pairs (setting: PaperSetting) = [ 1 .. (setting.Nodes - 1) / 2 ]

    /// One teacher and n = K - 1 students: the attacker has all of K.
    let private students (setting: PaperSetting) = setting.Nodes - 1

    let private best score attempts =
        match attempts |> List.choose id with
        | [] -> None
        | found -> Some(List.reduce (fun a b -> if score b a then b else a) found)

    let private mostSamples (random: CounterRandom) attempts (setting: PaperSetting) =
        let near =
            PaperStream.drawWithin setting (random.Substream 0UL) (drawn setting) (Straddle.reach setting)

        let tries =
            [ for p in pairs setting do
                  for a in 1..attempts ->
                      Straddle.mostSamples
                          (random.Substream(uint64 (64 * p + a)))
                          near
                          p
                          100
                          (200 * setting.Inputs) ]

        match best (fun (_, n) (_, m) -> n > m) tries with
        | None -> 1.0
        | Some(tilts, n) ->
            // a beginning of the same stream, many times what survived so far
            let stream =
                PaperStream.draw setting (random.Substream 0UL) (min (drawn setting) (64 + 8 * n))

            let start =
                PaperClimb.ofTilts
                    stream
                    (random.Substream 1UL)
                    (students setting)
                    tilts
                    (-setting.Threshold * (1.0 - 2e-6))

            let _, climbed = PaperClimb.mostSamples (random.Substream 2UL) 200 stream start
            // none at all is counted as one, so that it has a logarithm: fewer is better for the theorem
            float (max 1 (max n climbed))

    let private leastThreshold (random: CounterRandom) (setting: PaperSetting) =
        let near =
            PaperStream.drawWithin setting (random.Substream 0UL) (dense setting) (Straddle.reach setting)

        let tries =
            [ for p in pairs setting ->
                  Straddle.leastThreshold (random.Substream(uint64 p)) near p 20 (100 * setting.Inputs) ]

        match best (fun (_, g) (_, h) -> g < h) tries with
        | None -> setting.Epsilon
        | Some(tilts, g) ->
            let start =
                PaperClimb.ofTilts near (random.Substream 1UL) (students setting) tilts -g

            let _, climbed = PaperClimb.leastThreshold (random.Substream 2UL) 100 near start
            min g climbed

    let private make (spec: ScalingSpec) : ScalingCase =
        let random = CounterRandom(spec.Seed, 0x7363616CUL)

        { Spec = spec
          Points =
            [ for i, setting in List.indexed (plan spec.Augmentation) do
                  for r in 0 .. spec.Replicates - 1 do
                      let own = random.Substream(uint64 (1024 * i + r))

                      { Setting = setting
                        Samples = mostSamples (own.Substream 0UL) spec.Attempts setting
                        Gradient = leastThreshold (own.Substream 1UL) setting } ] }

    let private modes = [ Aware, "aware"; Agnostic, "agnostic" ]
    let private names = [ "mode"; "replicates"; "attempts"; "seed" ]

    let private toText (spec: ScalingSpec) =
        SpecText.ofParts
            [ "mode", SpecText.nameOf modes spec.Augmentation
              "replicates", string spec.Replicates
              "attempts", string spec.Attempts
              "seed", string spec.Seed ]

    let private parse =
        SpecText.parse (fun text ->
            let reader = SpecReader(names, text)

            { Augmentation = reader.OneOf("mode", modes)
              Replicates = reader.Number("replicates", 1, 64)
              Attempts = reader.Number("attempts", 1, 63)
              Seed = reader.Seed "seed" })

    // not "measured": in a witness that is what the check compared
    let private measuredName = "experiments"
    let private modeName = "mode"
    let private columns = 5

    let private store (case: ScalingCase) : Material =
        { Networks = []
          Tables =
            [ modeName,
              { Rows = 1
                Columns = 1
                Values = [| (if case.Spec.Augmentation = Aware then 1.0 else 0.0) |] }
              measuredName,
              { Rows = case.Points.Length
                Columns = columns
                Values =
                  [| for p in case.Points do
                         yield!
                             [ p.Setting.Epsilon
                               float p.Setting.Inputs
                               float p.Setting.Nodes
                               p.Samples
                               p.Gradient ] |] } ] }

    /// The measured points of a stored case: eps, d, K, N, G in each row. ArgumentException when they are none.
    let points (material: Material) =
        let augmentation =
            match (material.Table modeName).Values with
            | [| 1.0 |] -> Aware
            | [| 0.0 |] -> Agnostic
            | _ -> raise (ArgumentException "its mode is not 1 (aware) or 0 (agnostic).")

        let table = material.Table measuredName

        let isCount value =
            value >= 1.0 && value <= 1e6 && value = Math.Floor value

        let row (v: float[]) =
            if
                not (Array.forall (fun x -> x > 0.0 && Double.IsFinite x) v)
                || v[0] > 1.0
                || not (isCount v[1] && isCount v[2])
            then
                raise (ArgumentException "a row of its table is not eps, d, K, N, G.")

            { Setting =
                { Epsilon = v[0]
                  Inputs = int v[1]
                  Nodes = int v[2]
                  Augmentation = augmentation }
              Samples = v[3]
              Gradient = v[4] }

        if table.Columns <> columns || table.Rows = 0 then
            raise (ArgumentException $"its table is {table.Rows} x {table.Columns}, not rows of {columns}.")

        table.Values |> Array.chunkBySize columns |> Array.map row |> Array.toList

    let private restore (spec: ScalingSpec) (material: Material) : ScalingCase =
        { Spec = spec
          Points = points material }

    let family: CaseFamily<ScalingSpec, ScalingCase> =
        { ToText = toText
          Parse = parse
          Labels = fun spec -> [ "mode", SpecText.nameOf modes spec.Augmentation ]
          // fewer datasets would be another experiment
          Shrink = fun _ -> Seq.empty
          Make = make
          Store = store
          Restore = restore }

    /// The spec of a case from the case's own seed.
    let draw replicates attempts (caseSeed: uint64) =
        let specs =
            gen {
                let! augmentation = Gen.elements [ Aware; Agnostic ]
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                return
                    { Augmentation = augmentation
                      Replicates = replicates
                      Attempts = attempts
                      Seed = uint64 seed }
            }

        Gen.sampleWithSeed (Rnd(caseSeed, 0xD1B54A32D192ED03UL)) 100 1 specs
        |> Array.head

    /// The evidence of a claim that is checked on these cases: each is a draw of the whole plan.
    let sampled charts sampling =
        Sampled(Sampling.over family sampling |> Sampling.ofDraws |> Sampling.charted charts)
