// The power laws of F.scaling, fitted to what its attacks came to:
//
//     log N   = c + e_1 log(1/eps) + e_2 log(d-1) + e_3 log K + noise,
//     log 1/G = the same with its own exponents.
//
// d - 1 is the number of directions across the teacher's; an exponent for it is one for d, too, since d - 1 <= d <= 2 (d - 1)
// for d >= 2.
namespace Verify.Claims.Theorems

open Verify.Claims.Generators

module ScalingLaws =
    /// The variables that N and 1/G grow with.
    let variables (setting: PaperSetting) =
        [ 1.0 / setting.Epsilon; float (setting.Inputs - 1); float setting.Nodes ]

    /// N. ArgumentException when the points do not determine the exponents.
    let samples (points: ScalingPoint list) =
        LogFit.fit [ for p in points -> variables p.Setting, p.Samples ]

    /// 1/G. ArgumentException as for samples.
    let inverseGradient (points: ScalingPoint list) =
        LogFit.fit [ for p in points -> variables p.Setting, 1.0 / p.Gradient ]
