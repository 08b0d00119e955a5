/// One stored set of golden vectors (float64 results of an independent numpy program) as networks and arrays.
/// It compares nothing; GoldenVectorTests.fs does.
module Verify.Proofs.Tests.Oracle.GoldenFile

open System
open System.Collections.Generic
open System.IO
open Verify.Algebra
open Verify.Core.Data
open Verify.Core.Networks

/// The arrays of a file, the networks they name, and X.
type Golden =
    { Arrays: IReadOnlyDictionary<string, NdArray>
      Pair: NetworkPair
      Inputs: float[] }

    member golden.Samples = golden.Inputs.Length / golden.Pair.Inputs

    /// Entry (indices) of a stored array, exactly.
    member golden.Entry(key, [<ParamArray>] indices: int[]) =
        let array = golden.Arrays[key]

        let offset =
            (0, Array.indexed indices)
            ||> Array.fold (fun at (axis, index) -> at * array.Shape[axis] + index)

        Dyadic.ofDouble array.Values[offset]

let private folder = Path.Combine(AppContext.BaseDirectory, "golden")

/// The names of the files with decompositions: two_layer_00 to multi_layer_11.
let names =
    Directory.GetFiles(folder, "*_layer_*.npz")
    |> Array.map (Path.GetFileNameWithoutExtension >> string)
    |> Array.sort

let read name =
    let arrays = NpzReader.ReadAll(Path.Combine(folder, name + ".npz"))
    let leak = arrays["c_leaky"].Values[0]

    let network prefix (sizes: string) =
        let widths = arrays[sizes].Values.ToArray() |> Array.map int

        let weights =
            [| for l in 1 .. widths.Length - 1 do
                   yield! arrays[$"{prefix}W{l}"].Values.ToArray() |]

        Network(NetworkShape(ReadOnlySpan<int> widths), leak, ReadOnlySpan<float> weights)

    { Arrays = arrays
      Pair = NetworkPair(network "T" "teacher_sizes", network "S" "student_sizes")
      Inputs = arrays["X"].Values.ToArray() }
