// What the statistical claims read off one run, as numbers; NaN where the run has nothing to say. All of it is about the
// lowest hidden layer, evaluation samples, but for the last. It judges nothing.
//
// m teacher nodes j, n student nodes k. "The end" is the last evaluated epoch.
namespace Verify.Claims.Training

open System
open Verify.Core.Networks
open Verify.Core.Numerics
open Verify.Core.Training

/// What is measured in place of the truth: a false twin's way of looking.
type Measured =
    /// Nothing: the run as it is.
    | AsTrained
    /// Starting closeness is read off the start of another seed.
    | OtherStart
    /// A student's correlation is set against the fan-out of the next student.
    | OtherFanOut
    /// Each width is called the next wider, and the widest the narrowest.
    | WidestAsNarrowest
    /// Students that match a teacher stand for those that match none.
    | MatchedStudents

module RunMeasures =
    /// A student whose best correlation is below this matches no teacher. (A teacher is covered above 0.95.)
    let unmatched = 0.9

    /// A fan-out is small when it is at most this part of the run's largest.
    let smallFanOut = 0.2

    /// A fan-out has fallen when it lost this part: the least that counts.
    let fallen = 0.01

    /// Which of EpochStatistics.Thresholds says that a student has converged to a teacher (0.8), and which that the
    /// teacher is covered (0.95).
    let private convergedThreshold, coveredThreshold = 3, 5

    let private last (record: RunRecord) =
        record.History[record.History.Length - 1]

    /// The last evaluated epoch that is not after this part of the run.
    let private at (part: float) (record: RunRecord) =
        let epoch = part * float (last record).Epoch
        record.History |> Seq.findBack (fun e -> float e.Epoch <= epoch)

    let private fanOut (epoch: EpochStatistics) k = sqrt (epoch.Beta(1)[k])

    /// The largest per-sample |g_1| at the end, in units of the largest |alpha_kj|: the scale of the theory, in which it
    /// is a distance. A student that sees a teacher's kink without matching it has |g_k| >= |alpha_kj| t / 4 at
    /// distance t from the teacher's boundary (F.local-kink), or near it.
    let gradient (record: RunRecord) =
        let epoch = last record
        epoch.LargestGradients[0] / (epoch.Alpha 1 |> Seq.map abs |> Seq.max)

    /// The loss on unseen data at the end, over that of the student before training.
    let loss (record: RunRecord) =
        (last record).EvaluationLoss / record.History[0].EvaluationLoss

    /// The share of teachers covered after a quarter of the run, a half, and all of it.
    let covered (record: RunRecord) =
        let m = float record.Configuration.TeacherWidths[0]

        [| for part in [ 0.25; 0.5; 1.0 ] -> float ((at part record).Covered(1, coveredThreshold)) / m |]

    /// Of the pairs of teachers covered at different epochs (never: after all), the share in which the stronger, of
    /// lower index, was first.
    let order (record: RunRecord) =
        record.FirstCovered(1, coveredThreshold)
        |> Seq.map (fun epoch -> if epoch < 0 then Int32.MaxValue else epoch)
        |> Seq.indexed
        |> Seq.toArray
        |> Agreement.pairs (fun (i, _) (k, _) -> compare i k) (fun (_, s) (_, t) -> compare s t)
        |> Agreement.share

    let private teacher (record: RunRecord) =
        let shape = record.Configuration.TeacherShape

        let weights =
            [| for l in 1 .. shape.Depth do
                   yield! record.Final[$"T{l}"].Memory.ToArray() |]

        Network(shape, record.Configuration.Leak, ReadOnlySpan<float> weights)

    /// The cosine between the directions of student k and teacher j.
    let private cosine (student: Network) k (teacher: Network) j =
        let mutable product, left, right = 0.0, 0.0, 0.0

        for i in 0 .. student.Shape.Inputs - 1 do
            let a, b = student.Weights(1)[i, k], teacher.Weights(1)[i, j]
            product <- product + a * b
            left <- left + a * a
            right <- right + b * b

        product / sqrt (left * right)

    /// Of the pairs of students that end at the same teacher (correlation above 0.95) and came within 0.8 of it at
    /// different epochs, the share in which the one that started at the smaller angle was first.
    let luck measured (record: RunRecord) =
        let teacher = teacher record
        let configuration = record.Configuration

        let elsewhere =
            match measured with
            | OtherStart -> CounterRandom(configuration.Seed, 0x6C75636BUL).NextUInt64()
            | _ -> configuration.Seed

        let start =
            StudentInitialisation.Create(RunKeyValues.withSeed elsewhere configuration, teacher)

        let ending = last record
        let best, partner = ending.BestOfStudent 1, ending.TeacherOfStudent 1
        let covers = EpochStatistics.Thresholds[coveredThreshold]
        let converges = EpochStatistics.Thresholds[convergedThreshold]

        let arrival k =
            let isThere (epoch: EpochStatistics) =
                epoch.TeacherOfStudent(1)[k] = partner[k]
                && epoch.BestOfStudent(1)[k] > converges

            (record.History |> Seq.find isThere).Epoch

        [| for k in 0 .. best.Count - 1 do
               if best[k] > covers then
                   partner[k], (cosine start k teacher (int partner[k]), arrival k) |]
        |> Array.groupBy fst
        |> Array.map (fun (_, students) ->
            students
            |> Array.map snd
            |> Agreement.pairs (fun (a, _) (b, _) -> compare b a) (fun (_, s) (_, t) -> compare s t))
        |> Array.fold (fun (c, d) (c', d') -> c + c', d + d') (0, 0)
        |> Agreement.share

    /// Of the students that match no teacher at the end, the share with a small fan-out.
    let shape measured (record: RunRecord) =
        let ending = last record
        let best = ending.BestOfStudent 1
        let n = best.Count
        let largest = seq { 0 .. n - 1 } |> Seq.map (fanOut ending) |> Seq.max
        let shift = if measured = OtherFanOut then 1 else 0

        let leg =
            [ for k in 0 .. n - 1 do
                  if best[k] < unmatched then
                      fanOut ending ((k + shift) % n) <= smallFanOut * largest ]

        if leg.IsEmpty then
            nan
        else
            leg |> List.averageBy (fun isSmall -> if isSmall then 1.0 else 0.0)

    /// Whether student k's boundary |w~ . x + b| = 0 passes through the data: |b| / |w~| is at most three deviations of an
    /// input. Beyond, its gate is the same for all but one sample in 740 (normal data): it is constant or linear on them.
    let private meetsData (record: RunRecord) k =
        let weights = record.Final["W1"].AsMatrix()
        let d = weights.Rows - 1
        let mutable square = 0.0

        for i in 0 .. d - 1 do
            square <- square + weights[i, k] * weights[i, k]

        abs weights[d, k] <= 3.0 * record.Configuration.DataDeviation * sqrt square

    /// Of the students that match no teacher at the end and whose boundary passes through the data, the share whose
    /// fan-out has fallen since half-way.
    let shrinking measured (record: RunRecord) =
        let ending, before = last record, at 0.5 record
        let best = ending.BestOfStudent 1

        let counts k =
            if measured = MatchedStudents then
                best[k] > EpochStatistics.Thresholds[coveredThreshold]
            else
                best[k] < unmatched && meetsData record k

        let falls =
            [ for k in 0 .. best.Count - 1 do
                  if counts k then
                      fanOut ending k <= (1.0 - fallen) * fanOut before k ]

        if falls.IsEmpty then
            nan
        else
            falls |> List.averageBy (fun falls -> if falls then 1.0 else 0.0)

    /// 1 when the lowest hidden layer is the first, or among the first, whose teachers are matched to 0.9 on average;
    /// 0 when another is; NaN when none is, or there is no other.
    let lowestFirst (record: RunRecord) =
        let arrivals =
            [ for l in 1 .. record.Configuration.Depth - 1 ->
                  record.History
                  |> Seq.tryFind (fun epoch -> Seq.average (epoch.BestOfTeacher l) >= unmatched)
                  |> Option.map _.Epoch
                  |> Option.defaultValue Int32.MaxValue ]

        match arrivals with
        | lowest :: others when not others.IsEmpty && List.min arrivals < Int32.MaxValue ->
            if lowest <= List.min others then 1.0 else 0.0
        | _ -> nan
