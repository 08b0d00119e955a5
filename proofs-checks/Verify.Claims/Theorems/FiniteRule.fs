// The parts of F.specialize and F.instance that a control exchanges, and what both compute from them: where the gradient is
// asked to be small, the threshold, offsets, and a node's angle and offset against their bounds. It states no theorem.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Oracle

/// Where the gradient is asked to be small.
type GradientPlace =
    /// On the samples of S_jk and their neighbours x +- se.
    | OnNeighbours
    /// Falsified: on the samples alone.
    | OnSamples

/// What stands for the share of D_j that student k sees.
type SeenShare =
    /// kappa, counted.
    | Counted
    /// Falsified: 1, over all of D_j, whether k is active there or not.
    | TakenAsWhole

/// Which band condition bounds the pigeonhole.
type BandsOf =
    /// D.transverse, on D_j.
    | NearBoundary
    /// Falsified: D.band, on D.
    | WholeData
    /// Falsified: what samples spread evenly would have, 1 / max |x| over D_j.
    | AsIfSpread

/// Which coefficient the threshold has.
type Coefficient =
    /// |alpha_kj|
    | Mixture
    /// Falsified: ||v_k|| ||v*_j||
    | NormProduct

/// The theorem with the parts that a control exchanges.
type SpecializeRule =
    {
        Place: GradientPlace
        Share: SeenShare
        Crowd: BandsOf
        Coefficient: Coefficient
        /// The threshold times this.
        Slack: float
        /// Falsified: t = s in the agnostic case too.
        FullStep: bool
        /// Falsified: |b' - b| instead of |b' - sgn b|.
        Printed: bool
        /// The sine's bound divided by this.
        Sharpness: float
        /// Falsified: k's own band is left out of the pigeonhole.
        WithoutOwn: bool
    }

/// Sine and offset of a node against their bounds.
type FiniteFit =
    { Sine: Enclosure
      SineBound: Enclosure
      Offset: Enclosure
      OffsetBound: Enclosure }

    member fit.IsCertain =
        Enclosure.isCertainlyAtMost fit.Sine fit.SineBound
        && Enclosure.isCertainlyAtMost fit.Offset fit.OffsetBound

    member fit.IsImpossible =
        Enclosure.isCertainlyBelow fit.SineBound fit.Sine
        || Enclosure.isCertainlyBelow fit.OffsetBound fit.Offset

    /// The one of the two that uses its bound more.
    member fit.Measurement =
        let of' (value: Enclosure) (bound: Enclosure) =
            { Measured = Enclosure.about value
              Bound = Enclosure.about bound }

        Measurement.tighter (of' fit.Sine fit.SineBound) (of' fit.Offset fit.OffsetBound)

module FiniteRule =
    /// The theorem itself.
    let standard =
        { Place = OnNeighbours
          Share = Counted
          Crowd = NearBoundary
          Coefficient = Mixture
          Slack = 1.0
          FullStep = false
          Printed = false
          Sharpness = 1.0
          WithoutOwn = false }

    /// The samples that the gradient is asked about, and by whose number the share is taken.
    let seen rule (setting: FiniteSetting) j k =
        match rule.Share with
        | Counted -> setting.Seen j k
        | TakenAsWhole -> setting.Near j

    let reach rule (setting: FiniteSetting) j =
        if rule.FullStep then setting.Step else setting.Reach j

    let coefficient rule (setting: FiniteSetting) (j, k) =
        match rule.Coefficient with
        | Mixture -> Enclosure.abs (setting.Alpha(j, k, 0))
        | NormProduct ->
            let length (network: EnclosedNetwork) i =
                Seq.init network.Shape.Outputs (fun o -> network.Weight(2, i, o))
                |> Seq.map Enclosure.square
                |> Enclosure.sum
                |> Enclosure.sqrt

            length setting.StudentNet k * length setting.TeacherNet j

    /// |alpha_kj| (1-c) (t - height) / 4 for the student as it is: normalising multiplies |g_k| and this by ||w~_k||.
    let thresholdAt rule (setting: FiniteSetting) (j, k) height =
        coefficient rule setting (j, k)
        * setting.Norm j
        * (Enclosure.exact 1.0 - setting.TeacherNet.Leak)
        * (reach rule setting j - height)
        * Enclosure.exact (rule.Slack / 4.0)

    /// |alpha_kj| (1-c) (t - delta) / 4
    let threshold rule (setting: FiniteSetting) instance =
        thresholdAt rule setting instance setting.Delta

    /// |g_k| at sample p, or the largest at it and its neighbours.
    let gradientAt rule (setting: FiniteSetting) (j, k: int) p =
        let around = setting.Surroundings(j, p)

        match rule.Place with
        | OnNeighbours -> around.Around[k]
        | OnSamples -> around.Here[k]

    /// The largest |g_k| where it is asked to be small.
    let gradient rule (setting: FiniteSetting) (j, k) =
        (Enclosure.Zero, seen rule setting j k)
        ||> Array.fold (fun largest p -> Enclosure.max largest (gradientAt rule setting (j, k) p))

    /// |b_i - sgn b_j|
    let offset rule (setting: FiniteSetting) j i =
        let same = rule.Printed || setting.Turn(i, j) >= 0
        let b = setting.Offset j
        Enclosure.abs (setting.Offset i - (if same then b else -b))

    /// The students that have a hyperplane, numbered among all nodes.
    let candidates (setting: FiniteSetting) =
        setting.StudentNodes
        |> List.map setting.OfStudent
        |> List.filter (setting.IsConstant >> not)

    let number (e: Enclosure) =
        System.FormattableString.Invariant $"{Enclosure.about e:G6}"

    /// "student 1: sin 0.01, offset 0.2 of at most 0.3"
    let describe (setting: FiniteSetting) i (fit: FiniteFit) =
        let owner =
            if i < setting.OfStudent 0 then
                $"teacher {i}"
            else
                $"student {i - setting.OfStudent 0}"

        $"{owner}: sin {number fit.Sine} of at most {number fit.SineBound}, offset {number fit.Offset} of at most {number fit.OffsetBound}"

    let coefficientIsNotZero rule : Condition<FiniteSetting, int * int> =
        InstanceTheorem.condition
            "coefficient"
            "alpha_kj of the normalised nodes is not 0 (a node with w~ = 0 has no hyperplane, and its coefficients are 0)"
            (fun (setting: FiniteSetting) (j, k) ->
                not (setting.IsConstant j)
                && not (setting.IsConstant(setting.OfStudent k))
                && (coefficient rule setting (j, k)).Low > 0.0)

    /// No other teacher's fit is possible.
    let apart (fit: FiniteSetting -> int * int -> int -> FiniteFit) =
        InstanceTheorem.condition
            "teachers apart"
            "no other teacher is aligned with j within the two bounds"
            (fun (setting: FiniteSetting) (j, k) ->
                setting.TeacherNodes
                |> List.forall (fun i ->
                    i = j || setting.IsConstant i || (fit setting (j, k) i).IsImpossible))
