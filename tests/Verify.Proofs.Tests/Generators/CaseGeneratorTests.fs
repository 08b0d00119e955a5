/// Drawing specs: the same on every machine (pinned), inside the space, and with shrinks that end.
module Verify.Proofs.Tests.Generators.CaseGeneratorTests

open Xunit
open FsCheck.FSharp
open Verify.Claims.Generators
open Verify.Core.Data
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

[<Theory>]
[<InlineData(0UL, "d=5,t=1-6-5,s=7-4-3,C=2,c=0,w=wide,r=independent,x=duplicates,N=3,seed=9018883062403043925")>]
[<InlineData(1UL, "d=1,t=2-6,s=1-1,C=2,c=0.2,w=smallintegers,r=copy,x=duplicates,N=1,seed=8392123148533390784")>]
[<InlineData(2UL, "d=1,t=1,s=1,C=4,c=0.5,w=separated,r=copy,x=lattice,N=4,seed=6262330705388299829")>]
[<InlineData(18446744073709551615UL,
             "d=4,t=5-6-7,s=6-6-7,C=3,c=0,w=wide,r=dead,x=cube,N=6,seed=3840741419012094145")>]
let ``drawn specs are pinned`` (seed: uint64) (text: string) =
    Assert.Equal(text, CaseSpec.toText (CaseGenerator.draw CaseSpace.standard seed))

[<Fact>]
let ``drawing twice gives the same spec`` () =
    for seed in 0UL .. 99UL do
        Assert.Equal(CaseGenerator.draw CaseSpace.standard seed, CaseGenerator.draw CaseSpace.standard seed)

[<Fact>]
let ``drawn specs lie in their space and have a case`` () =
    let space = CaseSpace.standard
    let within (low, high) value = low <= value && value <= high

    forAll SpecGenerators.drawn (fun spec ->
        List.exists (snd >> (=) spec.Depth) space.Depths
        && within space.Inputs spec.Inputs
        && within space.Outputs spec.Outputs
        && within space.Samples spec.Samples
        && List.forall (within space.Widths) (spec.Teacher @ spec.Student)
        && spec.Teacher.Length = spec.Student.Length
        && (Materialise.tryCase spec).IsSome)

[<Fact>]
let ``a space of equal widths draws equal widths`` () =
    forAll
        (CaseGenerator.specs
            { CaseSpace.standard with
                EqualWidths = true })
        (fun spec -> spec.Teacher = spec.Student)

[<Fact>]
let ``every kind of depth, leak, weights, relation and data is drawn`` () =
    let drawn =
        [ for seed in 0UL .. 599UL -> CaseGenerator.draw CaseSpace.standard seed ]

    let kinds choose =
        drawn |> List.map choose |> List.distinct |> List.length

    Assert.Equal(4, kinds _.Depth)
    Assert.Equal(5, kinds _.Leak)
    Assert.Equal(5, kinds (fun spec -> string spec.Relation))
    Assert.Equal((System.Enum.GetValues<WeightDistribution>()).Length, kinds _.Weights)
    Assert.Equal((System.Enum.GetValues<DataDistribution>()).Length, kinds _.Data)
    Assert.Equal(3, kinds (fun spec -> CaseSpec.labels spec |> List.item 1))

/// What makes a case large, one number a property; the plainest value of a kind is 0.
let private size (spec: CaseSpec) =
    [ spec.Samples
      spec.Depth
      List.sum spec.Teacher
      List.sum spec.Student
      spec.Inputs
      spec.Outputs
      (if spec.Relation = Independent then 0 else 1)
      (match spec.Weights with
       | WeightDistribution.SmallIntegers -> 0
       | WeightDistribution.Dyadic -> 1
       | _ -> 2)
      (if spec.Data = DataDistribution.Lattice then 0 else 1)
      (match spec.Leak with
       | 0.0 -> 0
       | 0.5 -> 1
       | _ -> 2)
      (if spec.Seed <= 63UL then 0 else 1) ]

[<Fact>]
let ``a shrunk spec is smaller in something and larger in nothing, so shrinking ends`` () =
    forAll (Gen.oneof [ SpecGenerators.drawn; SpecGenerators.any ]) (fun spec ->
        CaseGenerator.shrink spec
        |> Seq.forall (fun smaller ->
            let before, after = size spec, size smaller
            List.forall2 (>=) before after && before <> after))

[<Fact>]
let ``a shrunk spec can be written and is a case or none, never a failure`` () =
    checkMany
        40
        (Prop.forAll (Arb.fromGen SpecGenerators.drawn) (fun spec ->
            CaseGenerator.shrink spec
            |> Seq.forall (fun smaller ->
                Materialise.tryCase smaller |> ignore
                CaseSpec.parse (CaseSpec.toText smaller) = Ok smaller)))

[<Fact>]
let ``the smallest spec has no shrinks`` () =
    let spec =
        SpecGenerators.spec "d=1,t=1,s=1,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=1,seed=63"

    Assert.Empty(CaseGenerator.shrink spec)
