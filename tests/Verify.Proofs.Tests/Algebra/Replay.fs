/// How FsCheck properties run inside xunit facts: from a fixed seed, so that a red test is red again.
/// Not a source of generators; those are in Generators.fs.
module Verify.Proofs.Tests.Algebra.Replay

open FsCheck
open FsCheck.FSharp

/// The seed of every property here; the increment of the generator's stream must be odd.
let private replay =
    { Rnd = Rnd(20200713UL, 2718281829UL)
      Size = None }

/// Checks a property on `count` cases; a counterexample is shrunk and raised.
let checkMany count (property: 'property) =
    Check.One(
        Config.QuickThrowOnFailure.WithReplay(Some replay).WithMaxTest(count).WithQuietOnSuccess true,
        property
    )

let check property = checkMany 300 property

/// The property for all values of a generator (without shrinking: the types hide how they are made).
let forAll (gen: Gen<'a>) (law: 'a -> bool) =
    check (Prop.forAll (Arb.fromGen gen) law)

let forAll2 (a: Gen<'a>) (b: Gen<'b>) (law: 'a -> 'b -> bool) =
    forAll (Gen.zip a b) (fun (x, y) -> law x y)

let forAll3 (a: Gen<'a>) (b: Gen<'b>) (c: Gen<'c>) (law: 'a -> 'b -> 'c -> bool) =
    forAll (Gen.zip3 a b c) (fun (x, y, z) -> law x y z)
