/// The sampled theorems on cases of several audits: none fails, none is undecided, and enough of them apply.
module Verify.Proofs.Tests.Claims.TheoremTests

open System
open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Proofs.Tests.Generators

let private audits = [ 1UL; 2UL; 20200713UL ]
let private cases = 300

[<Theory; MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
let ``a theorem holds on every case and applies to enough of them`` (id: string) =
    let _, sampling = Audited.find id

    for audit in audits do
        let outcomes = Audited.run id audit cases

        for case, outcome in outcomes do
            match outcome with
            | Satisfied m ->
                Assert.True(0.0 <= m.Measured && m.Measured <= m.Bound, $"{Audited.token id case}: {m}")
                Assert.InRange(m.Tightness, 0.0, 1.0)
            | Rejected _ -> ()
            | Violated _
            | Unresolved _
            | Inconsistent _ -> Assert.Fail $"{Audited.token id case}: {outcome}"

        let applicable =
            outcomes |> Array.filter (fun (_, outcome) -> not outcome.IsRejected)

        Assert.True(
            float applicable.Length >= sampling.MinimumShare * float cases,
            $"{id}: {applicable.Length}"
        )

[<Theory; MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
let ``a check gives the same outcome every time`` (id: string) =
    let _, sampling = Audited.find id

    for case, outcome in Audited.run id 1UL cases |> Array.truncate 20 do
        Assert.Equal(outcome, (sampling.Make case.Spec).Check())

/// A bound that is never used much could be loose by any factor. The shares are about half of what these audits find, so
/// a bound that doubles may pass and one that grows tenfold does not.
[<Theory>]
[<InlineData("L1.identity", 0.06)>]
[<InlineData("L1.psd", 0.25)>]
[<InlineData("L1.update", 0.02)>]
[<InlineData("L1.fanout", 0.06)>]
let ``a rounding bound is used to a fair part`` (id: string) (share: float) =
    let largest =
        audits
        |> Seq.collect (fun audit -> Audited.run id audit cases)
        |> Seq.choose (fun (_, outcome) ->
            match outcome with
            | Satisfied m -> Some m.Tightness
            | _ -> None)
        |> Seq.max

    Assert.True(largest >= share, $"{id}: {largest}")

/// At the top hidden layer every two inputs agree on the gates above (there are none), so only lower layers make the
/// claim more than the constancy of W_L.
[<Fact>]
let ``L1.piecewise meets pairs of inputs that agree on gates, not only where there are none`` () =
    let comparesLower (case: Case) =
        let gates (network: Verify.Core.Networks.Network) x =
            (Definitions.evaluate Ring.float (Definitions.ofNetwork Ring.float network) x).D

        let upper i layer =
            [ for l in layer + 1 .. case.Pair.Depth - 1 do
                  gates case.Pair.Teacher (case.Sample i) |> Array.item l
                  gates case.Pair.Student (case.Sample i) |> Array.item l ]

        Seq.allPairs (seq { 0 .. case.Samples - 1 }) (seq { 0 .. case.Samples - 1 })
        |> Seq.exists (fun (i, j) ->
            i < j
            && case.Sample i <> case.Sample j
            && Seq.exists (fun layer -> upper i layer = upper j layer) (seq { 1 .. case.Pair.Depth - 2 }))

    let deep =
        Audited.run "L1.piecewise" 1UL cases
        |> Array.map (fst >> Audited.standard)
        |> Array.filter (fun case -> case.Pair.Depth > 2)

    let lower = deep |> Array.filter comparesLower
    Assert.True(2 * lower.Length >= deep.Length, $"{lower.Length} of {deep.Length}")

/// 60 layers of weights up to 2^31: V is beyond the largest double.
let private overflowing =
    let widths = String.replicate 59 "4-" + "4"
    $"d=2,t={widths},s={widths},C=2,c=0.5,w=wide,r=independent,x=cube,N=2,seed=3"

[<Theory; MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
let ``numbers beyond the range of doubles leave a case undecided, and no check throws`` (id: string) =
    let _, sampling = Audited.find id

    match (sampling.Make overflowing).Check() with
    | Unresolved reason -> Assert.Contains("range of doubles", reason)
    | Rejected _ when id = "L1.fanout" -> ()
    // the first pairs are compared exactly, which no range limits
    | Satisfied _ when id = "L1.piecewise" -> ()
    | outcome -> Assert.Fail $"{id}: {outcome}"

[<Theory>]
[<InlineData("L1.identity/exchanged-A")>]
[<InlineData("L1.identity/student-gates-teacher")>]
let ``a rule that needs equal widths says so of others`` (id: string) =
    let _, sampling = Audited.find id

    for text in
        [ "d=2,t=3-2,s=3-4,C=2,c=0.5,w=gaussian,r=independent,x=gaussian,N=3,seed=5"
          "d=2,t=3-2-2,s=1-2-2,C=2,c=0.5,w=gaussian,r=independent,x=gaussian,N=3,seed=5" ] do
        Assert.Equal(Rejected "equal widths", (sampling.Make text).Check())

[<Theory>]
[<MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
[<MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``every claim decides and explains any case, also one that its generator would not draw`` (id: string) =
    let _, sampling = Audited.find id

    for text in
        [ "d=1,t=1,s=1,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=1,seed=0"
          "d=2,t=3-2-4,s=1-4-2,C=3,c=0.5,w=wide,r=copy,x=duplicates,N=4,seed=1"
          "d=4,t=2,s=5,C=2,c=0.01,w=separated,r=dead,x=sphere,N=2,seed=2"
          "d=3,t=2-3,s=2-3,C=1,c=0,w=dyadic,r=embed,x=clustered,N=3,seed=3" ] do
        let trial = sampling.Make text

        let locus =
            match trial.Check() with
            | Violated(_, locus) -> Some locus
            | Inconsistent(_, reason) -> failwith $"{Audited.token id trial}: {reason}"
            | Rejected _
            | Satisfied _
            | Unresolved _ -> None

        Assert.NotEmpty(trial.Explain locus)

[<Fact>]
let ``large cases are checked exactly on fewer samples, however large`` () =
    let samples text =
        Lemma1Identity.exactSamples (Materialise.case (SpecGenerators.spec text))

    Assert.Equal(8, samples "d=2,t=3,s=3,C=1,c=0,w=dyadic,r=independent,x=cube,N=8,seed=1")
    Assert.InRange(samples "d=9,t=20-20,s=20-20,C=5,c=0,w=dyadic,r=independent,x=cube,N=30,seed=1", 2, 29)
    // 3 10^9 multiplications, more than 32 bits count
    Assert.Equal(1, samples "d=1,t=1,s=4000,C=200,c=0,w=dyadic,r=independent,x=cube,N=3,seed=1")
