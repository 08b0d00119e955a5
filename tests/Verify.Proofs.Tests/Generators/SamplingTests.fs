/// Families behind Sampling: text in, trial out, and the way through a witness's material.
module Verify.Proofs.Tests.Generators.SamplingTests

open System
open Xunit
open Verify.Claims
open Verify.Claims.Generators

let private budget: CaseBudget = { Quick = 1; Ci = 1; Deep = 1 }

let private zero =
    Sampling.over
        ZeroCases.family
        { Budget = budget
          MinimumShare = 0.0
          Generate = ZeroCases.draw ZeroSpace.standard
          Check =
            fun case ->
                if case.Radius > 3.0 then
                    Rejected "small"
                else
                    Satisfied Measurement.exactZero
          Explain = fun case _ -> [ string case.Radius ] }

let private standard =
    Sampling.over
        StandardCases.family
        { Budget = budget
          MinimumShare = 0.0
          Generate = CaseGenerator.draw CaseSpace.standard
          Check = fun case -> Violated(Measurement.exactZero, Locus.everywhere (string case.Samples))
          Explain = fun _ _ -> [] }

let private weights (material: Material) =
    material.Networks
    |> List.map (fun (name, network) -> name, network.AllWeights.ToArray() |> Array.toList)

[<Fact>]
let ``a trial made from text is the trial of the generator`` () =
    for sampling in [ zero; standard ] do
        for seed in 1UL .. 30UL do
            let text = sampling.Generate seed
            Assert.Equal(text, (sampling.Make text).Spec)
            Assert.NotEmpty(sampling.Labels text)

[<Fact>]
let ``a stored case is restored with the same outcome`` () =
    for sampling in [ zero; standard ] do
        for seed in 1UL .. 30UL do
            let trial = sampling.Make(sampling.Generate seed)
            let again = sampling.Restore trial.Spec trial.Material
            Assert.Equal<(string * float list) list>(weights trial.Material, weights again.Material)
            Assert.Equal<(string * Table) list>(trial.Material.Tables, again.Material.Tables)
            Assert.Equal(trial.Check(), again.Check())

[<Fact>]
let ``the material counts when a case is restored, not the spec`` () =
    let trial = zero.Make(zero.Generate 3UL)

    let wide =
        { trial.Material with
            Tables = [ ZeroCases.storeBox 1024.0 ] }

    Assert.Equal(Rejected "small", (zero.Restore trial.Spec wide).Check())

[<Fact>]
let ``text that is no spec and material that is no case are refused apart`` () =
    Assert.Throws<FormatException>(fun () -> zero.Make "d=1" |> ignore<Trial>)
    |> ignore

    let trial = zero.Make(zero.Generate 3UL)

    let message material =
        Assert.Throws<ArgumentException>(fun () -> zero.Restore trial.Spec material |> ignore<Trial>).Message

    Assert.Equal("it has no 'box'.", message { trial.Material with Tables = [] })
    Assert.Equal("it has no 'teacher'.", message { trial.Material with Networks = [] })

    Assert.Equal(
        "its box is not one positive number.",
        message
            { trial.Material with
                Tables = [ ZeroCases.storeBox 0.0 ] }
    )

[<Fact>]
let ``shrinking ends at the smallest spec that still fails`` () =
    let failing =
        Sampling.over
            ZeroCases.family
            { Budget = budget
              MinimumShare = 0.0
              Generate = ZeroCases.draw ZeroSpace.standard
              Check =
                fun case ->
                    if case.Pair.Inputs >= 2 then
                        Violated(Measurement.exactZero, Locus.everywhere "two inputs")
                    else
                        Satisfied Measurement.exactZero
              Explain = fun _ _ -> [] }

    let text =
        Seq.initInfinite (fun i -> failing.Generate(uint64 i))
        |> Seq.find (fun text -> text.StartsWith "d=3")

    let trial = failing.Make text

    let smallest =
        Shrink.smallest
            failing
            { Trial = trial
              Measurement = Measurement.exactZero
              Locus = Locus.everywhere "two inputs" }

    Assert.StartsWith(
        "d=2,t=1,C=1,c=0,r=1,copies=1,turn=same,idle=0,cancel=0,span=all,kind=plain,change=none",
        smallest.Trial.Spec
    )
