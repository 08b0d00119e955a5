// A path of line segments in weight space along which a two-layer student keeps the function it has: from any student of
// zero loss with enough spare nodes to the teacher itself. Every segment is of one of two kinds on which the function can
// be followed exactly:
//   shift: only fan-outs and output bias change. f is linear in them, so if both ends equal f* on the box, so does every
//          point between.
//   move:  only directions and offsets of nodes with fan-out zero change. f does not change at all.
// It constructs and checks; which students it is claimed for is Z.connect's business.
namespace Verify.Claims.Geometry

open Verify.Algebra

module LossFreePath =
    /// Whether f = f* on the polytope, for L = 2: no plane on which f* - f has a kink meets it, and the affine function
    /// that f* - f then is there is zero. An empty polytope has no points to differ at.
    let zeroLoss polytope teacher student =
        match Polytope.inside polytope with
        | NoInterior _ -> true
        | InteriorPoint(inner, _) ->
            let form = ResidualForm.ofPair teacher student

            let kinks =
                form.Creases |> List.filter (fun crease -> not (Rationals.isZero crease.Kink))

            let meets crease =
                match Hyperplane.meets polytope crease.Hyperplane with
                | InteriorPoint _ -> true
                | NoInterior _ -> false

            let isAffineZero output =
                let slopes =
                    kinks
                    |> List.filter (fun crease ->
                        Rational.sign (Hyperplane.value inner crease.Hyperplane) > 0)

                (form.Affine.[output], slopes)
                ||> List.fold (fun sum crease ->
                    let plane = crease.Hyperplane

                    Rationals.addScaled
                        sum
                        crease.Kink[output]
                        (Array.append plane.Normal [| plane.Offset |]))
                |> Rationals.isZero

            not (List.exists meets kinks)
            && List.forall isAffineZero [ 0 .. form.Affine.Length - 1 ]

    /// A student taken apart, to be changed node by node.
    type private Nodes =
        { Incoming: Rational[][]
          FanOuts: Rational[][]
          Bias: Rational[] }

    let private takeApart (network: ExactNetwork) =
        let n = network.Width 1

        { Incoming = Array.init n (fun k -> network.Layers[0] |> Array.map (fun row -> row[k]))
          FanOuts = network.Layers[1][.. n - 1]
          Bias = network.Layers.[1].[n] }

    let private putTogether leak nodes =
        { Leak = leak
          Layers =
            [| Array.transpose nodes.Incoming
               Array.append nodes.FanOuts [| nodes.Bias |] |] }

    let private planeOf (incoming: Rational[]) =
        let d = incoming.Length - 1
        Hyperplane.ofAffine incoming[.. d - 1] incoming[d]

    let private isIdle nodes k = Rationals.isZero nodes.FanOuts[k]

    /// Fan-outs shifted between co-planar nodes of one orientation onto the first of them, those of constant nodes onto
    /// the output bias: the same function, with as many idle nodes as there can be.
    let private merge leak nodes =
        let fanOuts = Array.map Array.copy nodes.FanOuts
        let mutable bias = nodes.Bias
        let zero = Rationals.zeros bias.Length

        let keyed =
            nodes.Incoming
            |> Array.mapi (fun k incoming -> k, planeOf incoming)
            |> Array.filter (fun (k, _) -> not (isIdle nodes k))

        for k, plane in keyed do
            if plane.IsNone then
                let z = Array.last nodes.Incoming[k]
                let gate = if Rational.sign z >= 0 then Rational.one else leak
                bias <- Rationals.addScaled bias (gate * z) fanOuts[k]
                fanOuts[k] <- zero

        for _, group in
            keyed
            |> Array.choose (fun (k, plane) -> plane |> Option.map (fun (plane, rho) -> k, plane, rho))
            |> Array.groupBy (fun (_, plane, rho) -> plane, Rational.sign rho) do
            let first, _, unit = group[0]

            for k, _, rho in group[1..] do
                fanOuts[first] <- Rationals.addScaled fanOuts[first] (rho / unit) fanOuts[k]
                fanOuts[k] <- zero

        { nodes with
            FanOuts = fanOuts
            Bias = bias }

    /// For every teacher a node that is a positive multiple of it, as far as there are any; no node twice.
    let private holders (teacher: Nodes) nodes =
        (([], Set.empty), [ 0 .. teacher.Incoming.Length - 1 ])
        ||> List.fold (fun (found, taken) j ->
            let matches k =
                not (Set.contains k taken)
                && match planeOf teacher.Incoming[j], planeOf nodes.Incoming[k] with
                   | Some(plane, rho), Some(other, factor) ->
                       plane = other && Rational.sign rho = Rational.sign factor
                   | _ -> false

            // One with a fan-out first: idle nodes are wanted elsewhere.
            let candidates = List.sortBy (isIdle nodes) [ 0 .. nodes.Incoming.Length - 1 ]

            match List.tryFind matches candidates with
            | Some k -> Some k :: found, Set.add k taken
            | None -> None :: found, taken)
        |> fst
        |> List.rev

    /// Idle nodes after merging that hold no teacher.
    let private free nodes (held: int option list) =
        [ 0 .. nodes.Incoming.Length - 1 ]
        |> List.filter (fun k -> isIdle nodes k && not (List.contains (Some k) held))

    /// A path without its segments of length zero.
    let withoutRepeats (path: ExactNetwork list) =
        match path with
        | [] -> []
        | first :: _ ->
            first
            :: (List.pairwise path |> List.filter (fun (a, b) -> a <> b) |> List.map snd)

    /// Whether a student has the spare nodes that toTeacher needs: after merging one for every teacher of which it has no
    /// positive multiple, and more nodes than the teacher.
    let hasSpareNodes (teacher: ExactNetwork) (student: ExactNetwork) =
        let nodes = merge student.Leak (takeApart student)
        let held = holders (takeApart teacher) nodes
        let missing = held |> List.filter Option.isNone |> List.length

        (free nodes held).Length >= missing && student.Width 1 > teacher.Width 1

    /// The breakpoints from a student of zero loss to the teacher in the student's first nodes, all further nodes zero.
    /// ArgumentException when hasSpareNodes is false.
    let toTeacher (teacher: ExactNetwork) (student: ExactNetwork) : ExactNetwork list =
        if not (hasSpareNodes teacher student) then
            raise (System.ArgumentException "The student has too few spare nodes.")

        let target = takeApart teacher
        let m = target.Incoming.Length
        let start = takeApart student
        let n = start.Incoming.Length
        let zero = Rationals.zeros target.Bias.Length
        let mutable nodes = start
        let path = ResizeArray [ start ]

        let goTo next =
            nodes <- next
            path.Add next

        let moveTo k incoming =
            goTo
                { nodes with
                    Incoming = Array.updateAt k incoming nodes.Incoming }

        goTo (merge student.Leak nodes)
        let held = holders target nodes
        let spare = free nodes held

        // Teachers without a positive multiple get a spare node each.
        let missing =
            List.indexed held |> List.filter (snd >> Option.isNone) |> List.map fst

        let given = List.zip missing (List.take missing.Length spare)

        for j, k in given do
            moveTo k target.Incoming[j]

        let holder =
            Array.init m (fun j ->
                match held[j] with
                | Some k -> k
                | None -> given |> List.find (fst >> (=) j) |> snd)

        // Now all fan-outs go there at once: both ends are f*, and f is linear in the fan-outs.
        let weight j =
            match planeOf target.Incoming[j], planeOf nodes.Incoming[holder[j]] with
            | Some(_, rho), Some(_, factor) -> rho / factor
            | _ -> Rational.one

        let fanOuts = Array.create n zero

        for j in 0 .. m - 1 do
            fanOuts[holder[j]] <- Rationals.scale (weight j) target.FanOuts[j]

        goTo
            { nodes with
                FanOuts = fanOuts
                Bias = target.Bias }

        /// Teacher j goes over to the idle node k, with its own weights.
        let handOver j k =
            moveTo k target.Incoming[j]

            goTo
                { nodes with
                    FanOuts =
                        nodes.FanOuts
                        |> Array.updateAt holder[j] zero
                        |> Array.updateAt k target.FanOuts[j] }

            holder[j] <- k

        for j in 0 .. m - 1 do
            if holder[j] <> j || nodes.Incoming[j] <> target.Incoming[j] then
                match Array.tryFindIndex ((=) j) holder with
                | Some occupant ->
                    let idle =
                        [ n - 1 .. -1 .. 0 ] |> List.find (fun k -> not (Array.contains k holder))

                    handOver occupant idle
                | None -> ()

                handOver j j

        goTo
            { nodes with
                Incoming =
                    nodes.Incoming
                    |> Array.mapi (fun k incoming ->
                        if k < m then incoming else Rationals.zeros incoming.Length) }

        List.ofSeq path |> List.map (putTogether student.Leak) |> withoutRepeats

    /// What is wrong with a path of breakpoints: one with a loss, or a segment that is neither a shift nor a move.
    let fault polytope teacher (path: ExactNetwork list) =
        let lossy =
            path
            |> List.tryFindIndex (fun student -> not (zeroLoss polytope teacher student))

        let isShift (a: ExactNetwork) (b: ExactNetwork) = a.Layers[0] = b.Layers[0]

        let isMove (a: ExactNetwork) (b: ExactNetwork) =
            a.Layers[1] = b.Layers[1]
            && [ 0 .. a.Width 1 - 1 ]
               |> List.forall (fun k ->
                   ExactNetwork.node a k = ExactNetwork.node b k
                   || Rationals.isZero (ExactNetwork.fanOut a k))

        let isSegment (a: ExactNetwork, b: ExactNetwork) =
            a.Leak = b.Leak && (isShift a b || isMove a b)

        match lossy, path |> List.pairwise |> List.tryFindIndex (isSegment >> not) with
        | Some i, _ -> Some $"the loss is not zero at breakpoint {i} of {path.Length}"
        | None, Some i -> Some $"segment {i} is neither a shift of fan-outs nor a move of idle nodes"
        | None, None -> None
