// The definitions of theory.md, sections 1 and 2, for one sample, written as they stand there and over any ring. This is
// the oracle: it shares no code with Verify.Core and nothing is factored for speed.
namespace Verify.Claims.Oracle

open Verify.Core.Networks

/// A network over a ring: leak c and the columns and rows of every W_l, l = 1..L at index l - 1, bias last.
type RingNetwork<'T> =
    {
        Leak: 'T
        /// Columns[l-1][k] is column k of W_l: n_{l-1} + 1 entries.
        Columns: 'T[][][]
        /// Rows[l-1][i] is row i of W_l: n_l entries.
        Rows: 'T[][][]
    }

    member network.Depth = network.Columns.Length

/// f_l and the diagonal of D_l for one sample.
type Evaluation<'T> =
    {
        /// F[l] = f_l for l = 0..L, the constant last below the top.
        F: 'T[][]
        /// D[l] for l = 1..L-1 (index 0 unused): the n_l gates and the constant's 1.
        D: 'T[][]
    }

module Definitions =
    /// The network's weights, each double taken as the number it is.
    let ofNetwork (ring: Ring<'T>) (network: Network) =
        let layers = [| 1 .. network.Shape.Depth |]

        let entry layer i k =
            ring.OfDouble(network.Weights(layer).Row(i)[k])

        { Leak = ring.OfDouble network.Leak
          Columns =
            layers
            |> Array.map (fun l ->
                Array.init (network.Shape.Width l) (fun k ->
                    Array.init (network.Shape.Width(l - 1) + 1) (fun i -> entry l i k)))
          Rows =
            layers
            |> Array.map (fun l ->
                Array.init (network.Shape.Width(l - 1) + 1) (fun i ->
                    Array.init (network.Shape.Width l) (entry l i))) }

    let private hadamard (ring: Ring<'T>) = Array.map2 ring.Multiply

    /// f_0 = [x; 1], z_l = W_l^T f_{l-1}, f_l = [sigma(z_l); 1] = D_l [z_l; 1], f_L = z_L.
    let evaluate (ring: Ring<'T>) (network: RingNetwork<'T>) (x: 'T[]) =
        let f = Array.zeroCreate (network.Depth + 1)
        let d = Array.zeroCreate network.Depth
        f[0] <- Array.append x [| ring.One |]

        for l in 1 .. network.Depth do
            let z = network.Columns[l - 1] |> Array.map (ring.Dot f.[l - 1])

            if l = network.Depth then
                f[l] <- z
            else
                let gate value =
                    if ring.IsNonNegative value then ring.One else network.Leak

                d[l] <- Array.append (Array.map gate z) [| ring.One |]
                f[l] <- hadamard ring d.[l] (Array.append z [| ring.One |])

        { F = f; D = d }

    /// g_L = f*_L - f_L, g_{l-1} = D_{l-1} W_l g_l without the constant coordinate; index l = 1..L.
    let gradients (ring: Ring<'T>) (student: RingNetwork<'T>) (target: 'T[]) (evaluation: Evaluation<'T>) =
        let depth = student.Depth
        let g = Array.zeroCreate (depth + 1)
        g[depth] <- Array.map2 ring.Subtract target evaluation.F.[depth]

        for l in depth .. -1 .. 2 do
            let rows = student.Rows[l - 1]
            let real = rows.Length - 1

            g[l - 1] <-
                Array.init real (fun i -> ring.Multiply evaluation.D.[l - 1].[i] (ring.Dot rows.[i] g.[l]))

        g

    /// The rows of W_l extended by the column e_last: what V is multiplied by.
    let private extendedRows (ring: Ring<'T>) (network: RingNetwork<'T>) layer =
        let rows = network.Rows[layer - 1]

        rows
        |> Array.mapi (fun i row ->
            Array.append row [| (if i = rows.Length - 1 then ring.One else ring.Zero) |])

    let identity (ring: Ring<'T>) size =
        Array.init size (fun i -> Array.init size (fun j -> if i = j then ring.One else ring.Zero))

    /// V_L = I, V_{l-1} = V_l D_l W_l^T, as rows; index l = 1..L. `gateOf` is the diagonal of D_l.
    let fanOuts (ring: Ring<'T>) (network: RingNetwork<'T>) (gateOf: int -> 'T[]) =
        let depth = network.Depth
        let v = Array.zeroCreate (depth + 1)
        v[depth] <- identity ring network.Columns[depth - 1].Length

        for l in depth .. -1 .. 2 do
            let rows =
                if l = depth then
                    network.Rows[l - 1]
                else
                    extendedRows ring network l

            let gated =
                if l = depth then
                    v[l]
                else
                    v[l] |> Array.map (fun row -> hadamard ring row (gateOf l))

            v[l - 1] <- gated |> Array.map (fun row -> rows |> Array.map (ring.Dot row))

        v

    /// left^T right, both given as rows of equal count.
    let transposedProduct (ring: Ring<'T>) (left: 'T[][]) (right: 'T[][]) =
        let l = Array.transpose left
        let r = Array.transpose right
        l |> Array.map (fun column -> r |> Array.map (ring.Dot column))

    /// M x.
    let apply (ring: Ring<'T>) (matrix: 'T[][]) (x: 'T[]) =
        matrix |> Array.map (fun row -> ring.Dot row x)

    /// The recursion of A and B on whole matrices, M_{l-1} = W_l D_l M_l D*_l W*_l^T from M_L = I: what V_l^T V*_l must
    /// equal, computed without V. With student = teacher it is B. Index l = 1..L.
    let mixtureRecursion
        (ring: Ring<'T>)
        (student: RingNetwork<'T>)
        (studentGate: int -> 'T[])
        (teacher: RingNetwork<'T>)
        (teacherGate: int -> 'T[])
        =
        let depth = student.Depth
        let m = Array.zeroCreate (depth + 1)
        m[depth] <- identity ring student.Columns[depth - 1].Length

        for l in depth .. -1 .. 2 do
            let side (network: RingNetwork<'T>) (gate: int -> 'T[]) =
                if l = depth then
                    network.Rows[l - 1]
                else
                    extendedRows ring network l |> Array.map (hadamard ring (gate l))

            let left = side student studentGate
            let right = side teacher teacherGate
            let middle = left |> Array.map (fun row -> apply ring (Array.transpose m.[l]) row)
            m[l - 1] <- middle |> Array.map (fun row -> right |> Array.map (ring.Dot row))

        m
