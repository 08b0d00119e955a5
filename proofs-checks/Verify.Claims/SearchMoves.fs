// Small changes of a case's material, for the adversarial search: what a step may do to networks and tables whatever they
// stand for. It knows no claim; whether the changed material is still a case is for the family's Restore to say.
namespace Verify.Claims

open System
open Verify.Claims.Generators
open Verify.Core.Numerics

/// A matrix of a material, W_l or a table, that a move may overwrite.
type private Block =
    {
        Rows: int
        Columns: int
        Values: float[]
        /// W_l: column k is a node and the last row holds the offsets.
        IsLayer: bool
    }

    member block.Item
        with get (i, j) = block.Values[i * block.Columns + j]
        and set (i, j) (value: float) = block.Values[i * block.Columns + j] <- value

module SearchMoves =
    /// W_1, .., W_L of every network, then every table; all of them copies.
    let private blocks (material: Material) =
        [| for _, network in material.Networks do
               for l in 1 .. network.Shape.Depth do
                   { Rows = network.Shape.Width(l - 1) + 1
                     Columns = network.Shape.Width l
                     Values =
                       network.AllWeights
                           .Slice(network.Shape.WeightOffset l, network.Shape.WeightLength l)
                           .ToArray()
                     IsLayer = true }
           for _, table in material.Tables do
               { Rows = table.Rows
                 Columns = table.Columns
                 Values = Array.copy table.Values
                 IsLayer = false } |]

    /// The material with its matrices replaced. ArgumentException when a weight is not finite.
    let private rebuild (material: Material) (changed: Block[]) : Material =
        let mutable next = 0

        let take () =
            next <- next + 1
            changed[next - 1].Values

        { Networks =
            [ for name, network in material.Networks ->
                  let weights = Array.concat [ for _ in 1 .. network.Shape.Depth -> take () ]
                  name, network.WithWeights(ReadOnlySpan weights) ]
          Tables = [ for name, table in material.Tables -> name, { table with Values = take () } ] }

    /// The root mean square of a block's numbers, or 1 where that says nothing: what a step is measured in.
    let private size (block: Block) =
        let mean = block.Values |> Array.averageBy (fun value -> value * value) |> sqrt
        if mean > 0.0 && Double.IsFinite mean then mean else 1.0

    /// The largest power of two not above a positive number, down to 2^-1000.
    let private powerBelow (value: float) =
        Math.ScaleB(1.0, Math.ILogB(max value (Math.ScaleB(1.0, -1000))))

    /// The value on the grid of 1/256 of the step. Short numbers keep exact checks cheap and let sums be exact, so that a
    /// structure in the case (a point half-way between two others) can survive a step.
    let private onGrid step (value: float) =
        let grid = powerBelow step / 256.0
        Math.Round(value / grid) * grid

    /// Numbers of full length where roundings are what the claim is about, short ones elsewhere: chosen by chance.
    let private shorten (random: CounterRandom) step =
        if random.NextBool 0.5 then onGrid step else id

    /// Each of these changes the block in place by about `step` times its size.
    let private entryAdded (random: CounterRandom) step (block: Block) =
        let scale = step * size block
        let i = random.NextBelow block.Values.Length
        block.Values[i] <- shorten random scale (block.Values[i] + scale * random.NextGaussian())

    let private entryScaled (random: CounterRandom) step (block: Block) =
        let i = random.NextBelow block.Values.Length
        let changed = block.Values[i] * (1.0 + step * random.NextGaussian())
        block.Values[i] <- shorten random (step * abs block.Values[i]) changed

    let private everyEntry (random: CounterRandom) step (block: Block) =
        // so that the whole move is as long as one of a single entry
        let scale = step * size block / sqrt (float block.Values.Length)
        let short = shorten random scale

        for i in 0 .. block.Values.Length - 1 do
            block.Values[i] <- short (block.Values[i] + scale * random.NextGaussian())

    let private rowMoved (random: CounterRandom) step (block: Block) =
        let scale = step * size block
        let short = shorten random scale
        let row = random.NextBelow block.Rows

        for j in 0 .. block.Columns - 1 do
            block[row, j] <- short (block[row, j] + scale * random.NextGaussian())

    /// A node's column in W_l.
    let private columnMoved (random: CounterRandom) step (block: Block) =
        let scale = step * size block
        let short = shorten random scale
        let column = random.NextBelow block.Columns

        for i in 0 .. block.Rows - 1 do
            block[i, column] <- short (block[i, column] + scale * random.NextGaussian())

    let private columnScaled (random: CounterRandom) step (block: Block) =
        let factor = DeterministicMath.Exp(step * random.NextGaussian())
        let column = random.NextBelow block.Columns

        for i in 0 .. block.Rows - 1 do
            block[i, column] <- factor * block[i, column]

    let private signFlipped (random: CounterRandom) (_: float) (block: Block) =
        match random.NextBelow 3 with
        | 0 ->
            let i = random.NextBelow block.Values.Length
            block.Values[i] <- -block.Values[i]
        | 1 ->
            let row = random.NextBelow block.Rows

            for j in 0 .. block.Columns - 1 do
                block[row, j] <- -block[row, j]
        | _ ->
            let column = random.NextBelow block.Columns

            for i in 0 .. block.Rows - 1 do
                block[i, column] <- -block[i, column]

    /// A sample or a node becomes a copy of another; with the sign turned in one of four.
    let private copied (random: CounterRandom) (_: float) (block: Block) =
        let sign = if random.NextBool 0.25 then -1.0 else 1.0

        if block.IsLayer then
            let source, target = random.NextBelow block.Columns, random.NextBelow block.Columns

            for i in 0 .. block.Rows - 1 do
                block[i, target] <- sign * block[i, source]
        else
            let source, target = random.NextBelow block.Rows, random.NextBelow block.Rows

            for j in 0 .. block.Columns - 1 do
                block[target, j] <- sign * block[source, j]

    /// The offset of a node, or a sample, by a factor.
    let private offsetScaled (random: CounterRandom) step (block: Block) =
        let factor = DeterministicMath.Exp(2.0 * step * random.NextGaussian())

        if block.IsLayer then
            let column = random.NextBelow block.Columns
            block[block.Rows - 1, column] <- factor * block[block.Rows - 1, column]
        else
            let row = random.NextBelow block.Rows

            for j in 0 .. block.Columns - 1 do
                block[row, j] <- factor * block[row, j]

    let private zeroed (random: CounterRandom) (_: float) (block: Block) =
        block.Values[random.NextBelow block.Values.Length] <- 0.0

    /// All rows by the same short vector: samples keep their distances, to the last bit where they are short too.
    let private translated (random: CounterRandom) step (block: Block) =
        let scale = step * size block

        for j in 0 .. block.Columns - 1 do
            let shift = onGrid scale (scale * random.NextGaussian())

            for i in 0 .. block.Rows - 1 do
                block[i, j] <- block[i, j] + shift

    /// Twice or half the distance from a row, exact but for underflow and the differences.
    let private spread (random: CounterRandom) (_: float) (block: Block) =
        let factor = if random.NextBool 0.5 then 2.0 else 0.5
        let row = random.NextBelow block.Rows

        for j in 0 .. block.Columns - 1 do
            let centre = block[row, j]

            for i in 0 .. block.Rows - 1 do
                block[i, j] <- centre + factor * (block[i, j] - centre)

    /// Moves that go as far as their step says.
    let private sized =
        [| entryAdded
           entryAdded
           entryScaled
           everyEntry
           rowMoved
           columnMoved
           columnScaled
           offsetScaled
           translated |]

    /// Moves of one size.
    let private fixedMoves = [| signFlipped; copied; zeroed; spread |]

    /// The count of numbers that moves can change.
    let numbers (material: Material) =
        (material.Networks |> List.sumBy (fun (_, network) -> network.Shape.WeightCount))
        + (material.Tables |> List.sumBy (fun (_, table) -> table.Values.Length))

    /// The count of matrices, each of which has a step size of its own.
    let count (material: Material) =
        (material.Networks |> List.sumBy (fun (_, network) -> network.Shape.Depth))
        + material.Tables.Length

    /// The material after one or two random moves, and the matrices that moves of a size went through; `steps` holds the
    /// relative size for each matrix. None when there are no numbers. ArgumentException when a weight leaves the range of
    /// doubles. The same draws give the same bits.
    let apply (random: CounterRandom) (steps: float[]) (material: Material) : (Material * int list) option =
        let all = blocks material

        let usable =
            [| for i in 0 .. all.Length - 1 do
                   if all[i].Values.Length > 0 then
                       i |]

        if usable.Length = 0 then
            None
        else
            let moved =
                [ for _ in 0 .. random.NextBelow 3 / 2 do
                      let i = usable[random.NextBelow usable.Length]

                      if random.NextBelow 4 = 0 then
                          fixedMoves[random.NextBelow fixedMoves.Length] random steps[i] all[i]
                      else
                          sized[random.NextBelow sized.Length] random steps[i] all[i]
                          i ]

            Some(rebuild material all, moved)

    /// The way from one material to another of the same shapes, gone again: what helped once often helps twice.
    /// ArgumentException as in apply.
    let again (factor: float) (before: Material) (after: Material) : Material =
        let changed = blocks after

        Array.iter2
            (fun (a: Block) (b: Block) ->
                for i in 0 .. b.Values.Length - 1 do
                    b.Values[i] <- b.Values[i] + factor * (b.Values[i] - a.Values[i]))
            (blocks before)
            changed

        rebuild after changed
