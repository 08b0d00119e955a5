// The proof that a list of activation regions is all of them: that their closures cover the polytope. It can be checked
// without trusting whatever found the regions, by reading gates in a fixed order.
//
// Write the gates of a point as bits, network after network, layer after layer, node after node, 1 for z >= 0. Whatever the
// bits are, they have a beginning that is either one of the regions (all bits) or one of the listed dead ends. A dead end
// carries a certificate that no point of the polytope has z > 0 where its bits say 1 and z < 0 where they say 0. So every
// point at which no form that is not constant is 0 lies in one of the regions; such points are dense, and the regions'
// closures are closed and finitely many: they cover the polytope.
namespace Verify.Claims.Geometry

open System.Collections.Generic
open Verify.Algebra

/// Bits in the order network, layer, node.
type Cover =
    { Regions: bool[][]
      DeadEnds: (bool[] * LinearOutcome)[] }

module Cover =
    let bits (region: Region) =
        region.Gates |> Array.collect Array.concat

    /// z > 0 for the bit 1, z < 0 for 0, as a . x < b.
    let private strictly (form: Rational[]) bit =
        let d = form.Length - 1
        let slope = Array.take d form

        if bit then
            Rationals.negate slope, form[d]
        else
            slope, Rational.neg form[d]

    let private isConstant (form: Rational[]) =
        Rationals.isZero (Array.take (form.Length - 1) form)

    /// z >= 0 for the gates that are 1 and z <= 0 for the others, as a . x <= b: the closure of the region within the
    /// polytope. In the order of the bits; gates whose form is constant are left out.
    let walls (region: Region) =
        Array.zip (bits region) (region.Forms |> Array.collect Array.concat)
        |> Array.filter (fun (_, form) -> not (isConstant form))
        |> Array.map (fun (bit, form) -> strictly form bit)
        |> List.ofArray

    /// The cover of all regions; an empty polytope has none, and the empty beginning for its dead end. The dead ends are the shortest ones. Costs a linear
    /// program for each. Raises InvalidOperationException when a region is missing.
    let build (polytope: Polytope) (regions: Region list) =
        let deadEnds = List<bool[] * LinearOutcome>()

        let orDeadEnd prefix part =
            match Polytope.inside part with
            | NoInterior outcome -> deadEnds.Add(Array.ofList prefix, outcome)
            | InteriorPoint _ -> invalidOp "A region is missing."

        // The regions that begin with the prefix, each with its bits and forms.
        let rec grow (prefix: bool list) (within: Polytope) (regions: (bool[] * Rational[][]) list) =
            let i = prefix.Length
            let bits, forms = regions.Head

            if i < bits.Length then
                let form = forms[i]

                for bit in [ true; false ] do
                    let next = prefix @ [ bit ]

                    let part =
                        if isConstant form then
                            within
                        else
                            strictly form bit ||> Polytope.cut <| within

                    match regions |> List.filter (fun (bits, _) -> bits[i] = bit) with
                    | [] when isConstant form -> ()
                    | [] -> orDeadEnd next part
                    | some -> grow next part some

        match regions with
        | [] -> orDeadEnd [] polytope
        | _ ->
            regions
            |> List.map (fun region -> bits region, region.Forms |> Array.collect Array.concat)
            |> grow [] polytope

        { Regions = regions |> List.map bits |> Array.ofList
          DeadEnds = deadEnds.ToArray() }

    /// z_l as affine functions, [gradient; constant], where the gates below l are the bits given, layer after layer. Read
    /// off values at 0 and at the unit vectors, unlike GatedForms.
    let forms (network: ExactNetwork) (gates: bool[][]) l =
        let valuesAt (x: Rational[]) =
            (x, [ 1..l ])
            ||> List.fold (fun f layer ->
                let input = Array.append f [| Rational.one |]

                let z =
                    Array.init (network.Width layer) (fun k ->
                        Rationals.dot input (network.Layers[layer - 1] |> Array.map (fun row -> row[k])))

                if layer = l then
                    z
                else
                    Array.map2
                        (fun gate value -> if gate then value else network.Leak * value)
                        gates[layer - 1]
                        z)

        let d = network.Inputs
        let origin = valuesAt (Rationals.zeros d)

        let units =
            Array.init d (fun i ->
                valuesAt (Array.init d (fun j -> if i = j then Rational.one else Rational.zero)))

        Array.init origin.Length (fun k ->
            Array.append (units |> Array.map (fun values -> values[k] - origin[k])) [| origin[k] |])

    /// Ok when the closures of the cover's regions cover the polytope. Builds every form and every linear program itself.
    let check (polytope: Polytope) (networks: ExactNetwork list) (cover: Cover) =
        let regions = HashSet<bool list>(cover.Regions |> Seq.map List.ofArray)

        let deadEnds =
            dict (
                cover.DeadEnds
                |> Seq.map (fun (prefix, outcome) -> List.ofArray prefix, outcome)
            )

        // bits: all so far. below: those of this network's finished layers. layer: those of this layer so far.
        let rec follow bits (networks: ExactNetwork list) (below: bool[][]) (z: Rational[][]) layer within =
            match deadEnds.TryGetValue bits with
            | true, outcome -> Polytope.checkEmpty [] within outcome
            | _ ->
                match networks with
                | [] ->
                    if regions.Contains bits then
                        Ok()
                    else
                        Error "Some gates are neither a region nor a dead end."
                | network :: rest ->
                    let l = below.Length + 1

                    if l = network.Depth then
                        start bits rest within
                    elif List.length layer = z.Length then
                        let below = Array.append below [| Array.ofList layer |]
                        follow bits networks below (forms network below (l + 1)) [] within
                    else
                        let form = z[List.length layer]
                        let d = network.Inputs

                        let go bit within =
                            follow (bits @ [ bit ]) networks below z (layer @ [ bit ]) within

                        if isConstant form then
                            go (Rational.sign form[d] >= 0) within
                        else
                            let slope = Array.take d form

                            go true (Polytope.cut (Rationals.negate slope) form[d] within)
                            |> Result.bind (fun () ->
                                go false (Polytope.cut slope (Rational.neg form[d]) within))

        and start bits networks within =
            match networks with
            | [] -> follow bits [] [||] [||] [] within
            | network :: _ -> follow bits networks [||] (forms network [||] 1) [] within

        start [] networks polytope
