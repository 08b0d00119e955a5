// A case: the two networks and the inputs that a claim is checked on, with the spec they came from.
// The arrays are the case; the spec only says how they were made.
namespace Verify.Claims.Generators

open Verify.Core.Networks
open Verify.Core.Numerics

type Case =
    {
        Spec: CaseSpec
        Pair: NetworkPair
        /// X, N x d, row-major.
        Inputs: float[]
    }

    /// N
    member case.Samples = case.Inputs.Length / case.Pair.Inputs

    /// Row i of X.
    member case.Sample i =
        case.Inputs[i * case.Pair.Inputs .. (i + 1) * case.Pair.Inputs - 1]
