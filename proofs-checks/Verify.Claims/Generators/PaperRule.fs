// The slides' numbers for F.paper, as plain doubles: step, gradient threshold and number of samples for given eps, d, K. The
// claims enclose the same expressions; this file is what generators and attacks aim at. It decides nothing.
//
// With s = 2 eps / K^{3/2} and delta = s/2 (aware) or s/(2 sqrt d) (agnostic), F.local-kink's threshold
// |alpha| (t - delta) / 4 with t = s or s/sqrt d is |alpha| eps / (4 K^{3/2} [sqrt d]): the printed 5 is inside it.
namespace Verify.Claims.Generators

/// eps, d, K and which neighbours D' has.
type PaperSetting =
    {
        Epsilon: float
        Inputs: int
        /// K = m_1 + n_1
        Nodes: int
        Augmentation: Augmentation
    }

    member setting.NodesTo32 = float setting.Nodes * sqrt (float setting.Nodes)

    /// s
    member setting.Step = 2.0 * setting.Epsilon / setting.NodesTo32

    /// delta
    member setting.Delta =
        match setting.Augmentation with
        | Aware -> setting.Step / 2.0
        | Agnostic -> setting.Step / (2.0 * sqrt (float setting.Inputs))

    /// What |g_1| / |alpha_kj| may reach: eps / (5 K^{3/2}), in the agnostic case divided by sqrt d.
    member setting.Threshold =
        let aware = setting.Epsilon / (5.0 * setting.NodesTo32)

        match setting.Augmentation with
        | Aware -> aware
        | Agnostic -> aware / sqrt (float setting.Inputs)

    /// K^{5/2} d / eps, in the agnostic case K^{5/2} d^2 / eps: the theorem's N with 1 for the constant of its O(.) and for
    /// kappa.
    member setting.Samples =
        let d = float setting.Inputs
        let aware = setting.NodesTo32 * float setting.Nodes * d / setting.Epsilon

        match setting.Augmentation with
        | Aware -> aware
        | Agnostic -> aware * d
