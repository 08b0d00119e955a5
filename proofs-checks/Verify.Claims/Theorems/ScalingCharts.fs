// The figures of F.scaling: N and G against eps, d and K, with the theorem's curve and the fit. It judges nothing.
namespace Verify.Claims.Theorems

open System
open Verify.Claims
open Verify.Claims.Generators

module ScalingCharts =
    /// The setting around which one variable at a time varies: the most frequent value of each.
    let private centre (points: ScalingPoint list) : PaperSetting =
        let usual f =
            points |> List.map f |> List.countBy id |> List.maxBy snd |> fst

        { Epsilon = usual _.Setting.Epsilon
          Inputs = usual _.Setting.Inputs
          Nodes = usual _.Setting.Nodes
          Augmentation = points.Head.Setting.Augmentation }

    /// What a panel has on its horizontal axis: its name, its value, and the setting with that value.
    let private axes (centre: PaperSetting) =
        [ "1/eps",
          (fun (s: PaperSetting) -> 1.0 / s.Epsilon),
          (fun (s: PaperSetting) ->
              { centre with
                  PaperSetting.Epsilon = s.Epsilon })
          "d",
          (fun s -> float s.Inputs),
          (fun s ->
              { centre with
                  PaperSetting.Inputs = s.Inputs })
          "K",
          (fun s -> float s.Nodes),
          (fun s ->
              { centre with
                  PaperSetting.Nodes = s.Nodes }) ]

    let private panel
        points
        (centre: PaperSetting)
        (name: string, value: PaperSetting -> float, along: PaperSetting -> PaperSetting)
        y
        yLabel
        theorem
        fit
        =
        let here =
            points |> List.filter (fun (p: ScalingPoint) -> along p.Setting = p.Setting)

        let settings = here |> List.map _.Setting |> List.distinct |> List.sortBy value

        let curve (f: PaperSetting -> float) =
            settings |> List.map (fun setting -> value setting, f setting)

        let fixedValues =
            [ if name <> "1/eps" then
                  $"eps = 1/{1.0 / centre.Epsilon}"
              if name <> "d" then
                  $"d = {centre.Inputs}"
              if name <> "K" then
                  $"K = {centre.Nodes}" ]
            |> String.concat ", "

        { Title = $"{yLabel} against {name} ({fixedValues})"
          XLabel = name
          YLabel = yLabel
          Dots = here |> List.map (fun p -> value p.Setting, y p)
          Lines =
            [ { Name = "theorem, constant 1"
                IsFit = false
                Points = curve theorem }
              { Name = "fit"
                IsFit = true
                Points = curve fit } ] }

    /// The 95 % interval, two-sided.
    let private say name (e: FittedExponent) =
        $"{name} {e.Value:F2} [{e.Lower 0.975:F2}, {e.Upper 0.975:F2}]"

    let private law (law: PowerLaw) =
        List.map2 say [ "1/eps"; "d - 1"; "K" ] law.Exponents |> String.concat ", "

    let private caption (points: ScalingPoint list) (centre: PaperSetting) samples gradient =
        let here = points |> List.filter (fun p -> p.Setting = centre)
        let most = here |> List.map _.Samples |> List.max
        let least = here |> List.map _.Gradient |> List.min

        $"G is the gradient in multiples of |alpha|. Exponents with 95 %% intervals: N grows with {law samples}; 1/G with {law gradient}. "
        + $"At eps = 1/{1.0 / centre.Epsilon}, d = {centre.Inputs}, K = {centre.Nodes} the counterexample that survived most samples of {here.Length} datasets "
        + $"survived {most}, where the theorem's N is {centre.Samples:F0} with constant 1 and kappa = 1 ({centre.Samples / most:F0} times as many); "
        + $"the least gradient of a student that is not eps-aligned was {least:G3} |alpha|, the printed threshold is {centre.Threshold:G3} |alpha| ({least / centre.Threshold:F1} times less)."

    let private chart (points: ScalingPoint list) =
        let centre = centre points

        let samples, gradient =
            ScalingLaws.samples points, ScalingLaws.inverseGradient points

        let axes = axes centre

        let mode =
            if centre.Augmentation = Aware then
                "teacher-aware"
            else
                "teacher-agnostic"

        { Title = $"Where counterexamples end, {mode} D'"
          Caption = caption points centre samples gradient
          Panels =
            [ for axis in axes do
                  panel points centre axis _.Samples "N" _.Samples (fun s ->
                      samples.At(ScalingLaws.variables s))

              for axis in axes do
                  panel points centre axis _.Gradient "G" _.Threshold (fun s ->
                      1.0 / gradient.At(ScalingLaws.variables s)) ] }

    /// A chart for each mode that the cases have; none for points that determine no law.
    let ofMaterials (materials: Material list) : Chart list =
        materials
        |> List.collect ScalingCases.points
        |> List.groupBy _.Setting.Augmentation
        |> List.sortBy (fun (mode, _) -> mode = Agnostic)
        |> List.choose (fun (_, points) ->
            try
                Some(chart points)
            with :? ArgumentException ->
                None)
