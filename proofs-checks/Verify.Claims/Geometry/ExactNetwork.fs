// A network over the rationals, evaluated as theory.md, section 1, defines it: every double is taken as the number it
// is, so nothing here is rounded. Slow and plain; it shares no code with Verify.Core's passes.
namespace Verify.Claims.Geometry

open Verify.Algebra
open Verify.Core.Networks

/// c and W_1 .. W_L: Layers[l-1] = W_l as its n_{l-1} + 1 rows of n_l entries, the bias last.
type ExactNetwork =
    { Leak: Rational
      Layers: Rational[][][] }

    /// L
    member network.Depth = network.Layers.Length
    /// d
    member network.Inputs = network.Layers[0].Length - 1

    /// n_l, for l = 0..L.
    member network.Width layer =
        if layer = 0 then
            network.Inputs
        else
            network.Layers.[layer - 1].[0].Length

    /// C
    member network.Outputs = network.Width network.Depth

/// One evaluation: for the hidden layers l = 1..L-1, at index l - 1, z_l and the gates d_l without the constant's; and
/// f_L.
type ExactTrace =
    { PreActivations: Rational[][]
      Gates: Rational[][]
      Outputs: Rational[] }

module ExactNetwork =
    let ofNetwork (network: Network) =
        { Leak = Rational.ofDouble network.Leak
          Layers =
            [| for l in 1 .. network.Shape.Depth ->
                   [| for i in 0 .. network.Shape.Width(l - 1) ->
                          network.Weights(l).Row(i).ToArray() |> Array.map Rational.ofDouble |] |] }

    /// z_l = W_l^T f for f with the constant last.
    let private preActivation (rows: Rational[][]) (f: Rational[]) =
        Array.init rows[0].Length (fun k ->
            let mutable sum = Rational.zero

            for i in 0 .. rows.Length - 1 do
                sum <- sum + rows[i][k] * f[i]

            sum)

    /// 1 where z >= 0, else c.
    let gate (network: ExactNetwork) z =
        if Rational.sign z >= 0 then Rational.one else network.Leak

    let evaluate (network: ExactNetwork) (x: Rational[]) =
        if x.Length <> network.Inputs then
            invalidArg (nameof x) $"{x.Length} inputs for a network of {network.Inputs}."

        let rec layers l f preActivations gates =
            let z = preActivation network.Layers[l - 1] f

            if l = network.Depth then
                { PreActivations = List.rev preActivations |> Array.ofList
                  Gates = List.rev gates |> Array.ofList
                  Outputs = z }
            else
                let d = Array.map (gate network) z
                let next = Array.append (Array.map2 (*) d z) [| Rational.one |]
                layers (l + 1) next (z :: preActivations) (d :: gates)

        layers 1 (Array.append x [| Rational.one |]) [] []

    /// f*_L(x) - f_L(x).
    let residual (teacher: ExactNetwork) (student: ExactNetwork) x =
        Array.map2 (-) (evaluate teacher x).Outputs (evaluate student x).Outputs

    /// g_1(x), by g_L = f*_L - f_L and g_{l-1} = D_{l-1} W_l g_l: the definition, not Lemma 1.
    let gradient (teacher: ExactNetwork) (student: ExactNetwork) x =
        let gates = (evaluate student x).Gates

        (residual teacher student x, [ student.Depth .. -1 .. 2 ])
        ||> List.fold (fun g l ->
            let rows = student.Layers[l - 1]
            gates[l - 2] |> Array.mapi (fun i gate -> gate * Rationals.dot rows.[i] g))

    /// (w~_k, b_k) of layer-1 node k: z_{1,k}(x) = w~_k . x + b_k.
    let node (network: ExactNetwork) k =
        let column = network.Layers[0] |> Array.map (fun row -> row[k])
        Array.take network.Inputs column, column[network.Inputs]

    /// The hyperplane of layer-1 node k and its factor rho (see Hyperplane.ofAffine); None when w~_k = 0.
    let hyperplane (network: ExactNetwork) k = node network k ||> Hyperplane.ofAffine

    /// v_k: row k of W_2, the fan-out of layer-1 node k when L = 2.
    let fanOut (network: ExactNetwork) k = network.Layers.[1].[k]

    /// Layers 1 .. l as a network of their own, whose outputs are the pre-activations z_l. Other l than 1 .. L raise
    /// ArgumentException.
    let upTo layer (network: ExactNetwork) =
        if layer < 1 || layer > network.Depth then
            invalidArg (nameof layer) $"Layer {layer} of a network of {network.Depth}."

        { network with
            Layers = Array.take layer network.Layers }

    /// Raises ArgumentException unless the two networks have equal inputs, outputs and depth.
    let requirePair (teacher: ExactNetwork) (student: ExactNetwork) =
        if
            teacher.Depth <> student.Depth
            || teacher.Inputs <> student.Inputs
            || teacher.Outputs <> student.Outputs
        then
            invalidArg (nameof student) "The networks differ in inputs, outputs or depth."
