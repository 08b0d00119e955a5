// What a network computes where its gates are known: every pre-activation as an affine function of x, [gradient; constant].
// It does not ask where, or whether anywhere, the gates are those.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// A network between its gates: at index l - 1 of Hidden the forms z_l of layer l = 1 .. L-1, and of Gates whether each gate
/// is 1 rather than c.
type GatedForms =
    { Gates: bool[][]
      Hidden: Rational[][][] }

module GatedForms =
    /// z_l = W_l^T f_{l-1}, for f_{l-1} given as affine functions with the constant 1 last.
    let private preActivations (rows: Rational[][]) (inputs: Rational[][]) =
        Array.init rows[0].Length (fun k ->
            (Rationals.zeros inputs[0].Length, Array.zip rows inputs)
            ||> Array.fold (fun sum (row, input) -> Rationals.addScaled sum row[k] input))

    /// z_1 = W_1^T [x; 1].
    let private lowest (rows: Rational[][]) =
        Array.init rows[0].Length (fun k -> rows |> Array.map (fun row -> row[k]))

    /// [sigma(z); 1] where the gates are those given.
    let private activations (network: ExactNetwork) (gates: bool[]) (forms: Rational[][]) =
        Array.append
            (Array.map2
                (fun gate form -> if gate then form else Rationals.scale network.Leak form)
                gates
                forms)
            [| Array.append (Rationals.zeros network.Inputs) [| Rational.one |] |]

    /// Layer after layer, each gate chosen from its layer, its node and its form.
    let choose (gate: int -> int -> Rational[] -> bool) (network: ExactNetwork) =
        let rec layers l z gates hidden =
            if l = network.Depth then
                { Gates = List.rev gates |> Array.ofList
                  Hidden = List.rev hidden |> Array.ofList }
            else
                let pattern = Array.mapi (gate l) z

                // z_L is outputs' business: most patterns are looked at for their gates alone.
                let next =
                    if l + 1 = network.Depth then
                        [||]
                    else
                        preActivations network.Layers[l] (activations network pattern z)

                layers (l + 1) next (pattern :: gates) (z :: hidden)

        layers 1 (lowest network.Layers[0]) [] []

    /// f_L, C rows of d + 1 coefficients.
    let outputs (network: ExactNetwork) (forms: GatedForms) =
        if network.Depth = 1 then
            lowest network.Layers[0]
        else
            activations network (Array.last forms.Gates) (Array.last forms.Hidden)
            |> preActivations (Array.last network.Layers)
