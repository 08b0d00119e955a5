// F.instance: the argument of F.specialize with everything counted on the given dataset and networks, in place of eta, mu and
// kappa: a certificate of which student is aligned with teacher j, and how closely. Derived in proofs-checks/finite-sample.md.
//
// S0 = the samples x of S_jk around which |g_k| is certainly below |alpha_kj| (1-c)(t - |h_j(x)|) / 4. Each lies in the band
// I_i(s) of some node i other than j (F.local-kink), so one such node holds q = ceil(|S0| / (K-1)) of them. Of c samples in
// two bands none is narrower than W(c) across w~*_j: sin_i <= (s+delta) / W(c). Membership in bands is decided exactly, so
// the counts are exact.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle

/// What S0 and the bands give for one pair.
type PairCertificate =
    {
        /// S0, as indices of samples.
        Quiet: int[]
        /// Nodes that may hold samples of S0: all but j (and constant ones).
        Others: int list
        /// c_i for these.
        Held: Map<int, int>
        /// The first sample of S0 that is in no other band; there is none when the theorem is right.
        Stray: int option
        /// q
        Quorum: int
        /// lambda_max of the sum of x x^T over S0.
        Spread: Lazy<float>
        /// W(c), remembered.
        HalfWidth: int -> float
    }

/// A case with the certificates of its pairs, each made once.
type CertifiedSetting =
    { Setting: FiniteSetting
      Certificate: int * int -> PairCertificate }

module FiniteInstance =
    /// The function with its values kept; for one thread.
    let remembered f =
        let known = System.Collections.Generic.Dictionary()

        fun key ->
            match known.TryGetValue key with
            | true, value -> value
            | _ ->
                let value = f key
                known[key] <- value
                value

    let certificate (rule: SpecializeRule) (setting: FiniteSetting) (j, k) =
        let quiet =
            FiniteRule.seen rule setting j k
            |> Array.filter (fun p ->
                Enclosure.isCertainlyBelow
                    (FiniteRule.gradientAt rule setting (j, k) p)
                    (FiniteRule.thresholdAt rule setting (j, k) (Enclosure.abs (setting.Height(j, p)))))

        let others =
            [ 0 .. setting.Nodes - 1 ]
            |> List.filter (fun i ->
                i <> j
                && not (setting.IsConstant i)
                && not (rule.WithoutOwn && i = setting.OfStudent k))

        let holds i p =
            setting.IsInside(i, p, setting.Case.Step)

        { Quiet = quiet
          Others = others
          Held =
            others
            |> List.map (fun i -> i, quiet |> Array.filter (holds i) |> Array.length)
            |> Map.ofList
          Stray =
            quiet
            |> Array.tryFind (fun p -> others |> List.exists (fun i -> holds i p) |> not)
          Quorum =
            if others.IsEmpty then
                quiet.Length
            else
                (quiet.Length + others.Length - 1) / others.Length
          Spread = lazy (setting.MuOf quiet * float quiet.Length |> System.Math.BitIncrement)
          HalfWidth = remembered (fun count -> setting.HalfWidth(j, quiet, count)) }

    let certified rule case =
        let setting = FiniteSetting case

        { Setting = setting
          Certificate = remembered (certificate rule setting) }

    /// Node i against the bounds that `count` samples of S0 in its band give.
    let fitAt (rule: SpecializeRule) (setting: FiniteSetting) certificate j count i =
        let sine = setting.Sine(i, j)
        let width = certificate.HalfWidth count

        let sineBound =
            if width = infinity then
                Enclosure.Zero
            else
                (setting.Step + setting.Delta)
                / (Enclosure.exact width * Enclosure.exact rule.Sharpness)

        { Sine = sine
          SineBound = sineBound
          Offset = FiniteRule.offset rule setting j i
          OffsetBound =
            setting.Step
            + setting.Delta
            + sine
              * Enclosure.sqrt (Enclosure.exact certificate.Spread.Value / Enclosure.ofInt count)
            + Enclosure.square sine * Enclosure.abs (setting.Offset j) }

    let private isInformative (fit: FiniteFit) =
        Enclosure.isCertainlyBelow fit.SineBound (Enclosure.exact 1.0)

    /// The bounds at q.
    let private fitAtQuorum rule (certified: CertifiedSetting) (j, k) i =
        let found = certified.Certificate(j, k)
        fitAt rule certified.Setting found j found.Quorum i

    let private quiet: Condition<CertifiedSetting, int * int> =
        InstanceTheorem.condition
            "quiet samples"
            "around some samples of D_j in E_k, |g_k| < |alpha_kj| (1-c)(t - |h_j(x)|) / 4"
            (fun certified instance -> (certified.Certificate instance).Quiet.Length > 0)

    let private informative rule : Condition<CertifiedSetting, int * int> =
        InstanceTheorem.condition
            "spread"
            "q of these samples are so spread out along the boundary that the bound of the sine is less than 1"
            (fun certified (j, k) ->
                fitAtQuorum rule certified (j, k) (certified.Setting.OfStudent k)
                |> isInformative)

    /// The nodes that hold samples of S0 enough for a bound below 1 of their own.
    let private bounded rule (certified: CertifiedSetting) (j, k) =
        let found = certified.Certificate(j, k)

        [ for i in found.Others do
              let count = found.Held[i]

              if count > 0 then
                  let fit = fitAt rule certified.Setting found j count i

                  if isInformative fit then
                      i, count, fit ]

    let private breach rule (certified: CertifiedSetting) (j, k) =
        let setting = certified.Setting
        let found = certified.Certificate(j, k)

        let say finding sample amount =
            Some
                { Amount = amount
                  Locus =
                    { Layer = Some 1
                      Sample = sample
                      Node = Some k
                      Finding = finding } }

        match found.Stray with
        | Some p ->
            say
                $"around this sample, beside teacher {j}, the gradient is small, and it is in no other node's band"
                (Some p)
                1.0
        | None ->
            let beyond =
                bounded rule certified (j, k)
                |> List.tryFind (fun (_, _, fit) -> fit.IsImpossible)

            match beyond with
            | Some(i, count, fit) ->
                say
                    $"beside teacher {j}, {count} of {found.Quiet.Length} samples are in the band of {FiniteRule.describe setting i fit}"
                    None
                    (Enclosure.about fit.Sine)
            | None ->
                let fits =
                    FiniteRule.candidates setting
                    |> List.map (fun i -> i, fitAt rule setting found j found.Quorum i)

                if fits |> List.forall (fun (_, fit) -> fit.IsImpossible) then
                    let each =
                        fits
                        |> List.map (fun (i, fit) -> FiniteRule.describe setting i fit)
                        |> String.concat "; "

                    say
                        $"no student is aligned with teacher {j} within the bounds of {found.Quorum} of {found.Quiet.Length} samples ({each})"
                        None
                        1.0
                else
                    None

    /// The certificate of every node that has one, and the best student at q.
    let private measure rule (certified: CertifiedSetting) (j, k) =
        let setting = certified.Setting
        let found = certified.Certificate(j, k)

        let best =
            FiniteRule.candidates setting
            |> List.map (fun i -> (fitAt rule setting found j found.Quorum i).Measurement)
            |> List.minBy _.Tightness

        bounded rule certified (j, k)
        |> List.map (fun (_, _, fit) -> fit.Measurement)
        |> List.fold Measurement.tighter best

    let private doubt rule (certified: CertifiedSetting) (j, k) =
        let setting = certified.Setting
        let found = certified.Certificate(j, k)

        let isAligned i =
            (fitAt rule setting found j found.Quorum i).IsCertain

        if
            FiniteRule.candidates setting |> List.exists isAligned
            && bounded rule certified (j, k) |> List.forall (fun (_, _, fit) -> fit.IsCertain)
        then
            None
        else
            Some "rounding hides whether a node is within its bounds"

    /// No other teacher is within the bounds at q.
    let private apart rule : Condition<CertifiedSetting, int * int> =
        InstanceTheorem.condition
            "teachers apart"
            "no other teacher is aligned with j within the two bounds"
            (fun certified (j, k) ->
                let setting = certified.Setting

                setting.TeacherNodes
                |> List.forall (fun i ->
                    i = j
                    || setting.IsConstant i
                    || (fitAtQuorum { rule with Printed = false } certified (j, k) i).IsImpossible))

    let theorem rule : InstanceTheorem<CertifiedSetting, int * int> =
        let ofSetting condition =
            InstanceTheorem.over (fun (certified: CertifiedSetting) -> certified.Setting) id condition

        { Instances =
            fun certified -> List.allPairs certified.Setting.TeacherNodes certified.Setting.StudentNodes
          Conditions =
            [ ofSetting (FiniteRule.coefficientIsNotZero rule)
              quiet
              informative rule
              apart rule ]
          Measure = measure rule
          Conclusion = breach rule }

    let check rule theorem =
        certified rule >> InstanceTheorem.checkWith (doubt rule) theorem

    let explain (rule: SpecializeRule) case (locus: Locus option) =
        let certified = certified rule case
        let setting = certified.Setting

        [ yield! FiniteSpecialize.explain rule case None

          for j, k in List.allPairs setting.TeacherNodes setting.StudentNodes do
              if not (setting.IsConstant j) && not (setting.IsConstant(setting.OfStudent k)) then
                  let found = certified.Certificate(j, k)

                  if found.Quiet.Length > 0 then
                      yield
                          $"teacher {j}, student {k}: {found.Quiet.Length} quiet samples, q = {found.Quorum}"

                      for i in found.Others do
                          let count = found.Held[i]

                          if count > 0 then
                              yield
                                  $"  {count} in the band of {FiniteRule.describe setting i (fitAt rule setting found j count i)}"

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    let sampled budget share space rule theorem =
        FiniteCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = FiniteCases.draw space
              Check = check rule theorem
              Explain = explain rule }

    let claim =
        { Id = "F.instance"
          Kind = Theorem
          Statement =
            "On a given dataset and pair of networks: let S0 be the samples of D_j in E_k around which |g_k| < |alpha_kj| (1-c)(t - "
            + "|h_j(x)|) / 4, and W(c) the least half-width of a band across w~*_j with c of them. Each of S0 is in the band I_i(s) of "
            + "a node i other than j; a node with c of them has sin <= (s + delta) / W(c) and |b_i - sgn b_j| <= (s + delta) + sin "
            + "sqrt(lambda_max(sum x x^T) / c) + sin^2 |b_j|; some student has this for c = ceil(|S0| / (K-1)), unless another "
            + "teacher has."
          Source = "theory.md, section 4; finite-sample.md"
          Hypotheses = InstanceTheorem.hypotheses (theorem FiniteRule.standard)
          Evidence =
            sampled
                { Quick = 600; Ci = 4000; Deep = 60000 }
                0.25
                FiniteSpace.standard
                FiniteRule.standard
                (theorem FiniteRule.standard) }
