/// The prover proves Lemma 1, and refuses every rule that differs from it.
module Verify.Proofs.Tests.Proofs.Lemma1ProofTests

open Xunit
open Verify.Algebra
open Verify.Claims.Proofs
open Verify.Claims.Proofs.Lemma1Proof

let private relu widths =
    { Widths = widths
      IdempotentGates = true }

let private mutant name =
    (RecursiveRule.mutants |> List.find (fun m -> m.Rule.Name = name)).Rule

[<Fact>]
let ``Lemma 1 is proved at every depth and width`` () =
    match prove RecursiveRule.lemma1 with
    | Proved steps ->
        let residual = List.last steps
        Assert.Equal("residual", residual.Left)
        Assert.True(FreeAlgebra.isZero residual.Right)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``Lemma 1 is proved in every special setting`` () =
    for widths in [ AllDifferent; StudentLikeTeacher; AllEqual ] do
        for gates in [ true; false ] do
            match
                proveIn
                    { Widths = widths
                      IdempotentGates = gates }
                    RecursiveRule.lemma1
            with
            | Proved _ -> ()
            | other -> Assert.Fail $"{widths}: {other}"

[<Fact>]
let ``the transcript shows the induction step`` () =
    match prove RecursiveRule.lemma1 with
    | Proved steps ->
        let transcript = steps |> List.map string |> String.concat "\n"
        Assert.Contains("g_L = f*_L - f_L", transcript)
        Assert.Contains("D_{l-1} W_l D_l V_lᵀ V*_l D*_l W*_lᵀ f*_{l-1}", transcript)
        Assert.Contains("D_{l-1} W_l D_l V_lᵀ V_l D_l W_lᵀ f_{l-1}", transcript)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``no mutant is proved at general widths`` () =
    for mutant in RecursiveRule.mutants do
        match prove mutant.Rule with
        | Proved _ -> Assert.Fail $"'{mutant.Rule.Name}' was proved."
        | Refuted(_, residual) ->
            Assert.Equal(AllDifferent, mutant.TypedFor)
            Assert.False(FreeAlgebra.isZero residual)
        | IllTyped _ -> Assert.NotEqual(AllDifferent, mutant.TypedFor)

[<Fact>]
let ``every mutant leaves a residual where it is well-typed`` () =
    for mutant in RecursiveRule.mutants do
        match
            proveIn
                { general with
                    Widths = mutant.TypedFor }
                mutant.Rule
        with
        | Refuted(_, residual) -> Assert.False(FreeAlgebra.isZero residual)
        | other -> Assert.Fail $"'{mutant.Rule.Name}': {other}"

[<Fact>]
let ``the residual of a lost gate is the expected one`` () =
    match prove (mutant "no gate in g") with
    | Refuted(case, residual) ->
        Assert.Equal("induction step from l to l-1", case)
        Assert.Equal(4, (FreeAlgebra.terms residual).Length)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``a wrong sign falls at the base`` () =
    for name in [ "sign of B"; "sign of the whole"; "sign of the student's V at the top" ] do
        match prove (mutant name) with
        | Refuted(case, _) -> Assert.Equal("base case l = L", case)
        | other -> Assert.Fail $"{other}"

[<Fact>]
let ``gating twice is true for ReLU and false for leaky units`` () =
    let twice = mutant "student gated twice in the mixture"

    match proveIn (relu AllDifferent) twice, prove twice with
    | Proved _, Refuted _ -> ()
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``every other mutant is false for ReLU too`` () =
    for mutant in RecursiveRule.mutants do
        let twice = [ "student gated twice in the mixture"; "two gates in the student's V" ]

        match proveIn (relu mutant.TypedFor) mutant.Rule with
        | Proved _ -> Assert.Contains(mutant.Rule.Name, twice)
        | Refuted _ -> Assert.DoesNotContain(mutant.Rule.Name, twice)
        | IllTyped(case, message) -> Assert.Fail $"{case}: {message}"

[<Fact>]
let ``mutants have names of their own and are at least eight`` () =
    let names = RecursiveRule.mutants |> List.map _.Rule.Name
    Assert.Equal(names.Length, (List.distinct names).Length)
    Assert.True(names.Length >= 8)
