// The controls of Z.connect: no zero loss, no spare nodes, and the straight way.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems

module ConnectTwins =
    let private control name statement space spares theorem =
        { Id = $"{ZeroConnect.claim.Id}/{name}"
          Kind = FalseTwin ZeroConnect.claim.Id
          Statement = statement
          Source = $"control of {ZeroConnect.claim.Id}"
          Hypotheses = InstanceTheorem.hypotheses theorem
          Evidence = ZeroConnect.sampled { Quick = 400; Ci = 400; Deep = 400 } 0.0 space spares theorem }

    let private plain =
        { ZeroConnect.space with
            Kinds = [ Plain ] }

    let all =
        [ control
              "without-zero-loss"
              "Z.connect without the hypothesis 'zero loss'"
              { plain with
                  Changes = [ Nudged; Unrelated ] }
              [ 1; 2; 3 ]
              (InstanceTheorem.without "zero loss" ZeroConnect.theorem)
          control
              "without-spare-nodes"
              "Z.connect without the hypothesis 'spare nodes', in as many nodes as the teacher has"
              { plain with
                  Copies = [ 1 ]
                  Idle = [ 0 ]
                  Cancelling = [ 0 ]
                  Orientations = [ Same ]
                  Widths = [ 2; 3 ] }
              [ 0 ]
              ZeroConnect.withoutSpare
          control
              "straight"
              "the straight segment between two students of zero loss has zero loss"
              plain
              [ 1; 2; 3 ]
              ZeroConnect.straight ]
