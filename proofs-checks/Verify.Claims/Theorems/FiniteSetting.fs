// What the finite-sample theorems speak of, computed once a case and only as far as it is asked for: bands, samples beside a
// boundary, gradients around them, angles and offsets between hyperplanes, the data's constants. Rigorous: membership is
// decided, numbers are enclosed. It states no theorem.
//
// Nodes are numbered through both networks' lowest layers: 0..m-1 are the teacher's, m..K-1 the student's. Nothing is
// normalised in place: h_i(x) = z_i(x) / ||w~_i||, and both sides of an inequality on g_k are divided by ||w~_k||.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle

/// The three points around a sample: x, x + se, x - se.
type Surroundings =
    {
        /// |g_{1,k}(x)| for every student k.
        Here: Enclosure[]
        /// The largest of the three points.
        Around: Enclosure[]
    }

type FiniteSetting(case: FiniteCase) =
    let teacher = EnclosedNetwork case.Pair.Teacher
    let student = EnclosedNetwork case.Pair.Student
    let d = case.Pair.Inputs
    let m = teacher.Shape.Width 1
    let nodes = m + student.Shape.Width 1
    let points = Array.init case.Samples case.Sample
    let step = Enclosure.exact case.Step
    let delta = Enclosure.exact case.Delta

    let column i =
        if i < m then
            teacher.Column(1, i)
        else
            student.Column(1, i - m)

    let columns = Array.init nodes column
    let directions = columns |> Array.map (fun w -> w[.. d - 1])

    let norms =
        directions
        |> Array.map (fun w -> w |> Array.map Enclosure.square |> Enclosure.sum |> Enclosure.sqrt)

    let constant =
        directions |> Array.map (Array.forall (fun (w: Enclosure) -> w.IsExactZero))

    let dyadic =
        Array.init nodes (fun i -> lazy (columns[i] |> Array.map (fun w -> Dyadic.ofDouble w.Low)))

    let exactValue i p =
        Dyadic.sumOfProducts
            dyadic[i].Value
            (Array.append (points[p] |> Array.map Dyadic.ofDouble) [| Dyadic.one |])

    let enclosedPoint (x: float[]) = x |> Array.map Enclosure.exact

    let atSamples =
        points
        |> Array.map (fun x ->
            lazy
                (let x = enclosedPoint x
                 let target = teacher.Run x
                 let run = student.Run x
                 target, run, student.Gradient(run, target.Output)))

    let value i p =
        let target, run, _ = atSamples[p].Value

        if i < m then
            target.PreActivations.[0].[i]
        else
            run.PreActivations.[0].[i - m]

    /// |h_i(x_p)| <= r: by enclosures, and exactly where they leave it open.
    let inside i p (r: float) =
        if constant[i] then
            false
        else
            let size = Enclosure.abs (value i p)
            let reach = norms[i] * Enclosure.exact r

            if Enclosure.isCertainlyAtMost size reach then
                true
            elif Enclosure.isCertainlyBelow reach size then
                false
            else
                let z = exactValue i p
                let w = dyadic[i].Value[.. d - 1]
                let limit = Dyadic.ofDouble r

                Dyadic.compare (z * z) (limit * limit * Dyadic.sumOfProducts w w) <= 0

    /// z_i(x_p) > 0.
    let active i p =
        let z = value i p

        if z.Low > 0.0 then true
        elif z.High <= 0.0 then false
        else Dyadic.sign (exactValue i p) > 0

    let near =
        Array.init m (fun j ->
            lazy
                ([| for p in 0 .. points.Length - 1 do
                        if inside j p case.Delta then
                            p |]))

    /// The axis of the largest |w~*_j,u|.
    let widest j =
        Seq.maxBy (fun u -> abs (directions[j]).[u].Low) (seq { 0 .. d - 1 })

    let direction j =
        match case.Augmentation with
        | Aware -> directions[j] |> Array.map (fun w -> w / norms[j])
        | Agnostic ->
            let u = widest j

            Array.init d (fun i -> if i = u then Enclosure.exact 1.0 else Enclosure.Zero)

    /// t = s |w~*_j . e| / ||w~*_j||
    let reach j =
        match case.Augmentation with
        | Aware -> step
        | Agnostic -> step * Enclosure.abs (directions[j]).[widest j] / norms[j]

    let gradientAt (x: Enclosure[]) =
        let target = teacher.Run x
        let run = student.Run x
        student.Gradient(run, target.Output) |> Array.map Enclosure.abs

    let surroundings =
        Array.init m (fun j ->
            let shift = lazy (direction j |> Array.map (fun e -> step * e))

            let around p =
                lazy
                    (let x = enclosedPoint points[p]
                     let _, _, here = atSamples[p].Value
                     let here = here |> Array.map Enclosure.abs
                     let plus = gradientAt (Array.map2 (+) x shift.Value)
                     let minus = gradientAt (Array.map2 (-) x shift.Value)

                     { Here = here
                       Around = Array.map2 Enclosure.max here (Array.map2 Enclosure.max plus minus) })

            Array.init points.Length around)

    let minors a b =
        Enclosure.sum (
            seq {
                for u in 0 .. d - 2 do
                    for v in u + 1 .. d - 1 do
                        Enclosure.square (
                            (directions[a]).[u] * (directions[b]).[v]
                            - (directions[a]).[v] * (directions[b]).[u]
                        )
            }
        )

    let rows (indices: int[]) =
        indices |> Array.map (fun p -> points[p])

    let doubles j = directions[j] |> Array.map _.Low
    let floor = (step + delta).Low

    let etas =
        Array.init m (fun j -> lazy (DataConstants.eta (doubles j) (rows near[j].Value) floor))

    let etaOfAll = lazy (DataConstants.etaOfBands points floor)
    let mus = Array.init m (fun j -> lazy (DataConstants.mu (rows near[j].Value)))

    member _.Case = case
    member _.TeacherNet = teacher
    member _.StudentNet = student
    member _.Inputs = d
    member _.TeacherNodes = [ 0 .. m - 1 ]
    /// The students, numbered from 0 as in their own network.
    member _.StudentNodes = [ 0 .. nodes - m - 1 ]
    /// K
    member _.Nodes = nodes
    member _.Points = points
    member _.Step = step
    member _.Delta = delta
    /// The node's number among all K.
    member _.OfStudent k = m + k
    /// w~ = 0: the node has no hyperplane.
    member _.IsConstant i = constant[i]
    member _.Norm i = norms[i]

    /// D_j as indices of samples.
    member _.Near j = near[j].Value

    /// S_jk = D_j in E_k.
    member _.Seen j k =
        near[j].Value |> Array.filter (fun p -> active (m + k) p)

    /// Whether sample p is in the band I_i(r), r a double.
    member _.IsInside(i, p, r) = inside i p r

    /// h_i(x_p)
    member _.Height(i, p) = value i p / norms[i]

    /// t of teacher j: s, or s max_u |w~*_j,u|.
    member _.Reach j = reach j

    /// e of teacher j: w~*_j, or the axis along which it is longest.
    member _.Direction j = direction j

    /// |g_k| at a sample and around it, for teacher j's direction.
    member _.Surroundings(j, p) = (surroundings[j]).[p].Value

    /// v_k . v*_j at sample p; in two layers it does not depend on p.
    member _.Alpha(j, k, p) =
        let target, run, _ = atSamples[p].Value
        let v = student.FanOuts run
        let vStar = teacher.FanOuts target

        Seq.map2 (fun (row: Enclosure[]) (star: Enclosure[]) -> row[k] * star[j]) v vStar
        |> Enclosure.sum

    /// sin of the angle between two nodes' directions: the root of the sum of squared 2 x 2 minors, which does not cancel.
    member _.Sine(a, b) =
        Enclosure.min (Enclosure.exact 1.0) (Enclosure.sqrt (minors a b) / (norms[a] * norms[b]))

    /// cos of the angle.
    member _.Cosine(a, b) =
        Enclosure.dot directions[a] directions[b] / (norms[a] * norms[b])

    /// The sign of the cosine, exactly.
    member _.Turn(a, b) =
        Dyadic.sign (Dyadic.sumOfProducts dyadic[a].Value[.. d - 1] dyadic[b].Value[.. d - 1])

    /// b_i / ||w~_i||
    member _.Offset i = (columns[i]).[d] / norms[i]

    /// The unit normal u with w~_i = cos w~_j + sin u, for nodes that are not co-planar.
    member setting.Across(i, j) =
        let cosine, sine = setting.Cosine(i, j), setting.Sine(i, j)

        Array.map2
            (fun wi wj -> (wi / norms[i] - cosine * (wj / norms[j])) / sine)
            directions[i]
            directions[j]

    /// D.transverse: an eta that serves D_j for every half-width from s + delta up.
    member _.Eta j = etas[j].Value

    /// D.band on all of D, for comparison.
    member _.EtaOfAll = etaOfAll.Value

    /// D.tail: an upper bound of the largest eigenvalue of D_j's second moment.
    member _.Mu j = mus[j].Value

    /// The same of any samples.
    member _.MuOf indices = DataConstants.mu (rows indices)

    /// W(count) of some samples for teacher j: no band across w~*_j of less half-width holds `count` of them.
    member _.HalfWidth(j, indices: int[], count) =
        DataConstants.halfWidth (doubles j) (rows indices) count
