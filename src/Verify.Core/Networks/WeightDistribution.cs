// The kinds of random weights. Vocabulary only; RandomNetwork draws them.

namespace Verify.Core.Networks;

/// <summary>How the weights of a network are distributed.</summary>
public enum WeightDistribution
{
    /// <summary>Integers from -2 to 2, biases too: exact arithmetic stays small.</summary>
    SmallIntegers,

    /// <summary>Multiples of 1/8 in [-2, 2], biases too.</summary>
    Dyadic,

    /// <summary>
    /// The published experiments' teachers: each node's direction drawn from -1, -0.75, .., 1, all directions of a layer
    /// distinct; offset -0.1.
    /// </summary>
    Separated,

    /// <summary>Normal with variance 1 / (n_{l-1} + 1), biases too.</summary>
    Gaussian,

    /// <summary>Directions uniform on the unit sphere (regular weights), biases normal with deviation 1/2.</summary>
    UnitDirections,

    /// <summary>Signs times powers of two from 2^-30 to 2^30 times a mantissa in [1, 2): magnitudes far apart.</summary>
    Wide,
}
