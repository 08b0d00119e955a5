/// The vocabulary of results: how measurements compare, how places read, and the names in files.
module Verify.Proofs.Tests.Claims.VerdictTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Claims
open Verify.Proofs.Tests.Algebra.Replay

let private m measured bound = { Measured = measured; Bound = bound }

[<Theory>]
[<InlineData(0.0, 0.0, 0.0)>]
[<InlineData(0.0, 2.0, 0.0)>]
[<InlineData(1.0, 4.0, 0.25)>]
[<InlineData(3.0, 2.0, 1.5)>]
[<InlineData(1.0, 0.0, Double.PositiveInfinity)>]
[<InlineData(Double.PositiveInfinity, 1.0, Double.PositiveInfinity)>]
[<InlineData(Double.NaN, 1.0, Double.NaN)>]
[<InlineData(Double.PositiveInfinity, Double.PositiveInfinity, Double.NaN)>]
let ``tightness is measured over bound, and 0 when nothing was measured`` measured bound expected =
    Assert.Equal<float>(expected, (m measured bound).Tightness)

let private measurements =
    Gen.zip
        (Gen.elements [ 0.0; 1e-300; 0.5; 1.0; 3.0; infinity; nan ])
        (Gen.elements [ 0.0; Double.Epsilon; 0.5; 1.0; 1e300; infinity ])
    |> Gen.map (fun (measured, bound) -> m measured bound)

/// Tightness with NaN, which no bound excuses, above everything.
let private rank (x: Measurement) =
    if Double.IsNaN x.Tightness then 2, 0.0 else 1, x.Tightness

[<Fact>]
let ``tighter takes the one that uses its bound more, NaN before all`` () =
    forAll2 measurements measurements (fun a b ->
        let chosen = Measurement.tighter a b
        rank chosen = max (rank a) (rank b) && (chosen.Equals a || chosen.Equals b))

[<Fact>]
let ``tighter is associative in what it finds, and exactZero loses to everything`` () =
    forAll3 measurements measurements measurements (fun a b c ->
        rank (Measurement.tighter a (Measurement.tighter b c)) =
            rank (Measurement.tighter (Measurement.tighter a b) c))

    forAll measurements (fun a -> rank (Measurement.tighter Measurement.exactZero a) = rank a)

[<Fact>]
let ``of equally tight ones the larger bound is kept, and of equals the first`` () =
    Assert.Equal(m 2.0 4.0, Measurement.tighter (m 1.0 2.0) (m 2.0 4.0))
    Assert.Equal(m 2.0 4.0, Measurement.tighter (m 2.0 4.0) (m 1.0 2.0))
    Assert.Equal(m 0.0 1.0, Measurement.tighter Measurement.exactZero (m 0.0 1.0))

[<Fact>]
let ``a tie by rounding does not hide a measurement above its bound`` () =
    // measured = next double above bound: the quotient still rounds above 1, so this one is chosen over an exact 1
    for bound in [ 1.0; 1.5; Math.BitDecrement 2.0; 3.7e-300; Double.Epsilon; 1e308 ] do
        let over = m (Math.BitIncrement bound) bound
        Assert.Equal(over, Measurement.tighter (m 1.0 1.0) over)

[<Theory>]
[<InlineData(1, 0, 2, "layer 1, sample 0, node 2: why")>]
[<InlineData(3, -1, -1, "layer 3: why")>]
[<InlineData(-1, 4, -1, "sample 4: why")>]
[<InlineData(-1, -1, 0, "node 0: why")>]
[<InlineData(-1, -1, -1, "why")>]
let ``a place names what applies`` layer sample node (expected: string) =
    let part value = if value < 0 then None else Some value

    Assert.Equal(
        expected,
        Locus.describe
            { Layer = part layer
              Sample = part sample
              Node = part node
              Finding = "why" }
    )

    Assert.Equal("why", Locus.describe (Locus.everywhere "why"))

[<Fact>]
let ``verdicts have the names of the files`` () =
    Assert.Equal<string list>(
        [ "proved"; "held"; "refuted"; "vacuous"; "undecided"; "errored" ],
        [ Proved; Held; Refuted; Vacuous; Undecided; Errored ] |> List.map Verdict.name
    )
