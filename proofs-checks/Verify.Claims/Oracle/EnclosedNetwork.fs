// A network evaluated on boxes of points: what its pre-activations, gates, output and lowest gradient are certainly within.
// The definitions of theory.md, sections 1 and 2, once more; it shares no code with the core.
//
// Shapes: d inputs, n_l nodes of layer l, C outputs.
namespace Verify.Claims.Oracle

open Verify.Core.Networks

/// One evaluation.
type EnclosedRun =
    {
        /// z_l, l = 1..L-1 at index l - 1: n_l enclosures.
        PreActivations: Enclosure[][]
        /// The gates of the same layers: exactly 1 or c where the sign is certain, else both.
        Gates: Enclosure[][]
        /// f_L
        Output: Enclosure[]
    }

type EnclosedNetwork(network: Network) =
    let depth = network.Shape.Depth
    let leak = Enclosure.exact network.Leak
    let one = Enclosure.exact 1.0

    // weights[l-1][k] is column k of W_l, bias last; rows[l-1][i] its row i.
    let columns =
        Array.init depth (fun l ->
            Array.init (network.Shape.Width(l + 1)) (fun k ->
                Array.init (network.Shape.Width l + 1) (fun i ->
                    Enclosure.exact (network.Weights(l + 1).Row(i)[k]))))

    let affine (column: Enclosure[]) (x: Enclosure[]) =
        let mutable total = column[x.Length]

        for i in 0 .. x.Length - 1 do
            total <- total + column[i] * x[i]

        total

    /// z >= 0 opens a gate.
    let gate (z: Enclosure) =
        if z.Low >= 0.0 then one
        elif z.High < 0.0 then leak
        else { Low = leak.Low; High = 1.0 }

    /// sigma is increasing, so its ends are those of z: z itself above zero, c z below.
    let activate (z: Enclosure) =
        let low = if z.Low >= 0.0 then z else leak * z
        let high = if z.High >= 0.0 then z else leak * z
        { Low = low.Low; High = high.High }

    member _.Depth = depth
    member _.Leak = leak
    member _.Shape = network.Shape

    /// Column k of W_l: n_{l-1} + 1 enclosures of one double each.
    member _.Column(layer, k) = columns[layer - 1].[k]

    /// Entry (i, k) of W_l.
    member _.Weight(layer, i, k) = (columns[layer - 1].[k])[i]

    member _.Run(x: Enclosure[]) =
        let z = Array.zeroCreate (depth - 1)
        let gates = Array.zeroCreate (depth - 1)
        let mutable f = x

        for l in 1 .. depth - 1 do
            z[l - 1] <- columns[l - 1] |> Array.map (fun column -> affine column f)
            gates[l - 1] <- Array.map gate z[l - 1]
            f <- Array.map activate z[l - 1]

        { PreActivations = z
          Gates = gates
          Output = columns[depth - 1] |> Array.map (fun column -> affine column f) }

    /// g_1 of a student with this run, from g_L = f*_L - f_L.
    member _.Gradient(run: EnclosedRun, target: Enclosure[]) =
        let mutable g = Array.map2 (-) target run.Output

        for l in depth .. -1 .. 2 do
            let above = g

            g <-
                run.Gates[l - 2]
                |> Array.mapi (fun i gate ->
                    let mutable total = Enclosure.Zero

                    for k in 0 .. above.Length - 1 do
                        total <- total + (columns[l - 1].[k])[i] * above[k]

                    gate * total)

        g

    /// V_1 without the constant's column, for a run: C x n_1, from V_L = I, V_{l-1} = V_l D_l W_l^T.
    member _.FanOuts(run: EnclosedRun) =
        let outputs = network.Shape.Outputs

        let mutable v =
            Array.init outputs (fun o -> Array.init outputs (fun i -> if i = o then one else Enclosure.Zero))

        for l in depth .. -1 .. 2 do
            v <-
                v
                |> Array.map (fun row ->
                    Array.init (network.Shape.Width(l - 1)) (fun i ->
                        let mutable total = Enclosure.Zero

                        for k in 0 .. row.Length - 1 do
                            let gated = if l = depth then row[k] else row[k] * run.Gates.[l - 1].[k]

                            total <- total + (columns[l - 1].[k])[i] * gated

                        total))

        v
