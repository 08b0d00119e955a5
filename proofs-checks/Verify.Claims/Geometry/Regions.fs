// The activation regions of networks within an open polytope: the open cells on which no gate of any hidden layer
// changes. For L = 2 they are the cells of a hyperplane arrangement. Points on the boundaries of cells, a set of measure
// zero, belong to no region.
//
// They are found breadth-first over the arrangement: from a first region to its neighbours, from those to theirs. Every
// region is convex: given all gates, every form is known, and the region is where each has the sign of its gate. Two
// questions are asked of every plane H = { h = 0 } of a region.
//   Is it a wall? One linear program: has H a point strictly inside all other inequalities of the region.
//   What is behind it? Layer after layer: a node whose form on the region is no multiple of h has the gate it had, one
//   whose form is a multiple of h has the gate that its form behind the wall asks for. For let x be a point in the relative
//   interior of the wall: z is continuous, so at x it is the form on the region. If that is not 0, its sign does not change
//   near x; if it is 0, then it is 0 on all of the wall, since it has one sign on the region, and so it is a multiple of h.
//   By induction over the layers exactly one region lies behind the relative interior of a wall.
// No region is missed: the polytope is open and convex, so it stays connected when the finitely many faces of codimension
// two are taken out, and then any two regions are joined by a path through walls. It ends, since patterns of gates are
// finitely many and each is visited once.
namespace Verify.Claims.Geometry

open System
open System.Collections.Generic
open Verify.Algebra

/// An open cell on which every gate of every hidden layer is constant.
type Region =
    {
        /// The polytope's inequalities, then one for every plane of a node; some may be implied by others.
        Cell: Polytope
        /// A point of the cell, on no boundary.
        Inner: Rational[]
        /// Gates[network][l-1][k]: whether z_{l,k} > 0 on the cell (or = 0 throughout), so that the gate is 1.
        Gates: bool[][][]
        /// Forms[network][l-1][k]: z_{l,k} on the cell, d + 1 coefficients, the constant last.
        Forms: Rational[][][][]
        /// Outputs[network]: f_L on the cell, C rows of d + 1 coefficients, the constant last.
        Outputs: Rational[][][]
    }

type RegionList =
    /// These are all regions.
    | Complete of Region list
    /// There are more regions than the limit; these are as many as it allows.
    | LimitReached of Region list

module Regions =
    /// A region with the plane of every node, as ExactNetwork.hyperplane gives it, and with the different planes, each
    /// with the side that the region is on: the sign of h.
    type private Found =
        { Region: Region
          Nodes: (Hyperplane * Rational) option[][][]
          Planes: (Hyperplane * int) list }

    let private planeOf (form: Rational[]) =
        let d = form.Length - 1
        Hyperplane.ofAffine (Array.take d form) form[d]

    /// { side h > 0 } as a . x < b.
    let private inequality (plane: Hyperplane, side) =
        if side > 0 then
            Rationals.negate plane.Normal, plane.Offset
        else
            plane.Normal, Rational.neg plane.Offset

    let private cell (polytope: Polytope) planes =
        { polytope with
            Inequalities = polytope.Inequalities @ List.map inequality planes }

    /// The region of these gates, from the way to a point of it within its cell.
    let private found (polytope: Polytope) networks (pieces: GatedForms list) inner =
        let nodes =
            [| for network in pieces -> network.Hidden |> Array.map (Array.map planeOf) |]

        // In order of first occurrence; constant nodes have none.
        let planes =
            [ for network, planes in Seq.zip pieces nodes do
                  for gates, planes in Array.zip network.Gates planes do
                      for gate, plane in Array.zip gates planes do
                          match plane with
                          | Some(plane, rho) ->
                              plane, (if gate then Rational.sign rho else -(Rational.sign rho))
                          | None -> () ]
            |> List.distinctBy fst

        let cell = cell polytope planes

        { Region =
            { Cell = cell
              Inner = inner cell
              Gates = [| for network in pieces -> network.Gates |]
              Forms = [| for network in pieces -> network.Hidden |]
              Outputs = List.map2 GatedForms.outputs networks pieces |> Array.ofList }
          Nodes = nodes
          Planes = planes }

    /// The region that x + (e, e^2, .., e^d) is in for all small e > 0: at x a form counts by its value, and where that is 0
    /// by the first of its coefficients that is not. The inner point is reached from x along one axis after the other;
    /// no step meets a plane, since those through the point turn away from the axis or contain it.
    let private first (polytope: Polytope) networks x =
        let sign form =
            Seq.append [ Rationals.valueAt x form ] (Array.take x.Length form)
            |> Seq.map Rational.sign
            |> Seq.tryFind ((<>) 0)

        let pieces =
            networks
            |> List.map (GatedForms.choose (fun _ _ form -> sign form |> Option.forall (fun s -> s > 0)))

        found polytope networks pieces (fun cell ->
            (x, [ 0 .. x.Length - 1 ])
            ||> List.fold (fun point i ->
                let axis =
                    Array.init x.Length (fun j -> if i = j then Rational.one else Rational.zero)

                Rationals.addScaled point (Rationals.stepBelow (Polytope.reach point axis cell)) axis))

    /// The gates behind a plane of the region, and what the networks compute there.
    let private behind networks (from: Found) (plane: Hyperplane, side) =
        let opens node =
            match node with
            | Some(_, rho) -> Rational.sign rho * side < 0
            | None -> true

        networks
        |> List.mapi (fun n network ->
            network
            |> GatedForms.choose (fun l k form ->
                let gate = from.Region.Gates.[n].[l - 1].[k]

                match from.Nodes.[n].[l - 1].[k] with
                | Some(other, _) as node when other = plane ->
                    // In layer 1 the form is the same everywhere.
                    opens (if l = 1 then node else planeOf form)
                | None when l > 1 && Rationals.isZero from.Region.Forms.[n].[l - 1].[k] ->
                    opens (planeOf form)
                | _ -> gate))

    /// The gates as a key.
    let private key (gates: bool[][] seq) =
        String
            [| for network in gates do
                   for layer in network do
                       for gate in layer -> if gate then '1' else '0' |]

    /// The neighbours that were not met before, in the order of the region's planes. A plane that is no wall is left out
    /// of the questions that follow, as it is implied by the other inequalities.
    let private unseen (polytope: Polytope) networks (met: HashSet<string>) (from: Found) =
        let neighbour (left, neighbours) wall =
            let pieces = behind networks from wall
            let name = key (pieces |> List.map (fun network -> network.Gates))

            if met.Contains name then
                left, neighbours
            else
                let others = List.filter ((<>) wall) left
                let plane, side = wall

                match Polytope.interior [ Hyperplane.equality plane ] (cell polytope others) with
                | NoInterior _ -> others, neighbours
                | InteriorPoint(x, _) ->
                    met.Add name |> ignore<bool>

                    let across =
                        if side > 0 then
                            Rationals.negate plane.Normal
                        else
                            plane.Normal

                    let step cell =
                        Rationals.addScaled x (Rationals.stepBelow (Polytope.reach x across cell)) across

                    left, found polytope networks pieces step :: neighbours

        List.fold neighbour (from.Planes, []) from.Planes |> snd |> List.rev

    /// All regions of the networks' gates taken together, lazily and in a fixed order: breadth-first from the one at a
    /// point in the polytope's middle. Each takes at most one linear program for every plane of its nodes. Networks with
    /// other than d inputs raise ArgumentException.
    let all (polytope: Polytope) (networks: ExactNetwork list) =
        if networks |> List.exists (fun network -> network.Inputs <> polytope.Dimension) then
            invalidArg (nameof networks) $"A network has other than {polytope.Dimension} inputs."

        match Polytope.inside polytope with
        | NoInterior _ -> Seq.empty
        | InteriorPoint(x, _) ->
            seq {
                let start = first polytope networks x
                let met = HashSet [ key start.Region.Gates ]
                let waiting = Queue<Found>()
                waiting.Enqueue start

                while waiting.Count > 0 do
                    let next = waiting.Dequeue()
                    next.Region
                    List.iter waiting.Enqueue (unseen polytope networks met next)
            }

    /// All regions, or `limit` of them when there are more.
    let enumerate limit (polytope: Polytope) networks =
        let found = all polytope networks |> Seq.truncate (limit + 1) |> List.ofSeq

        if found.Length > limit then
            LimitReached(List.take limit found)
        else
            Complete found

    /// A point of the region where an affine function that is not zero is not zero.
    let pointOff (region: Region) (form: Rational[]) =
        if not (Rational.isZero (Rationals.valueAt region.Inner form)) then
            region.Inner
        else
            let slope = Array.take region.Inner.Length form
            let s = Rationals.stepBelow (Polytope.reach region.Inner slope region.Cell)
            Rationals.addScaled region.Inner s slope
