// The family of cases that the L1 claims are checked on: a teacher, a student and inputs. What a spec means is said in
// Materialise.fs; this file only gives the family its name for the audit.
namespace Verify.Claims.Generators

open Verify.Claims
open Verify.Core.Networks

module StandardCases =
    let private store (case: Case) : Material =
        { Networks = [ "teacher", case.Pair.Teacher; "student", case.Pair.Student ]
          Tables =
            [ "inputs",
              { Rows = case.Samples
                Columns = case.Pair.Inputs
                Values = case.Inputs } ] }

    let private restore spec (material: Material) : Case =
        let teacher = material.Network "teacher"
        let student = material.Network "student"
        let inputs = material.Table "inputs"

        if inputs.Rows = 0 || inputs.Columns <> teacher.Shape.Inputs then
            raise (
                System.ArgumentException
                    $"its inputs are {inputs.Rows} x {inputs.Columns}, but the teacher takes {teacher.Shape.Inputs}."
            )

        { Spec = spec
          Pair = NetworkPair(teacher, student)
          Inputs = inputs.Values }

    let family: CaseFamily<CaseSpec, Case> =
        { ToText = CaseSpec.toText
          Parse = CaseSpec.parse
          Labels = CaseSpec.labels
          Shrink = CaseGenerator.shrink
          Make = Materialise.case
          Store = store
          Restore = restore }

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling = Sampled(Sampling.over family sampling)
