// Draws the teacher of a zero spec: small whole weights, boundaries inside the box unless its kind says otherwise.
// Nothing here knows of students.
namespace Verify.Claims.Generators

open System
open Verify.Algebra
open Verify.Core.Networks
open Verify.Core.Numerics

/// A lowest-layer node: sigma(Direction . x + Offset) times FanOut, its row of W_2.
type PlaneNode =
    { Direction: Dyadic[]
      Offset: Dyadic
      FanOut: Dyadic[] }

module PlaneNode =
    let scale (factor: Dyadic) = Array.map (fun value -> factor * value)

    /// The node of the same half-space (opposite for a negative factor), with another fan-out.
    let copy factor fanOut node =
        { Direction = scale factor node.Direction
          Offset = factor * node.Offset
          FanOut = fanOut }

    /// r times the sum of |Direction|: how far Direction . x gets on the box.
    let reach radius node =
        Dyadic.ofInt radius * Dyadic.sum (Array.map Dyadic.abs node.Direction)

/// A network taken apart: the lowest nodes, the bias row of W_2, and W_3 .. W_L as rows.
type LayeredNodes =
    { Nodes: PlaneNode[]
      Bias: Dyadic[]
      Upper: Dyadic[][][] }

module LayeredNodes =
    /// ArgumentException when a weight is not a double.
    let toNetwork leak (layers: LayeredNodes) =
        let exact value =
            if Dyadic.isDouble value then
                Dyadic.toDouble value
            else
                raise (ArgumentException $"The weight {Dyadic.toString value} is not a double.")

        let inputs = layers.Nodes[0].Direction.Length

        let rows =
            [| for i in 0 .. inputs - 1 do
                   yield layers.Nodes |> Array.map (fun node -> node.Direction[i])
               yield layers.Nodes |> Array.map _.Offset
               for node in layers.Nodes do
                   yield node.FanOut
               yield layers.Bias
               yield! Array.concat layers.Upper |]

        let widths =
            [| yield inputs
               yield layers.Nodes.Length
               yield layers.Bias.Length
               for rows in layers.Upper do
                   yield rows[0].Length |]

        let weights = rows |> Array.concat |> Array.map exact
        Network(NetworkShape(ReadOnlySpan<int> widths), leak, ReadOnlySpan<float> weights)

module ZeroTeacher =
    let private small (random: CounterRandom) bound =
        Dyadic.ofInt (random.NextBelow(2 * bound + 1) - bound)

    /// `count` whole numbers from -2 to 2, not all zero.
    let rec vector (random: CounterRandom) count =
        let drawn = Array.init count (fun _ -> small random 2)

        if Array.forall Dyadic.isZero drawn then
            vector random count
        else
            drawn

    /// The offset that puts a plane through a point of the box's grid of quarters.
    let offset (random: CounterRandom) radius (direction: Dyadic[]) =
        let point =
            direction
            |> Array.map (fun _ -> Dyadic.scaleByPowerOfTwo -2 (Dyadic.ofInt radius * small random 3))

        -(Dyadic.sumOfProducts direction point)

    /// A node whose boundary meets the box.
    let node random radius inputs outputs =
        let direction = vector random inputs

        { Direction = direction
          Offset = offset random radius direction
          FanOut = vector random outputs }

    let private require condition message =
        if not condition then
            raise (ArgumentException message)

    /// 2 or 1/2 or 1, of either sign.
    let private ratio (random: CounterRandom) =
        let power = random.NextBelow 3 - 1
        Dyadic.scaleByPowerOfTwo power (if random.NextSign() > 0.0 then Dyadic.one else -Dyadic.one)

    let private inverse (ratio: Dyadic) =
        Dyadic.create ratio.Mantissa -ratio.Exponent

    /// The nodes of the spec's kind from nodes in general position.
    let private ofKind (random: CounterRandom) (spec: ZeroSpec) (nodes: PlaneNode[]) =
        let last = nodes.Length - 1

        match spec.Kind with
        | Plain
        | Lifted -> nodes
        | Coplanar
        | Annulled
        | Parallel ->
            require (nodes.Length >= 2) "The teacher's kind needs two nodes in the lowest layer."
            let rho = ratio random
            let first = nodes[0]

            let second =
                match spec.Kind with
                | Coplanar -> PlaneNode.copy rho nodes[1].FanOut first
                | Annulled ->
                    PlaneNode.copy rho (PlaneNode.scale -(Dyadic.abs (inverse rho)) first.FanOut) first
                | _ ->
                    { first with
                        Offset = first.Offset + Dyadic.scaleByPowerOfTwo -1 (Dyadic.ofInt spec.Radius)
                        FanOut = PlaneNode.scale -Dyadic.one first.FanOut }

            Array.updateAt 1 second nodes
        | Hidden ->
            let node = nodes[last]
            let away = PlaneNode.reach spec.Radius node + Dyadic.one
            let sign = if random.NextSign() > 0.0 then away else -away
            Array.updateAt last { node with Offset = sign } nodes
        | Unseen ->
            // All nodes but the last look along u from beyond the centre, the last one looks the other way.
            require (nodes.Length >= 2) "The teacher's kind needs two nodes in the lowest layer."
            let u = nodes[0].Direction
            let unit = PlaneNode.reach spec.Radius { nodes[0] with Direction = u }

            nodes
            |> Array.mapi (fun j node ->
                let depth = Dyadic.scaleByPowerOfTwo -3 (unit * Dyadic.ofInt (j + 1))
                let sign = if j = last then -Dyadic.one else Dyadic.one

                { node with
                    Direction = PlaneNode.scale sign u
                    Offset = -depth })
        | Mute ->
            let silent = Array.map (fun _ -> Dyadic.zero) nodes[last].FanOut
            Array.updateAt last { nodes[last] with FanOut = silent } nodes

    let private matrix (random: CounterRandom) rows columns =
        Array.init rows (fun _ -> Array.init columns (fun _ -> small random 2))

    /// Offsets of layer 2 that keep it active on the whole box, whatever the lowest nodes give.
    let private raised radius (nodes: PlaneNode[]) (bias: Dyadic[]) =
        let most node =
            PlaneNode.reach radius node + Dyadic.abs node.Offset

        bias
        |> Array.mapi (fun i offset ->
            let away =
                nodes
                |> Array.map (fun node -> Dyadic.abs node.FanOut[i] * most node)
                |> Dyadic.sum

            Dyadic.abs offset + away + Dyadic.one)

    /// The teacher of a spec. ArgumentException when its kind needs more nodes.
    let draw (random: CounterRandom) (spec: ZeroSpec) =
        let widths = Array.ofList (spec.Teacher @ [ spec.Outputs ])

        let nodes =
            Array.init widths[0] (fun _ -> node random spec.Radius spec.Inputs widths[1])

        let nodes = ofKind random spec nodes
        let bias = Array.init widths[1] (fun _ -> small random 2)

        { Nodes = nodes
          Bias =
            if spec.Kind = Lifted then
                raised spec.Radius nodes bias
            else
                bias
          Upper = [| for l in 1 .. widths.Length - 2 -> matrix random (widths[l] + 1) widths[l + 1] |] }
