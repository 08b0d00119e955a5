// The control of Z.observers: the same plan and test with the claim turned round.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Theorems

module ObserverTwins =
    let all =
        [ { Id = $"{ZeroObservers.claim.Id}/no-better"
            Kind = FalseTwin ZeroObservers.claim.Id
            Statement =
              "A teacher is unobserved by a random student of 2n nodes no less often than by one of n nodes"
            Source = $"control of {ZeroObservers.claim.Id}"
            Hypotheses = ZeroObservers.hypotheses
            Evidence = ZeroObservers.sampled { Quick = 40; Ci = 40; Deep = 40 } 0.0 NoBetter } ]
