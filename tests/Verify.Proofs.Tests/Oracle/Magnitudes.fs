/// The exact sums over absolute values that rounding bounds are made of: every path of weights with its product's
/// absolute value, under the gates of an actual evaluation. A second writing of what Verify.Core computes in doubles.
module Verify.Proofs.Tests.Oracle.Magnitudes

open Verify.Algebra
open Verify.Claims.Oracle

/// |W| in place of W.
let absolute (network: RingNetwork<Dyadic>) =
    let all = Array.map (Array.map (Array.map Dyadic.abs))

    { network with
        Columns = all network.Columns
        Rows = all network.Rows }

/// Phi_0 = [|x|; 1], Phi_l = [D_l |W_l|^T Phi_{l-1}; 1], Phi_L without gate; index l = 0..L.
let activations (network: RingNetwork<Dyadic>) (evaluation: Evaluation<Dyadic>) =
    let columns = (absolute network).Columns

    Seq.scan
        (fun phi l ->
            let sums = columns[l - 1] |> Array.map (Dyadic.sumOfProducts phi)

            if l = network.Depth then
                sums
            else
                Array.map2 (*) evaluation.D.[l] (Array.append sums [| Dyadic.one |]))
        (Array.map Dyadic.abs evaluation.F[0])
        (seq { 1 .. network.Depth })
    |> Seq.toArray

/// Gamma_L = Phi*_L + Phi_L, Gamma_{l-1} = D_{l-1} |W_l| Gamma_l over the real nodes; index l = 1..L.
let gradients
    (student: RingNetwork<Dyadic>)
    (evaluation: Evaluation<Dyadic>)
    (phiTeacher: Dyadic[][])
    (phi: Dyadic[][])
    =
    let rows = (absolute student).Rows
    let gamma = Array.create (student.Depth + 1) [||]
    gamma[student.Depth] <- Array.map2 (+) phiTeacher.[student.Depth] phi.[student.Depth]

    for l in student.Depth .. -1 .. 2 do
        gamma[l - 1] <-
            Array.init (rows[l - 1].Length - 1) (fun i ->
                evaluation.D[l - 1][i] * Dyadic.sumOfProducts rows.[l - 1].[i] gamma.[l])

    gamma

/// |V|: the recursion of V on |W| with the same gates; index l = 1..L.
let fanOuts network (evaluation: Evaluation<Dyadic>) =
    Definitions.fanOuts Ring.dyadic (absolute network) (fun l -> evaluation.D[l])
