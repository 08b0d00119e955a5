// Which of the two published guards against a constant column a correlation uses. Only their constants are here.

namespace Verify.Core.Kernels;

/// <summary>
/// What is added under the square root of a column's norm, so that a dead node has correlation 0 and not NaN. The two
/// differ by up to about 1e-6 on active nodes.
/// </summary>
public enum CorrelationGuard
{
    /// <summary>1e-10 added to the column's centred SUM of squares (the published two-layer experiments).</summary>
    SumOfSquares,

    /// <summary>1e-7 added to the column's population VARIANCE (the published deep experiments).</summary>
    Variance,
}
