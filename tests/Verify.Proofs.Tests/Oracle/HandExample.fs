/// A three-layer teacher and student small enough to evaluate by hand: the integers of the oracle's tests.
/// Written out here:
///
///   student, x = (1, 2), c = 1/2
///     z_1 = (1 + 4 - 1, -1 + 2 - 3) = (4, -2)            f_1 = (4, -1, 1)      D_1 = (1, 1/2, 1)
///     z_2 = (4 - 3 - 2, 12 + 1 + 4) = (-1, 17)           f_2 = (-1/2, 17, 1)   D_2 = (1/2, 1, 1)
///     z_3 = -2 - 17 + 5 = -14
///   teacher
///     z*_1 = 1 - 2 = -1                                  f*_1 = (-1/2, 1)      D*_1 = (1/2, 1)
///     z*_2 = -1 + 3 = 2                                  f*_2 = (2, 1)         D*_2 = (1, 1)
///     z*_3 = 6 + 1 = 7
///   g_3 = 7 + 14 = 21, g_2 = (1/2 4 21, -21) = (42, -21), g_1 = (42 - 63, 1/2 (126 + 21)) = (-21, 147/2)
///   V_2 = (4, -1, 5)     V_1 = (2, -1, 5) W_2ext^T = (2 - 3, 6 + 1, -4 - 4 + 5) = (-1, 7, -3)
///   V*_2 = (3, 1)        V*_1 = (3, 1) W*_2ext^T = (6, 9 + 1) = (6, 10)
module Verify.Proofs.Tests.Oracle.HandExample

open Xunit
open Verify.Algebra
open Verify.Claims.Oracle

/// A ring network from its weight matrices by rows, bias last.
let network leak (layers: float list list list) : RingNetwork<Dyadic> =
    let exact =
        layers
        |> List.map (List.map (List.map Dyadic.ofDouble >> List.toArray) >> List.toArray)
        |> List.toArray

    { Leak = Dyadic.ofDouble leak
      Rows = exact
      Columns = exact |> Array.map Array.transpose }

let teacher =
    network 0.5 [ [ [ 1 ]; [ 0 ]; [ -2 ] ]; [ [ 2 ]; [ 3 ] ]; [ [ 3 ]; [ 1 ] ] ]

let student =
    network
        0.5
        [ [ [ 1; -1 ]; [ 2; 1 ]; [ -1; -3 ] ]
          [ [ 1; 3 ]; [ 3; -1 ]; [ -2; 4 ] ]
          [ [ 4 ]; [ -1 ]; [ 5 ] ] ]

let x = [| Dyadic.ofInt 1; Dyadic.ofInt 2 |]

/// The vector is exactly this one.
let sameVector (expected: float list) (actual: Dyadic[]) =
    Assert.Equal<float list>(expected, actual |> Array.map Dyadic.toDouble |> Array.toList)

/// The rows are exactly these.
let sameRows (expected: float list list) (actual: Dyadic[][]) =
    Assert.Equal<float list list>(
        expected,
        actual |> Array.map (Array.map Dyadic.toDouble >> Array.toList) |> Array.toList
    )
