// F.specialize: conditions on a dataset and a small gradient around one teacher's boundary put a student near it, with
// constants. Derived in proofs-checks/finite-sample.md. Its controls exchange one part each and go through the same check.
//
// An instance is a teacher j and a student k. K = m + n, S_jk = D_j in E_k, kappa = |S_jk| / N_j. A condition holds, and the
// conclusion fails, only when the enclosures leave no doubt; else the case is unresolved.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle

module FiniteSpecialize =
    let private eta (rule: SpecializeRule) (setting: FiniteSetting) j =
        match rule.Crowd with
        | NearBoundary -> setting.Eta j
        | WholeData -> setting.EtaOfAll
        | AsIfSpread ->
            let far =
                setting.Near j
                |> Seq.collect (fun p -> setting.Points[p])
                |> Seq.fold (fun r x -> max r (abs x)) 0.0

            if far = 0.0 then infinity else 1.0 / far

    /// N_j / |seen| = 1 / kappa.
    let private inverseShare (rule: SpecializeRule) (setting: FiniteSetting) j k =
        Enclosure.ofInt (setting.Near j).Length
        / Enclosure.ofInt (FiniteRule.seen rule setting j k).Length

    let private others (setting: FiniteSetting) = Enclosure.ofInt (setting.Nodes - 1)

    /// 2 eta (K-1) (s+delta) / kappa
    let sineBound (rule: SpecializeRule) (setting: FiniteSetting) (j, k) =
        let eta = eta rule setting j

        if System.Double.IsFinite eta then
            Enclosure.ofInt 2
            * Enclosure.exact eta
            * others setting
            * (setting.Step + setting.Delta)
            * inverseShare rule setting j k
            / Enclosure.exact rule.Sharpness
        else
            Enclosure.Whole

    /// (s+delta) + sin sqrt(mu (K-1) / kappa) + sin^2 |b_j|, for node i.
    let offsetBound rule (setting: FiniteSetting) (j, k) i =
        let sine = setting.Sine(i, j)

        let spread =
            Enclosure.exact (setting.Mu j) * others setting * inverseShare rule setting j k

        setting.Step
        + setting.Delta
        + sine * Enclosure.sqrt spread
        + Enclosure.square sine * Enclosure.abs (setting.Offset j)

    /// Node i against the bounds of an instance.
    let fit rule (setting: FiniteSetting) (j, k) i =
        { Sine = setting.Sine(i, j)
          SineBound = sineBound rule setting (j, k)
          Offset = FiniteRule.offset rule setting j i
          OffsetBound = offsetBound rule setting (j, k) i }

    let private observed rule =
        InstanceTheorem.condition
            "observed"
            "D.observed: k is active on kappa N_j > 0 of the samples of D_j"
            (fun (setting: FiniteSetting) (j, k) ->
                match rule.Share with
                | Counted -> (setting.Seen j k).Length > 0
                | TakenAsWhole -> (setting.Near j).Length > 0 && (setting.Seen j k).Length = 0)

    let private samples rule =
        InstanceTheorem.condition
            "samples"
            "N_j > 2 (K-1) (d+1) / kappa"
            (fun (setting: FiniteSetting) (j, k) ->
                (FiniteRule.seen rule setting j k).Length > 2 * (setting.Nodes - 1) * (setting.Inputs + 1))

    let private informative rule =
        InstanceTheorem.condition
            "transverse"
            "D.transverse holds on D_j with an eta that makes the bound of the sine less than 1"
            (fun (setting: FiniteSetting) instance ->
                Enclosure.isCertainlyBelow (sineBound rule setting instance) (Enclosure.exact 1.0))

    let private small rule =
        InstanceTheorem.condition
            "small gradient"
            "|g_k| < |alpha_kj| (1-c) (t - delta) / 4 (so delta < t) on the samples of D_j in E_k and on their neighbours in D'"
            (fun (setting: FiniteSetting) instance ->
                Enclosure.isCertainlyBelow
                    (FiniteRule.gradient rule setting instance)
                    (FiniteRule.threshold rule setting instance))

    let private finding rule (setting: FiniteSetting) (j, k) =
        let fits =
            FiniteRule.candidates setting
            |> List.map (fun i -> FiniteRule.describe setting i (fit rule setting (j, k) i))
            |> String.concat "; "

        $"no student is aligned with teacher {j} within the bounds ({fits})"

    let theorem (rule: SpecializeRule) : InstanceTheorem<FiniteSetting, int * int> =
        { Instances = fun setting -> List.allPairs setting.TeacherNodes setting.StudentNodes
          Conditions =
            [ FiniteRule.coefficientIsNotZero rule
              observed rule
              samples rule
              small rule
              informative rule
              FiniteRule.apart (fit { rule with Printed = false }) ]
          Measure =
            fun setting instance ->
                FiniteRule.candidates setting
                |> List.map (fun i -> (fit rule setting instance i).Measurement)
                |> List.minBy _.Tightness
          Conclusion =
            fun setting (j, k) ->
                let fits = FiniteRule.candidates setting |> List.map (fit rule setting (j, k))

                if fits |> List.forall _.IsImpossible then
                    Some
                        { Amount =
                            (1.0, fits)
                            ||> List.fold (fun least fit -> min least (Enclosure.about fit.Sine))
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding = finding rule setting (j, k) } }
                else
                    None }

    /// Enclosures too wide to say whether any student is aligned.
    let doubt rule setting instance =
        if
            FiniteRule.candidates setting
            |> List.exists (fun i -> (fit rule setting instance i).IsCertain)
        then
            None
        else
            Some "rounding hides whether a student is aligned within the bounds"

    let check rule theorem =
        FiniteSetting >> InstanceTheorem.checkWith (doubt rule) theorem

    /// The case step by step: constants, thresholds and gradients, angles and offsets.
    let explain rule case (locus: Locus option) =
        let setting = FiniteSetting case

        [ yield! Trace.pair case.Pair

          yield
              $"{case.Samples} samples, s = {SpecText.number case.Step}, delta = {SpecText.number case.Delta}, {case.Augmentation.ToString().ToLowerInvariant()} augmentation, K = {setting.Nodes}"

          for j in setting.TeacherNodes do
              if setting.IsConstant j then
                  yield $"teacher {j}: constant, no boundary"
              else
                  yield
                      $"teacher {j}: N_j = {(setting.Near j).Length}, eta = {SpecText.number (eta rule setting j)}, mu = {SpecText.number (setting.Mu j)}, t = {FiniteRule.number (setting.Reach j)}"

                  for k in setting.StudentNodes do
                      let i = setting.OfStudent k

                      if setting.IsConstant i then
                          yield $"  student {k}: constant, no boundary"
                      else
                          let seen = (setting.Seen j k).Length

                          yield
                              $"  student {k}: |S_jk| = {seen}, alpha = {FiniteRule.number (setting.Alpha(j, k, 0))}, sin = {FiniteRule.number (setting.Sine(i, j))}, offset = {FiniteRule.number (FiniteRule.offset rule setting j i)}"

                          if seen > 0 then
                              yield
                                  $"    largest |g_k| = {FiniteRule.number (FiniteRule.gradient rule setting (j, k))}, threshold {FiniteRule.number (FiniteRule.threshold rule setting (j, k))}; sine bound {FiniteRule.number (sineBound rule setting (j, k))}, offset bound {FiniteRule.number (offsetBound rule setting (j, k) i)}"

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
        { Id = "F.specialize"
          Kind = Theorem
          Statement =
            "If D.transverse and D.tail hold on D_j, k is active on kappa N_j of its samples, N_j > 2 (K-1)(d+1) / kappa, no other "
            + "teacher is aligned with j within the bounds, and |g_k| < |alpha_kj| (1-c)(t - delta) / 4 on those samples and their "
            + "neighbours x +- se in D', then some student k' has sin <= 2 eta (K-1)(s + delta) / kappa and |b_k' - sgn b_j| <= "
            + "(s + delta) + sin sqrt(mu (K-1) / kappa) + sin^2 |b_j|. D.transverse is needed for half-widths from s + delta up only."
          Source =
            "Tian 2020, theorem on specialisation with small gradient; theory.md, section 4; finite-sample.md"
          Hypotheses = InstanceTheorem.hypotheses (theorem FiniteRule.standard)
          Evidence =
            sampled
                { Quick = 600; Ci = 4000; Deep = 60000 }
                0.25
                FiniteSpace.standard
                FiniteRule.standard
                (theorem FiniteRule.standard) }
