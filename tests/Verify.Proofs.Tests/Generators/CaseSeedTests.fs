/// The seeds of cases: pinned, and different wherever the claim, the index or the audit's seed is.
module Verify.Proofs.Tests.Generators.CaseSeedTests

open Xunit
open Verify.Claims
open Verify.Claims.Generators

[<Theory>]
[<InlineData(0UL, "L1.identity", 0, 6355214071796467808UL)>]
[<InlineData(0UL, "L1.identity", 1, 14711552710196185628UL)>]
[<InlineData(1UL, "L1.identity", 0, 8072347054981110233UL)>]
[<InlineData(20200713UL, "L1.update/plus-gradient", 399, 7316318110258407814UL)>]
let ``seeds are pinned`` (auditSeed: uint64) (claim: string) (index: int) (expected: uint64) =
    Assert.Equal(expected, CaseSeed.derive auditSeed claim index)

[<Fact>]
let ``different audits, claims and indices have different seeds`` () =
    let seeds =
        [ for auditSeed in [ 0UL; 1UL; 2UL; System.UInt64.MaxValue ] do
              for claim in Catalogue.all do
                  for index in [ 0; 1; 2; 63; 64; 1_000_000 ] -> CaseSeed.derive auditSeed claim.Id index ]

    Assert.Equal(seeds.Length, (List.distinct seeds).Length)
