/// Laws of the catalogue as a whole: names, sources, twins, declared hypotheses, and selection by globs.
module Verify.Proofs.Tests.Claims.CatalogueTests

open System
open System.IO
open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Core.Data
open Verify.Core.Networks

let private theorems =
    Catalogue.all |> List.filter (fun claim -> claim.Kind = Theorem)

/// Theorems that drop a hypothesis of another one, which is not needed; the other theorems.
let private variants, stated =
    theorems |> List.partition (fun claim -> claim.Id.Contains '/')

let private twinsOf id =
    Catalogue.all |> List.filter (fun claim -> claim.Kind = FalseTwin id)

let private ids claims =
    claims |> List.map (fun (claim: Claim) -> claim.Id)

[<Fact>]
let ``every claim of theory section 2 is there, in its order`` () =
    Assert.Equal<string list>(
        [ "L1.identity"
          "L1.proof"
          "L1.shape-proof"
          "L1.piecewise"
          "L1.psd"
          "L1.update"
          "L1.fanout" ],
        theorems
        |> ids
        |> List.filter (fun id -> id.StartsWith("L1.", StringComparison.Ordinal))
    )

[<Fact>]
let ``ids are unique also where letter case does not count`` () =
    let folded = ids Catalogue.all |> List.map _.ToUpperInvariant()
    Assert.Equal(folded.Length, (List.distinct folded).Length)

[<Fact>]
let ``ids are safe as file names and in replay tokens`` () =
    for id in ids Catalogue.all do
        Assert.Matches(@"\A[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9_-]+)?\z", id)
        Assert.True(id.Length <= 80, id)

    // A file is named with the slash replaced; that must not make two of them one.
    let files = ids Catalogue.all |> List.map _.Replace('/', '-').ToUpperInvariant()
    Assert.Equal(files.Length, (List.distinct files).Length)

    let forbidden =
        Path.GetInvalidFileNameChars()
        |> Array.append [| '*'; '?'; '"'; '<'; '>'; '|'; ':'; '\\'; '@' |]

    Assert.All(files, fun file -> Assert.Equal(-1, file.IndexOfAny forbidden))

[<Fact>]
let ``every claim says what it says and where that is from`` () =
    for claim in Catalogue.all do
        Assert.False(String.IsNullOrWhiteSpace claim.Statement, claim.Id)
        Assert.False(String.IsNullOrWhiteSpace claim.Source, claim.Id)
        Assert.DoesNotContain("\n", claim.Statement)
        let names = claim.Hypotheses |> List.map _.Name
        Assert.Equal<string list>(List.distinct names, names)

        for hypothesis in claim.Hypotheses do
            Assert.False(String.IsNullOrWhiteSpace hypothesis.Name, claim.Id)
            Assert.False(String.IsNullOrWhiteSpace hypothesis.Meaning, claim.Id)

    for claim in theorems do
        Assert.Contains("theory.md", claim.Source)

[<Fact>]
let ``every theorem has a false twin that goes through the same kind of check`` () =
    for theorem in stated do
        let twins = twinsOf theorem.Id
        Assert.NotEmpty twins

        for twin in twins do
            Assert.NotEqual<string>(theorem.Statement, twin.Statement)
            Assert.Equal(theorem.Evidence.IsProof, twin.Evidence.IsProof)

[<Fact>]
let ``every twin names a theorem of the catalogue, in its id too`` () =
    for claim in Catalogue.all do
        match claim.Kind with
        | FalseTwin theorem ->
            Assert.Contains(theorem, ids theorems)
            Assert.StartsWith(theorem + "/", claim.Id)
        | Theorem -> ()

[<Fact>]
let ``a theorem with a slash drops a hypothesis of the theorem before it`` () =
    for claim in variants do
        let parent =
            stated |> List.find (fun theorem -> theorem.Id = claim.Id.Split('/')[0])

        Assert.Contains("/without-", claim.Id)
        Assert.NotEqual<Hypothesis list>(parent.Hypotheses, claim.Hypotheses)
        Assert.NotEmpty claim.Hypotheses

[<Fact>]
let ``every control that the sources define is in the catalogue`` () =
    let defined =
        Controls.Lemma1Twins.all
        @ Controls.Lemma1ProofTwins.all
        @ Controls.ZeroTwins.all
        @ Controls.ConnectTwins.all
        @ Controls.ObserverTwins.all
        @ Controls.DeepTwins.all
        @ Controls.PaperTwins.all
        @ Controls.FiniteTwins.all
        @ Controls.TrainingTwins.all

    Assert.Equal<string list>(
        ids defined |> List.sort,
        ids Catalogue.all |> List.except (ids theorems) |> List.sort
    )

[<Fact>]
let ``expected verdicts follow the kind and the evidence`` () =
    for claim in Catalogue.all do
        let expected =
            match claim.Kind, claim.Evidence with
            | FalseTwin _, _ -> Refuted
            | Theorem, Proof _ -> Proved
            | Theorem, Sampled _ -> Held

        Assert.Equal(expected, claim.Expected)

[<Fact>]
let ``budgets are positive and do not fall from quick to deep; shares are shares`` () =
    for _, sampling in Audited.sampled do
        let budget = sampling.Budget
        Assert.True(0 < budget.Quick && budget.Quick <= budget.Ci && budget.Ci <= budget.Deep)
        Assert.InRange(sampling.MinimumShare, 0.0, 1.0)

    for claim, sampling in Audited.sampled do
        if claim.Kind = Theorem then
            Assert.True(sampling.MinimumShare > 0.0, claim.Id)

[<Theory>]
[<MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
[<MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``a case is rejected only by a declared hypothesis`` (id: string) =
    let claim, _ = Audited.find id
    let declared = claim.Hypotheses |> List.map _.Name

    for case, outcome in Audited.run id 1UL 300 do
        match outcome with
        | Rejected hypothesis ->
            Assert.True(List.contains hypothesis declared, $"{Audited.token id case}: '{hypothesis}'")
        | _ -> ()

/// Tiny cases on a lattice, where inputs lie on boundaries, gates flip at every step and single samples abound.
let private tiny =
    { CaseSpace.standard with
        Inputs = 1, 2
        Widths = 1, 2
        Outputs = 1, 1
        Samples = 1, 8
        Relations = [ Independent ]
        Weights = [ WeightDistribution.SmallIntegers ]
        Data = [ DataDistribution.Lattice ] }

[<Theory>]
[<MemberData("Theorems", MemberType = typeof<Audited.Ids>)>]
[<MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``every declared hypothesis rejects some case, under its declared name`` (id: string) =
    let claim, sampling = Audited.find id

    let rejections =
        [ for seed in 0UL .. 299UL do
              match (sampling.Make(CaseSpec.toText (CaseGenerator.draw tiny seed))).Check() with
              | Rejected hypothesis -> hypothesis
              | Inconsistent(_, reason) -> Assert.Fail $"{id}, seed {seed}: {reason}"
              | _ -> () ]

    Assert.Equal<Set<string>>(claim.Hypotheses |> List.map _.Name |> Set.ofList, Set.ofList rejections)

let private selected globs =
    match Catalogue.select globs with
    | Ok claims -> ids claims
    | Error problem -> failwith problem

[<Fact>]
let ``no glob selects everything`` () =
    Assert.Equal<string list>(ids Catalogue.all, selected [])
    Assert.Equal<string list>(ids Catalogue.all, selected [ "*" ])

[<Fact>]
let ``a theorem's glob brings its twins, in the order of the catalogue`` () =
    let expected = "L1.psd" :: ids (twinsOf "L1.psd")
    Assert.True(expected.Length > 1)
    Assert.Equal<string list>(expected, selected [ "L1.psd" ])
    Assert.Equal<string list>(expected, selected [ "l1.PSD" ])
    Assert.Equal<string list>(expected, selected [ "L1.ps?" ])
    Assert.Equal<string list>(expected, selected [ "L1.psd"; "*.psd" ])
    let both = "L1.fanout" :: ids (twinsOf "L1.fanout")
    Assert.Equal<string list>(expected @ both, selected [ "L1.fanout"; "L1.psd" ])

    let isL1 (id: string) =
        id.StartsWith("L1.", StringComparison.Ordinal)

    Assert.Equal<string list>(ids Catalogue.all |> List.filter isL1, selected [ "L1.*" ])
    Assert.Contains("Z.fanout/without-coefficient", selected [ "Z.fanout" ])

[<Fact>]
let ``a twin's glob selects that twin alone`` () =
    Assert.Equal<string list>([ "L1.psd/definite" ], selected [ "L1.psd/definite" ])
    Assert.Equal<string list>([ "L1.psd/definite" ], selected [ "L1.PSD/DEF*" ])
    Assert.Equal<string list>(ids (twinsOf "L1.psd"), selected [ "L1.psd/*" ])

[<Theory>]
[<InlineData("L2.*")>]
[<InlineData("")>]
[<InlineData(" ")>]
[<InlineData("L1")>]
[<InlineData("L1.psd/")>]
[<InlineData("L1.psd@d=1")>]
let ``a glob that matches nothing is an error that names it, whatever else is asked for`` (glob: string) =
    for globs in [ [ glob ]; [ "*"; glob ]; [ glob; "also-unknown" ] ] do
        match Catalogue.select globs with
        | Error problem ->
            Assert.Contains($"'{glob}'", problem)
            Assert.Contains("L1.identity", problem)
        | Ok claims -> Assert.Fail $"{ids claims}"

[<Fact>]
let ``tryFind finds every id and nothing else`` () =
    for claim in Catalogue.all do
        Assert.Equal(Some claim.Id, Catalogue.tryFind claim.Id |> Option.map _.Id)

    Assert.True((Catalogue.tryFind "l1.identity").IsNone)
    Assert.True((Catalogue.tryFind "L1.*").IsNone)
