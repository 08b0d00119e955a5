/// Rewriting: rules apply everywhere and transposed, shapes are kept, and a loop is stopped.
module Verify.Proofs.Tests.Algebra.RewritingTests

open System
open System.Numerics
open Xunit
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private a, b = FreeAlgebra.symbol Symbols.A, FreeAlgebra.symbol Symbols.B
let private s, r = FreeAlgebra.symbol Symbols.S, FreeAlgebra.symbol Symbols.R
let private unit = FreeAlgebra.identity Symbols.n
let private normalise rules e = Rewriting.normalise 5_000 rules e

[<Fact>]
let ``a rule with one symbol on the left is a substitution`` () =
    forAll expression (fun e ->
        normalise [ Rewriting.rule a (b * s) ] e = FreeAlgebra.substitute Symbols.A (b * s) e)

[<Fact>]
let ``idempotent gates collapse wherever they meet`` () =
    let idempotence = Rewriting.rule (s * s) s
    Assert.Equal(a * s * b - s, normalise [ idempotence ] (a * s * s * s * b - s * s))

[<Fact>]
let ``rules hold for transposes`` () =
    Assert.Equal(s.T * a, normalise [ Rewriting.rule (a * b) s ] (b.T * a.T * a))

[<Fact>]
let ``an inverse cancels to the identity`` () =
    let inverse = [ Rewriting.rule (a * b) unit; Rewriting.rule (b * a) unit ]
    Assert.Equal(unit + s, normalise inverse (a * a * b * b + s * b * a * a.T * b.T))

[<Fact>]
let ``terms that meet after rewriting are collected`` () =
    Assert.Equal(FreeAlgebra.scale (BigInteger 2) b, normalise [ Rewriting.rule a b ] (a + b))
    Assert.True(FreeAlgebra.isZero (normalise [ Rewriting.rule a b ] (a - b)))

[<Fact>]
let ``a loop is stopped at the limit`` () =
    let loop = [ Rewriting.rule (a * b) (b * a); Rewriting.rule (b * a) (a * b) ]

    Assert.Throws<Rewriting.RewriteLimitException>(fun () -> normalise loop (a * b) |> ignore)
    |> ignore

    let growing = [ Rewriting.rule a (a * b) ]

    Assert.Throws<Rewriting.RewriteLimitException>(fun () -> Rewriting.normalise 50 growing a |> ignore)
    |> ignore

[<Fact>]
let ``the limit counts replacements`` () =
    let rule = [ Rewriting.rule a b ]
    Assert.Equal(b * b, Rewriting.normalise 2 rule (a * a))

    Assert.Throws<Rewriting.RewriteLimitException>(fun () -> Rewriting.normalise 1 rule (a * a) |> ignore)
    |> ignore

[<Fact>]
let ``left sides are single products, right sides of their shape`` () =
    for left in [ a + b; FreeAlgebra.scale (BigInteger 2) a; unit; a - a ] do
        Assert.Throws<ArgumentException>(fun () -> Rewriting.rule left a |> ignore)
        |> ignore

    Assert.Throws<IllTypedException>(fun () -> Rewriting.rule a r |> ignore)
    |> ignore

    Assert.Equal("A B -> S", string (Rewriting.rule (a * b) s))
