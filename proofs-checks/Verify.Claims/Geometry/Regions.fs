// The activation regions of networks within an open polytope: the open cells on which no gate of any hidden layer
// changes, found by splitting one cell after the other. For L = 2 they are the cells of a hyperplane arrangement.
// Points on the boundaries of cells, a set of measure zero, belong to no region.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// An open cell on which every gate of every hidden layer is constant.
type Region =
    {
        /// The polytope's inequalities, then those that cut the cell out of it.
        Cell: Polytope
        /// A point of the cell, on no boundary.
        Inner: Rational[]
        /// Gates[network][l-1][k]: whether z_{l,k} > 0 on the cell (or = 0 throughout), so that the gate is 1.
        Gates: bool[][][]
        /// Outputs[network]: f_L on the cell, C rows of d + 1 coefficients, the constant last.
        Outputs: Rational[][][]
    }

type RegionList =
    /// These are all regions.
    | Complete of Region list
    /// There are more regions than the limit; these are as many as it allows.
    | LimitReached of Region list

module Regions =
    /// A cell under construction. Planes are those known not to meet it.
    type private Part =
        { Polytope: Polytope
          Point: Rational[]
          Planes: Set<Hyperplane> }

    /// The points x + s u and x - s u of the polytope, for a point x of it.
    let private bothWays (polytope: Polytope) x u =
        let go direction =
            Rationals.addScaled x (Rationals.stepBelow (Polytope.reach x direction polytope)) direction

        go u, go (Rationals.negate u)

    /// The parts of a cell where an affine function [a; b] is positive and where it is negative, as far as there are any,
    /// each with whether the gate is 1. Costs one linear program, or none.
    let private split part (form: Rational[]) =
        let a = Array.take part.Point.Length form
        let b = form[part.Point.Length]

        match Hyperplane.ofAffine a b with
        | None -> [ part, Rational.sign b >= 0 ]
        | Some(plane, _) ->
            let value = Rationals.valueAt part.Point form

            if part.Planes.Contains plane then
                // No part of the cell is on this plane, so the point tells for all of it.
                [ part, Rational.sign value > 0 ]
            else
                let side positive =
                    if positive then
                        Polytope.cut (Rationals.negate a) b part.Polytope
                    else
                        Polytope.cut a (Rational.neg b) part.Polytope

                let child positive point =
                    { Polytope = side positive
                      Point = point
                      Planes = part.Planes.Add plane },
                    positive

                if Rational.isZero value then
                    // The cell is open, so it has points on both sides.
                    let above, below = bothWays part.Polytope part.Point a
                    [ child true above; child false below ]
                else
                    let here = Rational.sign value > 0

                    match Polytope.inside (side (not here)) with
                    | InteriorPoint(other, _) -> [ child here part.Point; child (not here) other ]
                    | NoInterior _ ->
                        [ { part with
                              Planes = part.Planes.Add plane },
                          here ]

    /// Splits by every function in turn; each part with the gates, in order.
    let rec private splitAll part forms =
        match forms with
        | [] -> Seq.singleton (part, [])
        | form :: rest ->
            seq {
                for child, gate in split part form do
                    for leaf, gates in splitAll child rest do
                        leaf, gate :: gates
            }

    /// z_l = W_l^T f_{l-1} as affine functions, for f_{l-1} given as affine functions with the constant 1 last.
    let private preActivations (rows: Rational[][]) (inputs: Rational[][]) =
        Array.init rows[0].Length (fun k ->
            (Rationals.zeros inputs[0].Length, Array.zip rows inputs)
            ||> Array.fold (fun sum (row, input) -> Rationals.addScaled sum row[k] input))

    /// [sigma(z); 1] as affine functions, when the gates are those given.
    let private activations (network: ExactNetwork) (gates: bool[]) (forms: Rational[][]) =
        let one = Array.append (Rationals.zeros network.Inputs) [| Rational.one |]

        let gated =
            Array.map2 (fun gate form -> if gate then form else Rationals.scale network.Leak form) gates forms

        Array.append gated [| one |]

    /// The parts of a cell on which a network's gates are constant, with its gates and outputs.
    let private refine (network: ExactNetwork) part =
        let rec layers l part inputs gates =
            let z = preActivations network.Layers[l - 1] inputs

            if l = network.Depth then
                Seq.singleton (part, (List.rev gates |> Array.ofList, z))
            else
                seq {
                    for child, pattern in splitAll part (List.ofArray z) do
                        let pattern = Array.ofList pattern
                        yield! layers (l + 1) child (activations network pattern z) (pattern :: gates)
                }

        let coordinates =
            Array.init (network.Inputs + 1) (fun i ->
                Array.init (network.Inputs + 1) (fun j -> if i = j then Rational.one else Rational.zero))

        layers 1 part coordinates []

    /// All regions of the networks' gates taken together, lazily and in a fixed order. Each takes at most one linear
    /// program for every node. Networks with other than d inputs raise ArgumentException.
    let all (polytope: Polytope) (networks: ExactNetwork list) =
        if networks |> List.exists (fun network -> network.Inputs <> polytope.Dimension) then
            invalidArg (nameof networks) $"A network has other than {polytope.Dimension} inputs."

        let rec each part networks =
            match networks with
            | [] -> Seq.singleton (part, [])
            | network :: rest ->
                seq {
                    for child, mine in refine network part do
                        for leaf, others in each child rest do
                            leaf, mine :: others
                }

        match Polytope.inside polytope with
        | NoInterior _ -> Seq.empty
        | InteriorPoint(point, _) ->
            each
                { Polytope = polytope
                  Point = point
                  Planes = Set.empty }
                networks
            |> Seq.map (fun (part, found) ->
                { Cell = part.Polytope
                  Inner = part.Point
                  Gates = found |> List.map fst |> Array.ofList
                  Outputs = found |> List.map snd |> Array.ofList })

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
