/// Lemma 1 vanishes as a polynomial at every shape of the catalogue; mutants leave a monomial at some shape.
module Verify.Proofs.Tests.Proofs.Lemma1PolynomialTests

open System
open Xunit
open Verify.Claims.Proofs
open Verify.Claims.Proofs.Lemma1Polynomial

[<Fact>]
let ``Lemma 1 is the zero polynomial at every shape`` () =
    for shape in NetworkShape.catalogue do
        match check shape RecursiveRule.lemma1 with
        | Identity(entries, monomials) -> Assert.True(entries > 0 && monomials > entries)
        | other -> Assert.Fail $"{NetworkShape.format shape}: {other}"

[<Fact>]
let ``every mutant leaves a monomial at some shape`` () =
    for mutant in RecursiveRule.mutants do
        let survivor =
            NetworkShape.catalogue
            |> Seq.tryPick (fun shape ->
                match check shape mutant.Rule with
                | Different(_, _, text, terms) -> Some(text, terms)
                | Identity _
                | IllTyped _ -> None)

        match survivor with
        | Some(text, terms) -> Assert.True(text <> "0" && terms > 0)
        | None -> Assert.Fail $"'{mutant.Rule.Name}' is zero at every shape."

[<Fact>]
let ``a mutant that asks for equal widths is ill-typed where they differ`` () =
    let shape = NetworkShape.create [ 2; 2; 2 ] [ 2; 3; 2 ]

    for mutant in RecursiveRule.mutants do
        match mutant.TypedFor, check shape mutant.Rule with
        | StudentLikeTeacher, Identity _ ->
            // Two layers have no gate above layer 1: the teacher's gate at the top is the student's, the identity.
            Assert.Equal("teacher's gate in the student's V", mutant.Rule.Name)
        | StudentLikeTeacher, Different _ -> Assert.Fail mutant.Rule.Name
        | _ -> ()

[<Fact>]
let ``a lost gate in V shows from three layers on`` () =
    let lost =
        (RecursiveRule.mutants
         |> List.find (fun m -> m.Rule.Name = "no gate in the student's V"))
            .Rule

    match check (NetworkShape.create [ 1; 1; 1 ] [ 1; 1; 1 ]) lost with
    | Identity _ -> ()
    | other -> Assert.Fail $"{other}"

    match check (NetworkShape.create [ 1; 1; 1; 1 ] [ 1; 1; 1; 1 ]) lost with
    | Different(layer, _, _, _) -> Assert.Equal(1, layer)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``the smallest shape has the terms that one counts by hand`` () =
    // L = 2, all widths 1. Layer 2: f*_2 - f_2 with f_2 = W2 d (W1 x + b1) + b2: 3 monomials each, 6 in g and 6 in
    // the rule. Layer 1: row 0 is d W2 times those 6; row 1, the constant's, is b2 times them. 36 in all.
    match check (NetworkShape.create [ 1; 1; 1 ] [ 1; 1; 1 ]) RecursiveRule.lemma1 with
    | Identity(entries, monomials) ->
        Assert.Equal(3, entries)
        Assert.Equal(36, monomials)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``shapes that are no pair of networks are refused`` () =
    let refused teacher student =
        Assert.Throws<ArgumentException>(fun () -> NetworkShape.create teacher student |> ignore)
        |> ignore

    refused [ 1; 1 ] [ 1; 1 ]
    refused [ 1; 1; 1 ] [ 1; 1; 1; 1 ]
    refused [ 1; 0; 1 ] [ 1; 1; 1 ]
    refused [ 2; 1; 1 ] [ 1; 1; 1 ]
    refused [ 1; 1; 2 ] [ 1; 1; 1 ]

[<Fact>]
let ``shapes are written with their widths`` () =
    Assert.Equal(
        "teacher 2-2-2, student 2-3-2",
        NetworkShape.format (NetworkShape.create [ 2; 2; 2 ] [ 2; 3; 2 ])
    )
