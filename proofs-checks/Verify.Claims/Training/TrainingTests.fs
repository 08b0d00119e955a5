// The statistical claims of theory.md, sections 5 and 6: what each takes from a run and how large it has to be. What the
// numbers of a run are is in RunMeasures.fs; why these sizes, in proofs-checks/training.md.
namespace Verify.Claims.Training

open System
open Verify.Claims

module TrainingTests =
    /// A run has converged when no gradient exceeds this part of |alpha| (RunMeasures.gradient): a kink that no student
    /// matches would then lie within 4 x 0.02 = 0.08 of every sample that could tell (F.local-kink), a twentieth of the
    /// data's deviation in the published runs.
    let smallGradient = 0.02

    /// The loss on unseen data is small when it is at most this part of the untrained student's.
    let smallLoss = 0.01

    /// What counts: six in ten of what is compared, which for two orders is Kendall's tau of 0.2. One size for all claims.
    let least = 0.6

    /// The gain of the widest student over the narrowest that counts, as a share of the teacher's nodes.
    let leastGain = 0.1

    let private isTwoLayer (run: RunObservation) = run.Layers = 1

    let private converged =
        { Hypothesis =
            { Name = "converged"
              Meaning =
                $"at the end of the run max |g_1| <= {smallGradient} max |alpha| over the training samples" }
          Meets = fun run -> run.Gradient <= smallGradient }

    let private isOverRealised =
        { Hypothesis =
            { Name = "over-realised"
              Meaning = "n > m" }
          Meets = fun run -> run.Multiple > 1 }

    let private decaying =
        { Hypothesis =
            { Name = "decaying strengths"
              Meaning = "p > 0" }
          Meets = fun run -> run.Decay > 0.0 }

    let private comparable meaning =
        { Name = "comparable"
          Meaning = meaning }

    /// The measures of the runs that have one.
    let private each measure (runs: RunObservation list) =
        runs |> List.map measure |> List.filter (Double.IsNaN >> not)

    /// What is said of each group of runs that agree in all but one respect.
    let private within key (say: RunObservation list -> float) =
        List.groupBy key >> List.map (snd >> say) >> List.filter (Double.IsNaN >> not)

    let private part size statement effect isOrder values =
        { Name = ""
          Statement = statement
          Effect = effect
          Size = size
          IsOrder = isOrder
          Values = values }

    let shape =
        { Id = "T.L-shape"
          Concerns = fun _ -> true
          Conditions = [ converged ]
          Comparable = comparable "some student matches no teacher: without it the L has one leg"
          Parts =
            [ part
                  least
                  $"once a run has converged, of the students that match no teacher (best correlation below {RunMeasures.unmatched}) on average six in ten or more have a small fan-out: at most {RunMeasures.smallFanOut} of the run's largest"
                  "share of the unmatched students whose fan-out is small"
                  false
                  (each _.Shape) ] }

    let private strict (runs: RunObservation list) =
        let sorted =
            runs
            |> List.filter (fun run -> not (Double.IsNaN run.Order))
            |> List.sortBy _.Decay

        match sorted with
        | [] -> nan
        | _ ->
            let least, most = List.head sorted, List.last sorted

            if least.Decay = most.Decay then
                nan
            else
                Agreement.share (
                    if most.Order > least.Order then 1, 0
                    elif most.Order < least.Order then 0, 1
                    else 0, 0
                )

    let strongFirst =
        { Id = "T.strong-first"
          Concerns = isTwoLayer
          Conditions = [ decaying ]
          Comparable = comparable "two teachers are covered at different epochs (never counts as after all)"
          Parts =
            [ part
                  least
                  "of two teachers that are covered at different epochs, the stronger is covered first in six pairs of ten or more, on average over runs (Kendall's tau of 0.2 or more)"
                  "share of the pairs of teachers in which the stronger was covered first"
                  true
                  (each _.Order)
              { part
                    least
                    "where the largest and the smallest p of otherwise equal runs differ in this order, the order is stricter for the largest in six seeds of ten or more"
                    "share of the seeds whose order is stricter for the largest p than for the smallest"
                    true
                    (within (fun run -> run.Setting, run.Multiple) strict) with
                  Name = "larger p" } ] }

    /// Of the pairs of widths and the fixed epochs at which the shares differ, the part in which the wider covers more.
    let private wider (runs: RunObservation list) =
        [ for epoch in 0..2 ->
              runs
              |> List.toArray
              |> Agreement.pairs (fun a b -> compare a.Multiple b.Multiple) (fun a b ->
                  compare a.Covered[epoch] b.Covered[epoch]) ]
        |> List.reduce (fun (c, d) (c', d') -> c + c', d + d')
        |> Agreement.share

    /// (1 + gain)/2, the gain being how many more teachers the widest covers than the narrowest, as a share.
    let private gain (runs: RunObservation list) =
        let narrow = runs |> List.minBy _.Multiple
        let wide = runs |> List.maxBy _.Multiple

        if narrow.Multiple = wide.Multiple then
            nan
        else
            (1.0 + (Array.average wide.Covered - Array.average narrow.Covered)) / 2.0

    let private otherwiseEqual (run: RunObservation) = run.Setting, run.Decay

    let overRealised =
        { Id = "T.over-realised"
          Concerns = fun _ -> true
          Conditions = []
          Comparable =
            comparable "two widths cover different shares of one teacher's nodes at one of the epochs"
          Parts =
            [ part
                  least
                  "at fixed epochs (a quarter of the run, a half, its end), of two widths that cover different shares of the same teacher's nodes the wider covers more in six pairs of ten or more, on average over teachers"
                  "share of the pairs of widths and epochs in which the wider covers more"
                  true
                  (within otherwiseEqual wider)
              { part
                    ((1.0 + leastGain) / 2.0)
                    $"the widest covers {leastGain} more of the teacher's nodes than the narrowest, or more, on average over these epochs and teachers"
                    "(1 + gain)/2, the gain being the share covered by the widest less that by the narrowest"
                    true
                    (within otherwiseEqual gain) with
                  Name = "gain" } ] }

    let lucky =
        { Id = "T.lucky"
          Concerns = fun _ -> true
          Conditions = []
          Comparable =
            comparable "two students end at one teacher and came within 0.8 of it at different epochs"
          Parts =
            [ part
                  least
                  "of two students that end at the same teacher and came to a correlation of 0.8 with it at different epochs, the one that started at the smaller angle is first in six pairs of ten or more, on average over runs (Kendall's tau of 0.2 or more, stratified by teacher)"
                  "share of the pairs of students of one teacher in which the one that started closer arrived first"
                  true
                  (each _.Luck) ] }

    let fanOutDecay =
        { Id = "T.fanout-decay"
          Concerns = isTwoLayer
          Conditions = [ isOverRealised; converged ]
          Comparable =
            comparable
                "some student matches no teacher and has its boundary within three deviations of the data"
          Parts =
            [ part
                  least
                  $"in over-realised runs that have converged, of the students that match no teacher (best correlation below {RunMeasures.unmatched}) and whose boundary passes through the data six in ten or more have a fan-out that has fallen by {100.0 * RunMeasures.fallen} percent or more since half-way, on average over runs"
                  "share of the unmatched students whose fan-out falls"
                  false
                  (each _.Shrinking) ] }

    let generalise =
        { Id = "T.generalise"
          Concerns = isTwoLayer
          Conditions = [ converged ]
          Comparable = comparable "the losses are finite"
          Parts =
            [ part
                  least
                  $"where the gradient is small on the training samples (max |g_1| <= {smallGradient} max |alpha|), the loss on unseen data is at most {smallLoss} of the untrained student's in six runs of ten or more"
                  "share of the converged runs whose loss on unseen data is small"
                  false
                  (each (fun run ->
                      if not (Double.IsFinite run.Loss) then nan
                      elif run.Loss <= smallLoss then 1.0
                      else 0.0)) ] }

    let observed =
        { Id = "M.observed"
          Concerns = fun run -> run.Layers > 1
          Conditions = []
          Comparable = comparable "some layer's teachers are matched to 0.9 on average"
          Parts =
            [ part
                  least
                  "in deep runs the lowest hidden layer is the first (or among the first) whose teachers are matched to a correlation of 0.9 on average, in six runs of ten or more"
                  "share of the deep runs in which the lowest layer is first"
                  false
                  (each _.LowestFirst) ] }

    /// Those of section 6, in its order.
    let ofTraining =
        [ shape; strongFirst; overRealised; lucky; fanOutDecay; generalise ]
