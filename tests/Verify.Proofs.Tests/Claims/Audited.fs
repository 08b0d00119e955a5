/// What the L1 claims' checks return on the cases that an audit draws. Cached: several laws look at the same runs.
/// It judges nothing.
module Verify.Proofs.Tests.Claims.Audited

open System.Collections.Concurrent
open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Proofs.Tests.Generators

/// The L1 claims that are checked on cases, with how.
let sampled =
    Catalogue.all
    |> List.filter _.Id.StartsWith("L1.")
    |> List.choose (fun claim ->
        match claim.Evidence with
        | Sampled sampling -> Some(claim, sampling)
        | Proof _ -> None)

let private ids kind =
    sampled
    |> List.filter (fun (claim, _) -> (claim.Kind = Theorem) = kind)
    |> List.map (fun (claim, _) -> claim.Id)

/// Ids as the data of theories.
type Ids =
    /// The sampled theorems.
    static member Theorems = TheoryData<string>(ids true)
    /// The sampled false twins.
    static member Twins = TheoryData<string>(ids false)

let find id =
    sampled |> List.find (fun (claim, _) -> claim.Id = id)

/// Case `index` of an audit.
let case (claim: Claim) (sampling: Sampling) auditSeed index =
    CaseSeed.derive auditSeed claim.Id index |> sampling.Generate |> sampling.Make

/// The teacher, student and inputs of a trial.
let standard (trial: Trial) =
    Materialise.case (SpecGenerators.spec trial.Spec)

let private cache =
    ConcurrentDictionary<string * uint64 * int, Lazy<(Trial * Outcome)[]>>()

/// The first cases of an audit and what came of them.
let run id auditSeed count =
    let claim, sampling = find id

    let compute () =
        Array.init count (fun index ->
            let drawn = case claim sampling auditSeed index
            drawn, drawn.Check())

    cache.GetOrAdd((id, auditSeed, count), fun _ -> lazy compute ()).Value

/// The name under which an audit would replay the case.
let token id (trial: Trial) = $"{id}@{trial.Spec}"
