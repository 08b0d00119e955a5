// What F.paper speaks of, enclosed: D', the largest gradient on it, who observes whom, and how far each student is from each
// teacher. Rigorous; computed once a case and only as far as it is asked for. It states no theorem.
//
// Both networks are normalised as the theory has it: h = z / ||w~||, fan-outs and gradients times ||w~||. The step s and the
// half-width delta are the doubles that the slides' formulas round to (PaperRule.fs).
namespace Verify.Claims.Theorems

open Verify.Claims.Generators
open Verify.Claims.Oracle

/// Where the gradient is asked to be small.
type PaperPlace =
    /// On D'.
    | OnAugmented
    /// Falsified: on D alone.
    | OnData

type PaperMeasures(case: PaperCase, place: PaperPlace) =
    let setting = case.Setting
    let teacher = EnclosedNetwork case.Pair.Teacher
    let student = EnclosedNetwork case.Pair.Student
    let d = case.Pair.Inputs
    let m = teacher.Shape.Width 1
    let n = student.Shape.Width 1

    let points =
        case.Inputs |> Array.chunkBySize d |> Array.map (Array.map Enclosure.exact)

    let step = Enclosure.exact setting.Step
    let delta = Enclosure.exact setting.Delta

    let norm (column: Enclosure[]) =
        column[.. d - 1]
        |> Array.map Enclosure.square
        |> Enclosure.sum
        |> Enclosure.sqrt

    let teacherColumns = Array.init m (fun j -> teacher.Column(1, j))
    let studentColumns = Array.init n (fun k -> student.Column(1, k))
    let teacherNorms = Array.map norm teacherColumns
    let studentNorms = Array.map norm studentColumns

    let runs =
        lazy
            (points
             |> Array.map (fun x ->
                 let target = teacher.Run x
                 target, student.Run x))

    /// |h_j| <= delta: certainly, certainly not, or neither.
    let isNear j (target: EnclosedRun) =
        let size = Enclosure.abs (target.PreActivations.[0].[j])
        let reach = teacherNorms[j] * delta

        if Enclosure.isCertainlyAtMost size reach then Some true
        elif Enclosure.isCertainlyBelow reach size then Some false
        else None

    let nearness =
        lazy
            (runs.Value
             |> Array.map (fun (target, _) -> Array.init m (fun j -> isNear j target)))

    /// The neighbours of sample p in D'; around a sample that may or may not be in D_j they are taken to be there.
    let neighbours p =
        let x = points[p]

        let both (e: Enclosure[]) =
            [ Array.map2 (fun a b -> a + step * b) x e
              Array.map2 (fun a b -> a - step * b) x e ]

        match place, case.Augmentation with
        | OnData, _ -> []
        | OnAugmented, Agnostic ->
            [ for u in 0 .. d - 1 do
                  yield! both (Array.init d (fun i -> if i = u then Enclosure.exact 1.0 else Enclosure.Zero)) ]
        | OnAugmented, Aware ->
            [ for j in 0 .. m - 1 do
                  if (nearness.Value[p]).[j] <> Some false then
                      yield! both (teacherColumns[j].[.. d - 1] |> Array.map (fun w -> w / teacherNorms[j])) ]

    let gradients (target: EnclosedRun, run: EnclosedRun) =
        student.Gradient(run, target.Output)
        |> Array.map2 (fun norm g -> norm * Enclosure.abs g) studentNorms
        |> Array.reduce Enclosure.max

    let largest =
        lazy
            (Seq.init points.Length (fun p ->
                let around =
                    neighbours p |> List.map (fun x -> gradients (teacher.Run x, student.Run x))

                List.fold Enclosure.max (gradients runs.Value[p]) around)
             |> Seq.reduce Enclosure.max)

    let near =
        Array.init m (fun j ->
            lazy
                ([| for p in 0 .. points.Length - 1 do
                        if (nearness.Value[p]).[j] <> Some false then
                            p |]))

    let activity k p =
        let _, run = runs.Value[p]
        let z = run.PreActivations.[0].[k]

        if z.Low > 0.0 then Some true
        elif z.High <= 0.0 then Some false
        else None

    let nodes = Enclosure.ofInt (m + n)
    let nodesTo32 = nodes * Enclosure.sqrt nodes

    let sine j k =
        let a, b = teacherColumns[j], studentColumns[k]

        let minors =
            Enclosure.sum (
                seq {
                    for u in 0 .. d - 2 do
                        for v in u + 1 .. d - 1 do
                            Enclosure.square (a[u] * b[v] - a[v] * b[u])
                }
            )

        Enclosure.sqrt minors / (teacherNorms[j] * studentNorms[k])

    member _.Case = case
    member _.Setting = setting
    member _.Teachers = [ 0 .. m - 1 ]
    member _.Students = [ 0 .. n - 1 ]
    /// N
    member _.Samples = points.Length
    /// K^{3/2}
    member _.NodesTo32 = nodesTo32
    /// K
    member _.Nodes = nodes
    /// sqrt d
    member _.RootOfInputs = Enclosure.sqrt (Enclosure.ofInt d)
    member _.Epsilon = Enclosure.exact case.Epsilon
    member _.Delta = delta

    /// D_j as indices of samples.
    member _.Near j = near[j].Value

    /// |D_j in E_k|
    member _.Seen(j, k) =
        near[j].Value
        |> Array.sumBy (fun p -> if activity k p = Some true then 1 else 0)

    /// Whether rounding could move a sample of D across the edge of D_j, or one of D_j across k's hyperplane.
    member _.IsOnEdge(j, k) =
        nearness.Value |> Array.exists (fun found -> found[j].IsNone)
        || near[j].Value |> Array.exists (fun p -> (activity k p).IsNone)

    /// max |g_1| over all students and D'.
    member _.Largest = largest.Value

    /// |alpha_kj| of the normalised networks: |v_k . v*_j| ||w~_k|| ||w~*_j||.
    member _.Coefficient(j, k) =
        let products =
            Seq.init teacher.Shape.Outputs (fun o -> student.Weight(2, k, o) * teacher.Weight(2, j, o))

        Enclosure.abs (Enclosure.sum products) * studentNorms[k] * teacherNorms[j]

    /// Whether the node has a hyperplane.
    member _.HasPlane k = studentNorms[k].Low > 0.0

    /// sin of the angle.
    member _.Sine(j, k) = sine j k

    /// cos of the angle.
    member _.Cosine(j, k) =
        Enclosure.dot (teacherColumns[j].[.. d - 1]) (studentColumns[k].[.. d - 1])
        / (teacherNorms[j] * studentNorms[k])

    /// b*_j of the normalised teacher.
    member _.TeacherOffset j =
        (teacherColumns[j]).[d] / teacherNorms[j]

    /// b_k of the normalised student.
    member _.StudentOffset k =
        (studentColumns[k]).[d] / studentNorms[k]
