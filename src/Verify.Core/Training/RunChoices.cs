// The choices that a run's configuration names by a word. Vocabulary only.

namespace Verify.Core.Training;

#pragma warning disable CA1720 // the names are what users write: precision=float32
/// <summary>The precision of every number of the run but its statistics, which are summed up in float64.</summary>
public enum Precision
{
    /// <summary>IEEE binary32.</summary>
    Float32,

    /// <summary>IEEE binary64.</summary>
    Float64,
}
#pragma warning restore CA1720

/// <summary>Where the inputs come from.</summary>
public enum DataSource
{
    /// <summary>Independent normal coordinates with deviation <c>data_std</c>.</summary>
    Gaussian,

    /// <summary>
    /// Built from the theory: triples of a normal point projected on a teacher's boundary and its two neighbours at
    /// distance <c>theory_step</c> on either side. Points stay where they are put: nothing is rescaled.
    /// </summary>
    Theory,
}

/// <summary>What one update sees.</summary>
public enum DescentMethod
{
    /// <summary>A batch drawn with replacement.</summary>
    Sgd,

    /// <summary>All of the training set.</summary>
    Gd,
}

/// <summary>How weights follow the updates.</summary>
public enum OptimiserKind
{
    /// <summary>w += lr u, with momentum and weight decay if asked for.</summary>
    Sgd,

    /// <summary>Adam with 0.9, 0.999, 1e-8; weight decay enters the gradient.</summary>
    Adam,
}

/// <summary>Which layers do not move.</summary>
public enum FixedLayers
{
    /// <summary>All layers are trained.</summary>
    None,

    /// <summary>All layers below the top stay as they start.</summary>
    Features,

    /// <summary>The top layer stays as it starts.</summary>
    Top,
}

/// <summary>How the teacher's weights are drawn.</summary>
public enum TeacherWeights
{
    /// <summary>Steps of 0.25 in [-1, 1]; directions distinct and no two co-planar.</summary>
    Separated,

    /// <summary>Standard normal.</summary>
    Gaussian,
}

/// <summary>How the student's weights are drawn.</summary>
public enum StudentWeights
{
    /// <summary>Normal with deviation <c>student_scale</c> in every layer.</summary>
    Gaussian,

    /// <summary>Normal with deviation <c>student_scale</c> / sqrt(fan-in + 1): signals keep their size through the depth.</summary>
    FanIn,
}

/// <summary>Whether the start leans towards the teacher or away from it.</summary>
public enum StartingBias
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>First-layer node k is mixed with teacher node k mod m.</summary>
    Helpful,

    /// <summary>First-layer node k is mixed with the mirror image of teacher node k mod m.</summary>
    Adversarial,
}

/// <summary>What the updates are the gradient of.</summary>
public enum LossScale
{
    /// <summary>Half the sum over outputs, mean over the batch (the published two-layer runs).</summary>
    HalfSum,

    /// <summary>The mean over outputs and batch (the published deep runs).</summary>
    Mean,
}
