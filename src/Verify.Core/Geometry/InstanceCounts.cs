// S0_jk of one teacher and its observer, and how its samples are shared among the other nodes' bands. Sums and counts;
// what follows from them is InstanceCertificate's.

namespace Verify.Core.Geometry;

/// <summary>The samples of S0_jk that lie in I_i(s), for one node i.</summary>
/// <param name="Node">i.</param>
/// <param name="Moment">Their sums of x and x x^T.</param>
public sealed record CandidateMoment(int Node, SecondMoment Moment);

/// <summary>What the second pass found about one teacher.</summary>
public sealed record InstanceCounts
{
    /// <summary>j.</summary>
    public required int Teacher { get; init; }

    /// <summary>k, or -1 when nothing was asked.</summary>
    public required int Observer { get; init; }

    /// <summary>|S0_jk|.</summary>
    public required long Size { get; init; }

    /// <summary>c_i per node: samples of S0 that lie in I_i(s) for certain. 0 for j itself and constant nodes.</summary>
    public required IReadOnlyList<long> Held { get; init; }

    /// <summary>
    /// Samples of S0 that are outside every other band for certain. F.local-kink says there is none: a positive number
    /// refutes it, or this program.
    /// </summary>
    public required long Uncovered { get; init; }

    /// <summary>Sums over S0.</summary>
    public required SecondMoment Moment { get; init; }

    /// <summary>Sums over S0 in I_i(s), for the nodes asked for.</summary>
    public required IReadOnlyList<CandidateMoment> Candidates { get; init; }

    /// <summary>The first samples of S0 in the order of the file, row-major: a subset A with the property of S0.</summary>
    public required ReadOnlyMemory<double> Kept { get; init; }

    /// <summary>As <see cref="Held"/>, over the samples of <see cref="Kept"/>.</summary>
    public required IReadOnlyList<int> HeldKept { get; init; }
}
