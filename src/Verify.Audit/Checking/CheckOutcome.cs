// What a check can say about one teacher. The sentences are CheckSentences'.

namespace Verify.Audit.Checking;

/// <summary>Ordered from what is missing first to what is certified.</summary>
public enum CheckOutcome
{
    /// <summary>w~ = 0: no boundary, nothing to match.</summary>
    Constant,

    /// <summary>No sample lies in the teacher's band.</summary>
    NoSamples,

    /// <summary>No student is active at a sample of the band.</summary>
    NotObserved,

    /// <summary>Every observer's fan-out is orthogonal to the teacher's: alpha_kj = 0, or too near to tell.</summary>
    NotTied,

    /// <summary>The gradients are too large: they fit a kink that nobody matches.</summary>
    GradientTooLarge,

    /// <summary>Samples of S0 are held by nodes, but too few of them to bound an angle.</summary>
    TooFewSamples,

    /// <summary>The samples of S0 are in the band of another teacher, not in a student's.</summary>
    HeldByTeacher,

    /// <summary>A student must be aligned within the bounds shown.</summary>
    Matched,

    /// <summary>A certificate says what the weights deny.</summary>
    Contradicted,

    /// <summary>Only the dataset's conditions were asked for, and they hold.</summary>
    DatasetHolds,

    /// <summary>Only the dataset's conditions were asked for, and one fails.</summary>
    DatasetFails,
}
