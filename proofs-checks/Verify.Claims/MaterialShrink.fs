// From a violating case given by value to a simpler one: a case that the search found has no spec of its own, so what is
// shrunk is its numbers. Greedy and deterministic. Shrink.fs does the same for drawn cases, over their specs.
namespace Verify.Claims

open System
open Verify.Claims.Generators
open Verify.Core.Networks

module MaterialShrink =
    /// Candidates tried at most; each costs one check.
    let private attempts = 2000

    let private violation (sampling: Sampling) spec material =
        try
            let trial: Trial = sampling.Restore spec material

            match trial.Check() with
            | Violated(measurement, locus) ->
                Some
                    { Trial = trial
                      Measurement = measurement
                      Locus = locus }
            | _ -> None
        with :? ArgumentException ->
            None

    let private withoutRows from count (table: Table) =
        { Rows = table.Rows - count
          Columns = table.Columns
          Values = Array.removeManyAt (from * table.Columns) (count * table.Columns) table.Values }

    /// Halves first, then single rows.
    let private fewerRows (table: Table) =
        seq {
            if table.Rows > 3 then
                let half = table.Rows / 2
                withoutRows half (table.Rows - half) table
                withoutRows 0 half table

            if table.Rows > 1 then
                for row in 0 .. table.Rows - 1 do
                    withoutRows row 1 table
        }

    /// The network without node k of hidden layer l: column k of W_l and row k of W_{l+1}.
    let private withoutNode (network: Network) l k =
        let widths = network.Shape.Widths |> Seq.toArray
        widths[l] <- widths[l] - 1

        let weights =
            [| for layer in 1 .. network.Shape.Depth do
                   let all = network.AllWeights.Slice(network.Shape.WeightOffset layer).ToArray()
                   let columns = network.Shape.Width layer

                   for i in 0 .. network.Shape.Width(layer - 1) do
                       for j in 0 .. columns - 1 do
                           if not (layer = l && j = k) && not (layer = l + 1 && i = k) then
                               all[i * columns + j] |]

        Network(NetworkShape widths, network.Leak, ReadOnlySpan weights)

    let private fewerNodes (network: Network) =
        seq {
            for l in 1 .. network.Shape.Depth - 1 do
                if network.Shape.Width l > 1 then
                    for k in 0 .. network.Shape.Width l - 1 do
                        withoutNode network l k
        }

    /// 0, then the number with ever more of its leading bits, then half of one that is above 1.
    let private plainer (value: float) =
        if value = 0.0 then
            []
        else
            let exponent = Math.ILogB value

            [ yield 0.0

              for bits in [ 0; 1; 3; 7 ] do
                  yield Math.ScaleB(Math.Round(Math.ScaleB(value, bits - exponent)), exponent - bits)

              if abs value > 1.0 then
                  yield Math.Round(value / 2.0) ]
            |> List.filter (fun short -> short <> value && Double.IsFinite short)
            |> List.distinct

    let private plainerNumbers (values: float[]) =
        seq {
            for i in 0 .. values.Length - 1 do
                for value in plainer values[i] do
                    Array.updateAt i value values
        }

    let private replace index item =
        List.mapi (fun i old -> if i = index then item else old)

    let private candidates (material: Material) : Material seq =
        let network i changed =
            { material with
                Networks = replace i (fst material.Networks[i], changed) material.Networks }

        let table i changed =
            { material with
                Tables = replace i (fst material.Tables[i], changed) material.Tables }

        seq {
            for i, (_, found) in List.indexed material.Tables do
                yield! fewerRows found |> Seq.map (table i)

            for i, (_, found) in List.indexed material.Networks do
                yield! fewerNodes found |> Seq.map (network i)

            for i, (_, found) in List.indexed material.Networks do
                yield!
                    plainerNumbers (found.AllWeights.ToArray())
                    |> Seq.map (fun weights -> network i (found.WithWeights(ReadOnlySpan weights)))

            for i, (_, found) in List.indexed material.Tables do
                yield!
                    plainerNumbers found.Values
                    |> Seq.map (fun values -> table i { found with Values = values })
        }

    /// The first candidate that still violates, then its candidates, until none does or the attempts are used up.
    let smallest (sampling: Sampling) (start: Counterexample) : Counterexample =
        let mutable left = attempts

        let rec descend found =
            let next =
                candidates found.Trial.Material
                |> Seq.takeWhile (fun _ ->
                    left <- left - 1
                    left >= 0)
                |> Seq.tryPick (violation sampling found.Trial.Spec)

            match next with
            | Some smaller -> descend smaller
            | None -> found

        descend start
