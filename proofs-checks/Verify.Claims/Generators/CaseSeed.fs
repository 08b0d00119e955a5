// The seed of case i of a claim under an audit's seed: a Philox block keyed by the audit's seed, so it is the same on any
// machine and thread, whatever other claims are run.
namespace Verify.Claims.Generators

open Verify.Core.Numerics

module CaseSeed =
    /// FNV-1a over the claim's id: a claim's cases do not move when the catalogue does.
    let private hash (id: string) =
        (14695981039346656037UL, id)
        ||> Seq.fold (fun h c -> (h ^^^ uint64 c) * 1099511628211UL)

    /// The 64-bit seed of one case.
    let derive (auditSeed: uint64) (claimId: string) (index: int) =
        CounterRandom(auditSeed, hash claimId).Substream(uint64 index).NextUInt64()
