// The two ways of adding points to a dataset that the theory has. The points themselves: AugmentationSteps.cs.

namespace Verify.Core.Data;

/// <summary>How D' is made of D (theory.md, section 4, D.augment).</summary>
public enum AugmentationMode
{
    /// <summary>x +- s w~*_j for every teacher j and every x of D in its band: for teachers that are known.</summary>
    Aware,

    /// <summary>x +- s e_u for every x of D and u = 1..d: |D'| = (2d+1)|D|.</summary>
    Agnostic,
}
