/// The descent to a small counterexample on checks made for it: order, limit, and what is skipped.
module Verify.Proofs.Tests.Claims.ShrinkTests

open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Proofs.Tests.Generators

/// A sampling whose check fails exactly where `isBad` says, and how often it was asked.
let private checkedBy isBad =
    let mutable asked = 0

    let check (case: Case) =
        asked <- asked + 1

        if isBad case.Spec then
            Violated(
                { Measured = float case.Spec.Samples
                  Bound = 0.0 },
                Locus.everywhere "bad"
            )
        else
            Satisfied Measurement.exactZero

    Sampling.over
        StandardCases.family
        { Budget = { Quick = 1; Ci = 1; Deep = 1 }
          MinimumShare = 0.0
          Generate = CaseGenerator.draw CaseSpace.standard
          Check = check
          Explain = fun _ _ -> [] },
    fun () -> asked

let private specOf (found: Counterexample) = SpecGenerators.spec found.Trial.Spec

let private start text =
    { Trial = (fst (checkedBy (fun _ -> true))).Make text
      Measurement = { Measured = 1.0; Bound = 0.0 }
      Locus = Locus.everywhere "start" }

let private large =
    "d=6,t=7-3-5,s=4-7-2,C=4,c=0.2,w=gaussian,r=dead,x=sphere,N=8,seed=123456789"

[<Fact>]
let ``where everything fails, the smallest case is found`` () =
    let sampling, _ = checkedBy (fun _ -> true)
    let spec = specOf (Shrink.smallest sampling (start large))

    Assert.Equal(
        "d=1,t=1,s=1,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=1,seed=0",
        CaseSpec.toText spec
    )

[<Fact>]
let ``what is not to be kept is passed over`` () =
    let sampling, _ = checkedBy (fun _ -> true)

    let twoInputs (trial: Trial) =
        (SpecGenerators.spec trial.Spec).Inputs >= 2

    let spec = specOf (Shrink.smallestWhere twoInputs sampling (start large))

    Assert.Equal(
        "d=2,t=1,s=1,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=1,seed=0",
        CaseSpec.toText spec
    )

[<Fact>]
let ``where nothing else fails, the case stays as it was found`` () =
    let sampling, _ = checkedBy (fun _ -> false)
    let found = start large
    Assert.Same(found, Shrink.smallest sampling found)

[<Fact>]
let ``what the failure needs is kept`` () =
    let needs (spec: CaseSpec) =
        spec.Depth >= 3
        && List.sum spec.Student >= 5
        && spec.Samples >= 3
        && spec.Leak > 0.0

    let sampling, _ = checkedBy needs
    let spec = specOf (Shrink.smallest sampling (start large))
    Assert.True(needs spec)
    Assert.Equal(3, spec.Depth)
    Assert.Equal(5, List.sum spec.Student)
    Assert.Equal(2, List.sum spec.Teacher)
    Assert.Equal(3, spec.Samples)
    Assert.Equal(0.5, spec.Leak)

[<Fact>]
let ``the measurement is the smallest case's own`` () =
    let sampling, _ = checkedBy (fun spec -> spec.Samples >= 2)
    Assert.Equal(2.0, (Shrink.smallest sampling (start large)).Measurement.Measured)

[<Fact>]
let ``a long descent ends at the limit of attempts`` () =
    // From 4096 samples only one sample fewer fails too, so the way to 2049 is over 6000 attempts long.
    let sampling, asked = checkedBy (fun spec -> spec.Samples > 2048)

    let found =
        start "d=1,t=1,s=1,C=1,c=0,w=smallintegers,r=independent,x=lattice,N=4096,seed=0"

    let smallest = Shrink.smallest sampling found
    Assert.InRange(asked (), 3000, 4000)
    Assert.InRange((specOf smallest).Samples, 2500, 3000)
