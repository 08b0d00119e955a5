// The statistical claims T.* of theory.md, section 6, and M.observed of section 5: each a test (Training/TrainingTests.fs)
// on its plans (TrainingPlans.fs). A case is one experiment; all of them are derived and measured in
// proofs-checks/training.md.
namespace Verify.Claims.Theorems

open Verify.Claims.Training

module TrainingClaims =
    let private source place =
        $"Tian 2020, {place}; theory.md, section 6"

    let shape =
        TrainingEvidence.claim
            TrainingTests.shape
            (source "section 5, the scatter of correlation against fan-out")
            [ TrainingPlans.converged ]
            TrainingPlans.reducedConverged
            TrainingPlans.publishedConverged

    let strongFirst =
        TrainingEvidence.claim
            TrainingTests.strongFirst
            (source "section 5, success rate by teacher strength")
            [ TrainingPlans.order ]
            TrainingPlans.reducedOrder
            TrainingPlans.publishedOrder

    let overRealised =
        TrainingEvidence.claim
            TrainingTests.overRealised
            (source "section 5, success rate from 1x to 10x")
            [ TrainingPlans.widths ]
            TrainingPlans.reducedWidths
            TrainingPlans.publishedWidths

    let lucky =
        TrainingEvidence.claim
            TrainingTests.lucky
            "Tian, Jiang, Gong and Morcos 2019 (Luck Matters); theory.md, section 6"
            [ TrainingPlans.luck ]
            TrainingPlans.reducedLuck
            TrainingPlans.publishedLuck

    let fanOutDecay =
        TrainingEvidence.claim
            TrainingTests.fanOutDecay
            (source "section 4, over-realised students")
            [ TrainingPlans.converged ]
            TrainingPlans.reducedConverged
            TrainingPlans.publishedConverged

    let generalise =
        TrainingEvidence.claim
            TrainingTests.generalise
            (source "section 4, small gradients and generalisation")
            [ TrainingPlans.generalisation ]
            TrainingPlans.reducedConverged
            TrainingPlans.publishedConverged

    let observed =
        TrainingEvidence.claim
            TrainingTests.observed
            "Tian 2020, section 5, deep students; theory.md, section 5"
            [ TrainingPlans.layers ]
            TrainingPlans.reducedLayers
            []

    /// Those of section 6, in its order.
    let all = [ shape; strongFirst; overRealised; lucky; fanOutDecay; generalise ]
