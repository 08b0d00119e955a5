// M.specialize-small: F.specialize at any depth. Derived in proofs-checks/finite-sample.md.
//
// S0 = the samples x of D_j in E_k around which |g_{1,k}| is certainly below |alpha_kj(x)| (1-c)(t - |h_j(x)|) / 4. Were j the
// only node of either network, at any layer, that flips between x - se and x + se, M.local-kink would contradict that. So x is
// in I_i(s) for another lowest node i, or the segment meets a piece of a hyperplane of an upper layer (DeepPieces), which is
// then within s of x. With Q such nodes and pieces in all, one is met by |S0| / Q of the samples, and F.intersect,
// D.transverse and D.tail bound its angle and offset as before, with Q in place of K-1.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle

/// What the samples of one pair meet.
type DeepCertificate =
    {
        /// S0, as indices of samples.
        Quiet: int[]
        /// Lowest nodes other than j with a sample of S0 in their band, numbered among all K.
        Lowest: int list
        /// Pieces of upper layers met around samples of S0.
        Upper: (PieceName * AffineForm) list
    }

    /// Q
    member certificate.Pieces = certificate.Lowest.Length + certificate.Upper.Length

type DeepSmallSetting =
    { Setting: FiniteSetting
      Certificate: int * int -> DeepCertificate }

module DeepSmall =
    let private certificate (rule: SpecializeRule) (setting: FiniteSetting) (j, k) =
        let threshold p =
            Enclosure.abs (setting.Alpha(j, k, p))
            * setting.Norm j
            * (Enclosure.exact 1.0 - setting.TeacherNet.Leak)
            * (setting.Reach j - Enclosure.abs (setting.Height(j, p)))
            * Enclosure.exact (rule.Slack / 4.0)

        let quiet =
            setting.Seen j k
            |> Array.filter (fun p ->
                Enclosure.isCertainlyBelow (FiniteRule.gradientAt rule setting (j, k) p) (threshold p))

        let step = setting.Direction j |> Array.map (fun e -> setting.Step * e)

        let upper =
            [ if setting.StudentNet.Depth > 2 then
                  for p in quiet do
                      let x = setting.Points[p] |> Array.map Enclosure.exact
                      yield! DeepPieces.met Teacher setting.TeacherNet x step
                      yield! DeepPieces.met Student setting.StudentNet x step ]

        { Quiet = quiet
          Lowest =
            [ 0 .. setting.Nodes - 1 ]
            |> List.filter (fun i ->
                i <> j
                && not (setting.IsConstant i)
                && quiet |> Array.exists (fun p -> setting.IsInside(i, p, setting.Case.Step)))
          Upper = upper |> List.distinctBy fst }

    let private ofCase rule case =
        let setting = FiniteSetting case

        { Setting = setting
          Certificate = FiniteInstance.remembered (certificate rule setting) }

    /// Q N_j / |S0| = Q / kappa
    let private crowd (deep: DeepSmallSetting) (j, k) =
        let found = deep.Certificate(j, k)

        Enclosure.ofInt found.Pieces * Enclosure.ofInt (deep.Setting.Near j).Length
        / Enclosure.ofInt found.Quiet.Length

    /// 2 eta Q (s+delta) / kappa
    let private sineBound (deep: DeepSmallSetting) (j, k) =
        let setting = deep.Setting
        let eta = setting.Eta j

        if System.Double.IsFinite eta then
            Enclosure.ofInt 2
            * Enclosure.exact eta
            * crowd deep (j, k)
            * (setting.Step + setting.Delta)
        else
            Enclosure.Whole

    let private offsetBound (deep: DeepSmallSetting) (j, k) sine =
        let setting = deep.Setting

        setting.Step
        + setting.Delta
        + sine * Enclosure.sqrt (Enclosure.exact (setting.Mu j) * crowd deep (j, k))
        + Enclosure.square sine * Enclosure.abs (setting.Offset j)

    let private fit rule (deep: DeepSmallSetting) (j, k) i =
        let sine = deep.Setting.Sine(i, j)

        { Sine = sine
          SineBound = sineBound deep (j, k)
          Offset = FiniteRule.offset rule deep.Setting j i
          OffsetBound = offsetBound deep (j, k) sine }

    /// A piece's hyperplane against the bounds, of either orientation.
    let private fitOfPiece (deep: DeepSmallSetting) (j, k) (form: AffineForm) =
        let setting = deep.Setting
        let d = setting.Inputs
        let w = form[.. d - 1]

        let norm = w |> Array.map Enclosure.square |> Enclosure.sum |> Enclosure.sqrt

        let normal = Array.init d (fun u -> setting.TeacherNet.Weight(1, u, j))

        let minors =
            Enclosure.sum (
                seq {
                    for u in 0 .. d - 2 do
                        for v in u + 1 .. d - 1 do
                            Enclosure.square (w[u] * normal[v] - w[v] * normal[u])
                }
            )

        let sine =
            Enclosure.min (Enclosure.exact 1.0) (Enclosure.sqrt minors / (norm * setting.Norm j))

        let b, bj = form[d] / norm, setting.Offset j

        { Sine = sine
          SineBound = sineBound deep (j, k)
          Offset = Enclosure.min (Enclosure.abs (b - bj)) (Enclosure.abs (b + bj))
          OffsetBound = offsetBound deep (j, k) sine }

    let private quiet: Condition<DeepSmallSetting, int * int> =
        InstanceTheorem.condition
            "quiet samples"
            "around kappa N_j > 0 samples of D_j in E_k, |g_{1,k}| < |alpha_kj(x)| (1-c)(t - |h_j(x)|) / 4"
            (fun deep instance -> (deep.Certificate instance).Quiet.Length > 0)

    let private samples: Condition<DeepSmallSetting, int * int> =
        InstanceTheorem.condition "samples" "N_j > 2 Q (d+1) / kappa" (fun deep instance ->
            let found = deep.Certificate instance
            found.Quiet.Length > 2 * found.Pieces * (deep.Setting.Inputs + 1))

    let private informative: Condition<DeepSmallSetting, int * int> =
        InstanceTheorem.condition
            "transverse"
            "D.transverse holds on D_j with an eta that makes the bound of the sine less than 1"
            (fun deep instance -> Enclosure.isCertainlyBelow (sineBound deep instance) (Enclosure.exact 1.0))

    let private apart: Condition<DeepSmallSetting, int * int> =
        InstanceTheorem.condition
            "teachers apart"
            "no other lowest-layer teacher is aligned with j within the two bounds"
            (fun deep (j, k) ->
                deep.Setting.TeacherNodes
                |> List.forall (fun i ->
                    i = j
                    || deep.Setting.IsConstant i
                    || (fit FiniteRule.standard deep (j, k) i).IsImpossible))

    let private upperApart: Condition<DeepSmallSetting, int * int> =
        InstanceTheorem.condition
            "upper boundaries apart"
            "no piece of an upper layer that the samples meet is aligned with j within the two bounds"
            (fun deep instance ->
                (deep.Certificate instance).Upper
                |> List.forall (fun (_, form) -> (fitOfPiece deep instance form).IsImpossible))

    let private breach rule (deep: DeepSmallSetting) (j, k) =
        let setting = deep.Setting

        let fits =
            FiniteRule.candidates setting |> List.map (fun i -> i, fit rule deep (j, k) i)

        if fits |> List.forall (fun (_, fit) -> fit.IsImpossible) then
            let each =
                fits
                |> List.map (fun (i, fit) -> FiniteRule.describe setting i fit)
                |> String.concat "; "

            let found = deep.Certificate(j, k)

            Some
                { Amount = 1.0
                  Locus =
                    { Layer = Some 1
                      Sample = None
                      Node = Some k
                      Finding =
                        $"no lowest-layer student is aligned with teacher {j}: {found.Quiet.Length} quiet samples, Q = {found.Pieces} ({each})" } }
        else
            None

    let private doubt rule (deep: DeepSmallSetting) instance =
        if
            FiniteRule.candidates deep.Setting
            |> List.exists (fun i -> (fit rule deep instance i).IsCertain)
        then
            None
        else
            Some "rounding hides whether a student is aligned within the bounds"

    let theorem rule : InstanceTheorem<DeepSmallSetting, int * int> =
        { Instances = fun deep -> List.allPairs deep.Setting.TeacherNodes deep.Setting.StudentNodes
          Conditions = [ quiet; samples; informative; apart; upperApart ]
          Measure =
            fun deep instance ->
                FiniteRule.candidates deep.Setting
                |> List.map (fun i -> (fit rule deep instance i).Measurement)
                |> List.minBy _.Tightness
          Conclusion = breach rule }

    let explain rule case (locus: Locus option) =
        let deep = ofCase rule case
        let setting = deep.Setting

        [ yield! Trace.pair case.Pair

          yield
              $"{case.Samples} samples, s = {SpecText.number case.Step}, delta = {SpecText.number case.Delta}, {case.Augmentation.ToString().ToLowerInvariant()} augmentation"

          for j, k in List.allPairs setting.TeacherNodes setting.StudentNodes do
              if not (setting.IsConstant j) && not (setting.IsConstant(setting.OfStudent k)) then
                  let found = deep.Certificate(j, k)

                  yield
                      $"teacher {j}, student {k}: N_j = {(setting.Near j).Length}, {found.Quiet.Length} quiet samples, Q = {found.Pieces}"

                  if found.Quiet.Length > 0 then
                      for i in found.Lowest do
                          yield $"  {FiniteRule.describe setting i (fit rule deep (j, k) i)}"

                      for name, form in found.Upper do
                          let fit = fitOfPiece deep (j, k) form

                          yield
                              $"  {name.Side.ToString().ToLowerInvariant()} layer {name.Layer} node {name.Node} under {name.Pattern}: sin {FiniteRule.number fit.Sine} of at most {FiniteRule.number fit.SineBound}, offset {FiniteRule.number fit.Offset} of at most {FiniteRule.number fit.OffsetBound}"

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    let space =
        { FiniteSpace.standard with
            Networks =
                { FiniteSpace.standard.Networks with
                    Depths = [ 3; 3; 4 ]
                    Inputs = [ 2 ]
                    Widths = [ 1; 1; 2 ]
                    UpperWidths = [ 1; 2 ]
                    Spans = [ AllOutputs ]
                    Kinds = [ Plain ] }
            Sources = [ Built; Moved; Moved; MovedNode ]
            Shapes = [ Even; Even; Bell ]
            Near = [ 120; 180 ]
            Far = [ 20 ]
            Halvings = [ 6; 7 ] }

    let sampled budget share space rule theorem =
        FiniteCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = FiniteCases.draw space
              Check = ofCase rule >> InstanceTheorem.checkWith (doubt rule) theorem
              Explain = explain rule }

    let claim =
        { Id = "M.specialize-small"
          Kind = Theorem
          Statement =
            "F.specialize at any depth: let |g_{1,k}| < |alpha_kj(x)| (1-c)(t - |h_j(x)|) / 4 around kappa N_j samples of D_j in E_k, and "
            + "Q the number of other lowest nodes, and of pieces of upper boundaries (node and pattern below), within a step s of "
            + "them. If N_j > 2 Q (d+1) / kappa and no other teacher and none of these pieces is aligned with j within the bounds of "
            + "F.specialize, Q in place of K-1, then a lowest-layer student is."
          Source = "Tian 2020, section 5; theory.md, section 5; finite-sample.md"
          Hypotheses = InstanceTheorem.hypotheses (theorem FiniteRule.standard)
          Evidence =
            sampled
                { Quick = 200; Ci = 1500; Deep = 30000 }
                0.2
                space
                FiniteRule.standard
                (theorem FiniteRule.standard) }
