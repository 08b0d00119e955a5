// The controls of the statistical claims: the same tests where what is claimed is false. Runs that are not of the claim's
// kind, measurements taken at the wrong place, orders turned round, hypotheses dropped.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems
open Verify.Claims.Training
open Verify.Core.Training

module TrainingTwins =
    /// One experiment, in every profile.
    let private twin (theorem: Claim) name statement (test: TrainingTest) plan =
        { Id = $"{theorem.Id}/{name}"
          Kind = FalseTwin theorem.Id
          Statement = statement
          Source = $"control of {theorem.Id}"
          Hypotheses = TrainingTest.hypotheses test
          Evidence = TrainingEvidence.sampled { Quick = 1; Ci = 1; Deep = 1 } [ plan ] test }

    let private dropping names test =
        (test, names) ||> List.fold (fun test name -> TrainingTest.without name test)

    let private untrained (plan: TrainingSpec) =
        { plan with
            Iterations = 1
            Epochs = 1
            Seeds = 32 }

    let private shape =
        let twin = twin TrainingClaims.shape
        let anywhere = dropping [ "converged" ] TrainingTests.shape

        [ twin
              "without-converged"
              "T.L-shape of students after one update"
              anywhere
              (untrained TrainingPlans.converged)
          twin
              "fixed-top"
              "T.L-shape of students whose top layer stays as it starts, converged or not"
              anywhere
              { TrainingPlans.converged with
                  Fixed = FixedLayers.Top
                  Iterations = 200
                  Seeds = 32 }
          twin
              "other-fan-out"
              "T.L-shape with each student's correlation set against the fan-out of the next student"
              TrainingTests.shape
              { TrainingPlans.converged with
                  Measured = OtherFanOut
                  Seeds = 96 } ]

    let private strongFirst =
        let twin = twin TrainingClaims.strongFirst

        [ twin
              "without-decaying-strengths"
              "T.strong-first with teachers of one strength: of two the one of lower index is covered first"
              (dropping [ "decaying strengths" ] TrainingTests.strongFirst)
              TrainingPlans.equalStrengths
          twin
              "weakest-first"
              "T.strong-first turned round: the weaker of two teachers is covered first"
              (TrainingTest.reversed TrainingTests.strongFirst)
              { TrainingPlans.order with Seeds = 32 } ]

    let private overRealised =
        let twin = twin TrainingClaims.overRealised

        [ twin
              "widest-as-narrowest"
              "T.over-realised with each width called the next wider, and the widest the narrowest"
              TrainingTests.overRealised
              { TrainingPlans.widths with
                  Measured = WidestAsNarrowest
                  Seeds = 112 }
          twin
              "narrower-more"
              "T.over-realised turned round: the narrower of two students covers more"
              (TrainingTest.reversed TrainingTests.overRealised)
              { TrainingPlans.widths with Seeds = 32 } ]

    let private lucky =
        let twin = twin TrainingClaims.lucky

        [ twin
              "other-start"
              "T.lucky with the angles at which students of another seed start"
              TrainingTests.lucky
              { TrainingPlans.luck with
                  Measured = OtherStart
                  Seeds = 112 }
          twin
              "closer-later"
              "T.lucky turned round: the student that starts at the larger angle is first"
              (TrainingTest.reversed TrainingTests.lucky)
              { TrainingPlans.luck with Seeds = 32 } ]

    let private fanOutDecay =
        let twin = twin TrainingClaims.fanOutDecay

        [ twin
              "without-converged"
              "T.fanout-decay of runs that are still finding teachers of strength j^-2"
              (dropping [ "converged" ] TrainingTests.fanOutDecay)
              { TrainingPlans.converged with
                  Decays = [ 2.0 ]
                  Iterations = 100
                  Seeds = 32 }
          twin
              "as-many-students"
              "T.fanout-decay with as many students as teachers, converged or not"
              (dropping [ "converged"; "over-realised" ] TrainingTests.fanOutDecay)
              { TrainingPlans.converged with
                  Multiples = [ 1 ]
                  Iterations = 250
                  Seeds = 192 }
          twin
              "fixed-top"
              "T.fanout-decay of students whose top layer stays as it starts, converged or not"
              (dropping [ "converged" ] TrainingTests.fanOutDecay)
              { TrainingPlans.converged with
                  Fixed = FixedLayers.Top
                  Iterations = 200
                  Seeds = 32 }
          twin
              "matched-students"
              "T.fanout-decay of the students that match a teacher"
              TrainingTests.fanOutDecay
              { TrainingPlans.converged with
                  Measured = MatchedStudents
                  Seeds = 32 } ]

    let private generalise =
        let twin = twin TrainingClaims.generalise

        [ twin
              "without-converged"
              "T.generalise of runs with large gradients"
              (dropping [ "converged" ] TrainingTests.generalise)
              { TrainingPlans.generalisation with
                  Multiples = [ 1 ]
                  Iterations = 20
                  Epochs = 2
                  Seeds = 32 }
          twin
              "few-samples"
              "T.generalise with 12 training samples, which are learnt by heart"
              TrainingTests.generalise
              { TrainingPlans.generalisation with
                  Multiples = [ 10 ]
                  Samples = 12
                  Epochs = 2
                  Seeds = 32 } ]

    let private observed =
        let twin = twin TrainingClaims.observed

        [ twin
              "another-first"
              "M.observed turned round: a layer above the lowest is matched before it"
              (TrainingTest.reversed TrainingTests.observed)
              { TrainingPlans.layers with Seeds = 32 } ]

    let all =
        observed @ shape @ strongFirst @ overRealised @ lucky @ fanOutDecay @ generalise
