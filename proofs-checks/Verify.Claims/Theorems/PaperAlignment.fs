// F.paper: the slides' finite-sample theorem with its printed thresholds, on uniform data with the printed number of samples,
// 1 standing for the constant of its O(.). Students are brought as close to the threshold as they can be (PaperStudents.fs).
// How far N can be lowered before counterexamples appear is PaperScaling.fs.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle

/// What "aligned" means.
type PaperReading =
    /// sin <= eps and |b' - sgn(cos) b| <= eps
    | EitherSide
    /// As printed: sin <= eps and |b' - b| <= eps
    | AsPrinted
    /// Up to orientation and cos > 0
    | SameSide

/// What the largest gradient is asked to stay below, as a multiple of |alpha_kj| eps.
type PaperThreshold =
    /// 1 / (5 K^{3/2}), divided by sqrt d in the agnostic case
    | Printed
    /// Falsified: 1
    | WithoutConstants

module PaperAlignment =
    let private observed =
        InstanceTheorem.condition
            "observed"
            "some sample of D_j is in E_k"
            (fun (measures: PaperMeasures) (j, k) -> measures.Seen(j, k) > 0)

    let private coefficient =
        InstanceTheorem.condition "coefficient" "alpha_kj is not 0" (fun (measures: PaperMeasures) instance ->
            measures.Coefficient(instance).Low > 0.0)

    /// N kappa eps >= K^{5/2} d^2, or d in the aware case, kappa the counted share.
    let private enough =
        InstanceTheorem.condition
            "enough samples"
            "N is at least K^{5/2} d^2 / (eps kappa), in the aware case K^{5/2} d / (eps kappa), kappa = |D_j in E_k| / N_j"
            (fun (measures: PaperMeasures) (j, k) ->
                let count = Enclosure.ofInt
                let d = measures.Setting.Inputs
                let power = if measures.Case.Augmentation = Aware then d else d * d

                let kappa = count (measures.Seen(j, k)) / count (max 1 (measures.Near(j).Length))

                Enclosure.isCertainlyAtMost
                    (measures.NodesTo32 * measures.Nodes * count power)
                    (count measures.Samples * measures.Epsilon * kappa))

    let private compatible =
        InstanceTheorem.condition
            "compatible"
            "D_j has at least delta N / 2 samples (D.compatible with tau = 1/2)"
            (fun (measures: PaperMeasures) (j, _: int) ->
                2.0 * float (measures.Near(j).Length)
                >= measures.Setting.Delta * float measures.Samples)

    let private limit threshold (measures: PaperMeasures) instance =
        let whole = measures.Coefficient instance * measures.Epsilon

        match threshold, measures.Case.Augmentation with
        | WithoutConstants, _ -> whole
        | Printed, Aware -> whole / (Enclosure.exact 5.0 * measures.NodesTo32)
        | Printed, Agnostic -> whole / (Enclosure.exact 5.0 * measures.NodesTo32 * measures.RootOfInputs)

    let private small threshold =
        let meaning =
            match threshold with
            | Printed ->
                "|g_1| <= |alpha_kj| eps / (5 K^{3/2}) for every student on D', in the agnostic case divided by sqrt d"
            | WithoutConstants -> "|g_1| <= |alpha_kj| eps for every student on D'"

        InstanceTheorem.condition "small gradient" meaning (fun (measures: PaperMeasures) instance ->
            Enclosure.isCertainlyAtMost measures.Largest (limit threshold measures instance))

    /// The larger of sine and offset that a reading compares with eps; infinite for a student that it excludes.
    let distance reading (measures: PaperMeasures) j k =
        if not (measures.HasPlane k) then
            { Low = infinity; High = infinity }
        else
            let cosine = measures.Cosine(j, k)
            let own, other = measures.StudentOffset k, measures.TeacherOffset j
            let same, turned = Enclosure.abs (own - other), Enclosure.abs (own + other)

            let offset =
                match reading with
                | AsPrinted -> same
                | _ when cosine.Low > 0.0 -> same
                | SameSide when cosine.High < 0.0 -> { Low = infinity; High = infinity }
                | SameSide -> { same with High = infinity }
                | EitherSide when cosine.High < 0.0 -> turned
                | EitherSide ->
                    { Low = min same.Low turned.Low
                      High = max same.High turned.High }

            Enclosure.max (measures.Sine(j, k)) offset

    let private distances reading (measures: PaperMeasures) j =
        measures.Students |> List.map (distance reading measures j)

    let private measure reading (measures: PaperMeasures) (j, _: int) =
        { Measured = distances reading measures j |> List.map Enclosure.about |> List.min
          Bound = measures.Case.Epsilon }

    let private conclusion reading (measures: PaperMeasures) (j, k) =
        let found = distances reading measures j
        let nearest = found |> List.map _.Low |> List.min

        if nearest > measures.Case.Epsilon then
            Some
                { Amount = nearest
                  Locus =
                    { Layer = Some 1
                      Sample = None
                      Node = Some k
                      Finding =
                        $"teacher {j} is observed and the gradient is below the threshold, but the nearest student is at {nearest}, not within {measures.Case.Epsilon}" } }
        else
            None

    let private doubt reading (measures: PaperMeasures) (j, k) =
        if
            distances reading measures j
            |> List.exists (fun e -> e.High <= measures.Case.Epsilon)
        then
            // The conclusion is certain, so the claim stands whether or not its hypotheses do.
            None
        elif measures.IsOnEdge(j, k) then
            Some "a sample lies on the edge of a band or on a student's hyperplane"
        else
            Some "rounding leaves open whether a student is aligned"

    /// An instance is a teacher j and a student k.
    let theorem reading threshold : InstanceTheorem<PaperMeasures, int * int> =
        { Instances = fun measures -> List.allPairs measures.Teachers measures.Students
          Conditions = [ observed; coefficient; compatible; enough; small threshold ]
          Measure = measure reading
          Conclusion =
            fun measures (j, k) ->
                if measures.IsOnEdge(j, k) then
                    None
                else
                    conclusion reading measures (j, k) }

    let private check reading place theorem (case: PaperCase) =
        match InstanceTheorem.checkWith (doubt reading) theorem (PaperMeasures(case, place)) with
        | Violated(found, locus) -> Violated({ found with Bound = case.Epsilon }, locus)
        | other -> other

    /// eps, the threshold's parts, and how far each student is from each teacher.
    let private explain place (case: PaperCase) (locus: Locus option) =
        let measures = PaperMeasures(case, place)
        let setting = case.Setting

        [ yield
              $"eps = {case.Epsilon}, d = {setting.Inputs}, K = {setting.Nodes}, N = {case.Samples}, s = {setting.Step}, delta = {setting.Delta}"
          yield $"largest normalised gradient on the points asked about: {Enclosure.about measures.Largest}"

          for j in measures.Teachers do
              yield $"teacher {j}: {measures.Near(j).Length} samples within delta"

              for k in measures.Students do
                  if measures.HasPlane k then
                      let coefficient = Enclosure.about (measures.Coefficient(j, k))

                      yield
                          $"  student {k}: sees {measures.Seen(j, k)} of them, |alpha| = {coefficient}, threshold {coefficient * setting.Threshold}, "
                          + $"sin = {Enclosure.about (measures.Sine(j, k))}, offsets {Enclosure.about (measures.TeacherOffset j)} and {Enclosure.about (measures.StudentOffset k)}"

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    let sampledWith evidence budget share space reading place theorem =
        evidence
            { Budget = budget
              MinimumShare = share
              Generate = PaperCases.draw space
              Check = check reading place theorem
              Explain = explain place }

    let claim =
        let printed = theorem EitherSide Printed

        { Id = "F.paper"
          Kind = Theorem
          Statement =
            "Two layers, N independent uniform samples of the cube (-1, 1)^d, N >= K^{5/2} d^2 / (eps kappa) (agnostic D', "
            + "s = 2 eps / K^{3/2}) or K^{5/2} d / (eps kappa) (aware): if |g_1| <= |alpha_kj| eps / (5 K^{3/2} sqrt d), respectively "
            + "|alpha_kj| eps / (5 K^{3/2}), on D' and k observes teacher j, then some student is eps-aligned with j up to orientation. "
            + "The slides give N up to a constant; here it is 1."
          Source = "Tian 2020, the theorems on finite samples, thresholds as printed; theory.md, section 4"
          Hypotheses = InstanceTheorem.hypotheses printed
          Evidence =
            sampledWith
                PaperCases.sampled
                { Quick = 120; Ci = 1500; Deep = 20000 }
                0.3
                PaperSpace.standard
                EitherSide
                OnAugmented
                printed }
