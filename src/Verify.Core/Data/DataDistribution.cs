// The kinds of random datasets. Vocabulary only; RandomDataset draws them.

namespace Verify.Core.Data;

/// <summary>How the N x d inputs of a dataset are distributed.</summary>
public enum DataDistribution
{
    /// <summary>Integers from -3 to 3: exact, with many ties and boundary hits.</summary>
    Lattice,

    /// <summary>Independent standard normal coordinates.</summary>
    Gaussian,

    /// <summary>Uniform in the cube [-1, 1)^d.</summary>
    Cube,

    /// <summary>Uniform on the sphere of radius sqrt(d).</summary>
    Sphere,

    /// <summary>
    /// Quarters of integers in a random subspace of about half the dimension: linear dependence is exact, not blurred by
    /// rounding. With one input there is no smaller subspace, and the data have full rank.
    /// </summary>
    LowRank,

    /// <summary>Three Gaussian centres with spread 1/16 around them.</summary>
    Clustered,

    /// <summary>Gaussian, every sample after the first half (rounded up) being a copy of one in it.</summary>
    Duplicates,
}
