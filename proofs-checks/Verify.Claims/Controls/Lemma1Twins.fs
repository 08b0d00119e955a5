// The false twins of the sampled L1 claims: each goes through the very check of its theorem with one thing falsified, and
// must be refuted. One that is not shows that the check has no teeth there.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems

module Lemma1Twins =
    /// Twins stop at their first counterexample, so the budget is only how long one is looked for.
    let private search = { Quick = 400; Ci = 400; Deep = 400 }

    let private twin (theorem: Claim) name statement hypotheses generate explain check =
        { Id = $"{theorem.Id}/{name}"
          Kind = FalseTwin theorem.Id
          Statement = statement
          Source = $"false twin of {theorem.Id}"
          Hypotheses = hypotheses
          Evidence =
            StandardCases.sampled
                { Budget = search
                  MinimumShare = 0.0
                  Generate = generate
                  Check = check
                  Explain = explain } }

    let private deep =
        { CaseSpace.standard with
            Depths = [ 3, 3; 2, 4; 1, 5 ] }

    let private identity name statement hypotheses space rule =
        twin
            Lemma1Identity.claim
            name
            statement
            hypotheses
            (CaseGenerator.draw space)
            (Lemma1Identity.explain rule)
            (Lemma1Identity.check rule)

    let private equalWidths =
        { Name = "equal widths"
          Meaning = "teacher and student have the same widths, so that V*^T V has the shape of A" }

    let private identityTwins =
        [ identity "sign-of-B" "g_l = D_l [A_l f*_l + B_l f_l]" [] CaseSpace.standard SignOfB
          identity
              "no-upper-gate"
              "the lemma with V_{l-1} = V_l W_l^T, without the gate of the layer above"
              []
              deep
              UngatedRecursion
          identity
              "exchanged-A"
              "the lemma with A_l = V*_l^T V_l"
              [ equalWidths ]
              { CaseSpace.standard with
                  EqualWidths = true }
              ExchangedA
          identity
              "gate-first"
              "g_l = A_l D*_l f*_l - B_l D_l f_l: the gate applied before the mixture"
              []
              CaseSpace.standard
              GateFirst
          identity "no-gate" "g_l = A_l f*_l - B_l f_l: the gate left out" [] CaseSpace.standard Ungated
          identity
              "no-constant"
              "the lemma with the constant coordinate left out of both sums"
              []
              CaseSpace.standard
              ConstantDropped
          identity
              "student-gates-teacher"
              "the lemma with V* gated by the student's D instead of D*"
              [ equalWidths ]
              { deep with EqualWidths = true }
              StudentGatesTeacher ]

    let private piecewise name statement space deciding =
        twin
            Lemma1Piecewise.claim
            name
            statement
            Lemma1Piecewise.hypotheses
            (CaseGenerator.draw space)
            (Lemma1Piecewise.explain deciding)
            (Lemma1Piecewise.check deciding)

    let private deepPiecewise =
        { Lemma1Piecewise.space with
            Depths = deep.Depths }

    let private piecewiseTwins =
        [ piecewise
              "lower-gates"
              "V_l, A_l, B_l depend on x only through the gates of the layers from l down"
              deepPiecewise
              AtAndBelow
          piecewise
              "skips-a-layer"
              "V_l, A_l, B_l depend on x only through the gates above layer l + 1"
              deepPiecewise
              AboveTheNext
          piecewise "constant" "V_l, A_l, B_l are constant everywhere, at any depth" deepPiecewise NoGates ]

    let private psd name statement rule =
        twin
            Lemma1Psd.claim
            name
            statement
            []
            (CaseGenerator.draw Lemma1Psd.space)
            Trace.case
            (Lemma1Psd.check rule)

    let private psdTwins =
        [ psd "definite" "B_l(x) is positive definite" Definite
          psd
              "A-semidefinite"
              "u^T A_l(x) u >= 0 for every u, where A_l(x) is square: its symmetric part is positive semi-definite"
              SemidefiniteA
          psd "rank-below-C" "rank A_l(x) <= C - 1 and rank B_l(x) <= C - 1" RankBelowC ]

    let private update name statement hypotheses rule =
        twin
            Lemma1Update.claim
            name
            statement
            (Lemma1Update.hypotheses @ hypotheses)
            (CaseGenerator.draw Lemma1Update.space)
            (Lemma1Update.explain rule)
            (Lemma1Update.check rule)

    let private updateTwins =
        [ update "plus-gradient" "E_x[f_{l-1} g_l^T] is the gradient of J" [] PlusGradient
          update
              "without-half"
              "E_x[f_{l-1} g_l^T] is minus the gradient of E_x ||f*_L - f_L||^2"
              []
              WithoutHalf
          update
              "sum-over-samples"
              "E_x[f_{l-1} g_l^T] is minus the gradient of the sum of 1/2 ||f*_L - f_L||^2 over the samples"
              [ { Name = "more than one sample"
                  Meaning = "N > 1, so that sum and mean differ" } ]
              SumOverSamples ]

    let private fanoutTwins =
        [ twin
              Lemma1Fanout.claim
              "sum-of-magnitudes"
              "For L = 2, sqrt(E_x beta_kk) is the sum of |v_k|"
              [ Lemma1Fanout.twoLayers ]
              (CaseGenerator.draw Lemma1Fanout.space)
              Lemma1Fanout.explain
              (Lemma1Fanout.check SumOfMagnitudes)
          twin
              Lemma1Fanout.claim
              "any-depth"
              "For any L, sqrt(E_x beta_kk) at layer 1 is the norm of row k of W_2"
              []
              (CaseGenerator.draw deep)
              Lemma1Fanout.explain
              (Lemma1Fanout.check AnyDepth) ]

    let all = identityTwins @ piecewiseTwins @ psdTwins @ updateTwins @ fanoutTwins
