// Students with g_1 = 0 on the box that are not the teacher: from the spec of such a student to its weights, exactly, and
// near misses of them (theory.md, section 3). Every number is dyadic, so the networks' doubles are what is meant.
//
// A set of students on one plane, w_i = rho_i w with sigma(-z) = sigma(z) - (1+c) z, gives
//     sum of v_i sigma(h_i) = (sum |rho_i| v_i) sigma(h) - (1+c) (sum over opposite i of |rho_i| v_i) h,
// so the fan-outs are shared out to make the first sum the teacher's v* (or zero, for a set that cancels), and what the
// second leaves, an affine function, is carried by further students: pairs q sigma(p) - q sigma(-p) = (1+c) q p or nodes
// that are active on the whole box. Where the outputs are matched on a span S only, v* is replaced by its projection and
// all fan-outs lie in S. In deeper networks the same is done for the inputs of layer 2, and the span is applied on top.
namespace Verify.Claims.Generators

open System
open Verify.Algebra
open Verify.Core.Networks
open Verify.Core.Numerics

/// A teacher, a student and the box (-Radius, Radius)^d.
type ZeroCase =
    { Spec: ZeroSpec
      Pair: NetworkPair
      Radius: float }

module ZeroStudents =
    let private add = Array.map2 (fun (x: Dyadic) y -> x + y)
    let private subtract = Array.map2 (fun (x: Dyadic) y -> x - y)
    let private zeros count = Array.create count Dyadic.zero

    /// Orthogonal vectors whose squared lengths are 1 or 2: the span that the student matches.
    let private basis span outputs =
        let axis i =
            Array.init outputs (fun j -> if i = j then Dyadic.one else Dyadic.zero)

        match span with
        | AllOutputs -> List.init outputs axis
        | _ when outputs < 2 -> raise (ArgumentException "A part of the outputs needs two outputs.")
        | FirstOutputs -> List.init (min 2 (outputs - 1)) axis
        | Diagonal -> [ add (axis 0) (axis 1) ]

    /// q . v / ||q||^2 for ||q||^2 = 1 or 2.
    let private coordinate (q: Dyadic[]) (v: Dyadic[]) =
        let product = Dyadic.sumOfProducts q v

        if Dyadic.sumOfProducts q q = Dyadic.one then
            product
        else
            Dyadic.halve product

    let private project basis (v: Dyadic[]) =
        (zeros v.Length, basis)
        ||> List.fold (fun sum q -> add sum (PlaneNode.scale (coordinate q v) q))

    let private scales =
        [| Dyadic.one
           Dyadic.ofInt 2
           Dyadic.create 1I -1
           Dyadic.ofInt 4
           Dyadic.create 1I -2 |]

    let private oddScales =
        Array.append scales [| Dyadic.ofInt 3; Dyadic.create 3I -1 |]

    /// Students on the plane of `node` whose fan-outs weighted by |rho| sum to `target`, and the sum over the opposite
    /// ones: what they leave of (1+c) h is minus that. `share` draws the fan-out of copy i; the last one makes up the sum.
    let private onPlane (random: CounterRandom) orientation count share node target =
        let factors =
            Array.init count (fun i ->
                let pool = if i = count - 1 then scales else oddScales
                let size = pool[random.NextBelow pool.Length]

                let opposite =
                    match orientation with
                    | Same -> false
                    | Opposite -> true
                    | Mixed -> random.NextBool 0.5

                size, opposite)

        let drawn = Array.init (count - 1) share

        let spent =
            (zeros (Array.length target), Array.zip drawn factors[.. count - 2])
            ||> Array.fold (fun sum (v, (size, _)) -> add sum (PlaneNode.scale size v))

        let lastSize = fst factors[count - 1]
        let inverse = Dyadic.create lastSize.Mantissa -lastSize.Exponent

        let fanOuts =
            Array.append drawn [| PlaneNode.scale inverse (subtract target spent) |]

        let students =
            Array.map2
                (fun (size, opposite) v -> PlaneNode.copy (if opposite then -size else size) v node)
                factors
                fanOuts

        let turned =
            (zeros target.Length, Array.zip factors fanOuts)
            ||> Array.fold (fun sum ((size, opposite), v) ->
                if opposite then add sum (PlaneNode.scale size v) else sum)

        students, turned

    /// v h as C rows of d + 1 coefficients.
    let private outer (v: Dyadic[]) node =
        v
        |> Array.map (fun weight -> PlaneNode.scale weight (Array.append node.Direction [| node.Offset |]))

    let private addRows = Array.map2 add

    /// Students, and an addition to the output bias, that give `factor` times the affine map on the box. A pair gives
    /// (1+c) times its plane, so it is of use only when the factor is that.
    let private carry (random: CounterRandom) radius mayPair (factor: Dyadic) basis (map: Dyadic[][]) =
        let columns = Array.transpose map
        let inputs = columns.Length - 1

        (([], zeros map.Length), basis)
        ||> List.fold (fun (students, bias) q ->
            let row = columns |> Array.map (coordinate q)
            let direction = row[.. inputs - 1]

            if Array.forall Dyadic.isZero direction then
                students, add bias (PlaneNode.scale (factor * row[inputs]) q)
            else
                let plane offset fanOut =
                    { Direction = direction
                      Offset = offset
                      FanOut = fanOut }

                let carriers, offset =
                    if mayPair && random.NextBool 0.5 then
                        let half = plane (ZeroTeacher.offset random radius direction) q

                        [ half; PlaneNode.copy -Dyadic.one (PlaneNode.scale -Dyadic.one q) half ],
                        half.Offset
                    else
                        let away = PlaneNode.reach radius (plane Dyadic.zero q) + Dyadic.one
                        [ plane away (PlaneNode.scale factor q) ], away

                students @ carriers, add bias (PlaneNode.scale (factor * (row[inputs] - offset)) q))

    /// The teacher's nodes that no student represents, and what the box sees of them as (1+c) times an affine map plus
    /// another affine map.
    let private unrepresented (spec: ZeroSpec) leak (teacher: LayeredNodes) =
        let last = teacher.Nodes.Length - 1
        let outputs = teacher.Bias.Length
        let none = Array.create outputs (zeros (spec.Inputs + 1))

        match spec.Kind with
        | Annulled ->
            let first, second = teacher.Nodes[0], teacher.Nodes[1]
            let i = Array.findIndex (Dyadic.isZero >> not) first.Direction

            let opposite = Dyadic.sign first.Direction[i] <> Dyadic.sign second.Direction[i]

            set [ 0; 1 ], (if opposite then outer first.FanOut first else none), none
        | Hidden ->
            let node = teacher.Nodes[last]

            let slope = if Dyadic.sign node.Offset > 0 then Dyadic.one else leak
            set [ last ], none, outer (PlaneNode.scale slope node.FanOut) node
        | Unseen
        | Mute -> set [ last ], none, none
        | Plain
        | Lifted
        | Coplanar
        | Parallel -> Set.empty, none, none

    /// The lowest layer of a student whose second-layer inputs agree with the teacher's on the span, on the box.
    let private lowest (random: CounterRandom) (spec: ZeroSpec) basis (teacher: LayeredNodes) =
        let leak = Dyadic.ofDouble spec.Leak
        let outputs = teacher.Bias.Length

        let inSpan _ =
            project basis (ZeroTeacher.vector random outputs)

        let share i =
            if spec.Change = Strayed && i = 0 then
                ZeroTeacher.vector random outputs
            else
                inSpan i

        let skipped, turnedThere, affineThere = unrepresented spec leak teacher
        let skipped = if spec.Change = Dropped then Set.add 0 skipped else skipped

        let copies =
            [ for j in 0 .. teacher.Nodes.Length - 1 do
                  if not (skipped.Contains j) then
                      let node = teacher.Nodes[j]
                      let target = project basis node.FanOut
                      let students, turned = onPlane random spec.Orientation spec.Copies share node target
                      students, outer turned node
              for _ in 1 .. spec.Cancelling do
                  let node = ZeroTeacher.node random spec.Radius spec.Inputs outputs
                  let count = max 2 spec.Copies

                  let students, turned =
                      onPlane random spec.Orientation count inSpan node (zeros outputs)

                  students, outer turned node ]

        let turned =
            (turnedThere, copies) ||> List.fold (fun sum (_, map) -> addRows sum map)

        let carriers, shift = carry random spec.Radius true (Dyadic.one + leak) basis turned

        let hidden, hiddenShift =
            carry random spec.Radius false Dyadic.one basis affineThere

        let idle =
            [ for _ in 1 .. spec.Idle ->
                  { ZeroTeacher.node random spec.Radius spec.Inputs outputs with
                      FanOut = zeros outputs } ]

        // Orthogonal to the span the bias is free.
        let free = ZeroTeacher.vector random outputs
        let bias = add (project basis teacher.Bias) (subtract free (project basis free))

        { teacher with
            Nodes =
                [| for students, _ in copies do
                       yield! students
                   yield! carriers
                   yield! hidden
                   yield! idle |]
            Bias = add bias (add shift hiddenShift) }

    /// A student of three layers that makes the teacher's lowest nodes in its second layer. Its own lowest nodes are
    /// x_i + r + 1, active on the whole box; the teacher's second layer is active too, so f* = sum of sigma(h*_j) u_j +
    /// constant there, with u_j = sum over i of (W*_2)_ji (row i of W*_3).
    let private lift (spec: ZeroSpec) (teacher: LayeredNodes) =
        if spec.Depth <> 3 then
            raise (ArgumentException "A lifted student has three layers.")

        let away = Dyadic.ofInt (spec.Radius + 1)
        let top = teacher.Upper[0]
        let middle = teacher.Bias.Length

        let through (weights: Dyadic[]) =
            (zeros spec.Outputs, [ 0 .. middle - 1 ])
            ||> List.fold (fun sum i -> add sum (PlaneNode.scale weights[i] top[i]))

        { Nodes =
            Array.init spec.Inputs (fun i ->
                { Direction = Array.init spec.Inputs (fun j -> if i = j then Dyadic.one else Dyadic.zero)
                  Offset = away
                  FanOut = teacher.Nodes |> Array.map (fun node -> node.Direction[i]) })
          Bias =
            teacher.Nodes
            |> Array.map (fun node -> node.Offset - away * Dyadic.sum node.Direction)
          Upper =
            [| [| for node in teacher.Nodes do
                      yield through node.FanOut
                  yield add top[middle] (through teacher.Bias) |] |] }

    /// The top layer's fan-outs replaced by their projections, for networks with more than two layers.
    let private projectTop basis (layers: LayeredNodes) =
        let top = layers.Upper.Length - 1

        if top < 0 then
            layers
        else
            { layers with
                Upper = Array.updateAt top (Array.map (project basis) layers.Upper[top]) layers.Upper }

    let private unrelated random (spec: ZeroSpec) (layers: LayeredNodes) =
        { layers with
            Nodes =
                layers.Nodes
                |> Array.map (fun _ -> ZeroTeacher.node random spec.Radius spec.Inputs layers.Bias.Length) }

    let private nudge (random: CounterRandom) (network: Network) =
        let weights = network.AllWeights.ToArray()
        let i = random.NextBelow weights.Length
        weights[i] <- weights[i] + Math.ScaleB(random.NextSign(), -1 - random.NextBelow 8)
        network.WithWeights(ReadOnlySpan<float> weights)

    /// A student of a spec for a given teacher. ArgumentException when there is none: a weight that is no double, a kind
    /// that needs more nodes, a student without nodes.
    let student (random: CounterRandom) (spec: ZeroSpec) (teacher: LayeredNodes) =
        let top = basis spec.Span spec.Outputs

        let below =
            if spec.Depth = 2 then
                top
            else
                basis AllOutputs teacher.Bias.Length

        let made =
            if spec.Kind = Lifted then
                lift spec teacher
            else
                lowest random spec below teacher
            |> projectTop top

        if made.Nodes.Length = 0 then
            raise (ArgumentException "The student has no nodes.")

        let changed =
            if spec.Change = Unrelated then
                unrelated random spec made
            else
                made

        random.Shuffle(Span<PlaneNode> changed.Nodes)
        let network = LayeredNodes.toNetwork spec.Leak changed

        if spec.Change = Nudged then
            nudge random network
        else
            network

    /// The case of a spec. ArgumentException as for student.
    let case (spec: ZeroSpec) : ZeroCase =
        let stream = CounterRandom(spec.Seed, 0x7A65726FUL)
        let teacher = ZeroTeacher.draw (stream.Substream 0UL) spec

        { Spec = spec
          Pair =
            NetworkPair(LayeredNodes.toNetwork spec.Leak teacher, student (stream.Substream 1UL) spec teacher)
          Radius = float spec.Radius }
