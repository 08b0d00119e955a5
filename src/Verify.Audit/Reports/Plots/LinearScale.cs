// The straight map from data to coordinates. A log axis is one over exponents.

namespace Verify.Audit.Reports.Plots;

/// <summary>Maps [From, To] to [Start, End]; End may be less than Start, as on a y axis.</summary>
/// <param name="From">The datum at Start.</param>
/// <param name="To">The datum at End; differs from From.</param>
/// <param name="Start">The coordinate of From.</param>
/// <param name="End">The coordinate of To.</param>
public readonly record struct LinearScale(double From, double To, double Start, double End)
{
    /// <summary>Start + (End - Start) (value - From) / (To - From); values outside map outside.</summary>
    public double Map(double value) => Start + (End - Start) * ((value - From) / (To - From));
}
