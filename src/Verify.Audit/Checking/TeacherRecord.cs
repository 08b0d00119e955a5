// Everything found about one teacher: the dataset's conditions in its band, the theorem's numbers, the certificate.

using System.Collections.Immutable;
using Verify.Core.Geometry;

namespace Verify.Audit.Checking;

/// <summary>One teacher of a check.</summary>
public sealed record TeacherRecord
{
    /// <summary>j, from 0.</summary>
    public required int Teacher { get; init; }

    /// <summary>What can be said.</summary>
    public required CheckOutcome Outcome { get; init; }

    /// <summary>Teachers with exactly the same hyperplane.</summary>
    public required ImmutableArray<int> Coplanar { get; init; }

    /// <summary>N_j.</summary>
    public required long InBand { get; init; }

    /// <summary>N_j / (delta N), a lower end.</summary>
    public required double Tau { get; init; }

    /// <summary>mu, an upper end; 0 when the band is empty.</summary>
    public required double Mu { get; init; }

    /// <summary>D.transverse at the floor s + delta, which is all that the theorem needs; null when the band is empty.</summary>
    public BandCertificate? Eta { get; init; }

    /// <summary>
    /// D.transverse literally, for every r > 0: of interest for its lower end, which is at least that of
    /// <see cref="Eta"/>. Null where no better one was looked for, in many dimensions.
    /// </summary>
    public BandCertificate? LiteralEta { get; init; }

    /// <summary>The samples that the two certificates above are about: fewer than N_j where the band is very full.</summary>
    public required long EtaSamples { get; init; }

    /// <summary>The student that observes most of the band, -1 without one.</summary>
    public required int BestObserver { get; init; }

    /// <summary>kappa of that student, a lower end.</summary>
    public required double Kappa { get; init; }

    /// <summary>How many students observe at least one sample of the band.</summary>
    public required int Observers { get; init; }

    /// <summary>F.specialize for the student that it applies to best; null without a student of two layers.</summary>
    public SpecializeCertificate? Specialize { get; init; }

    /// <summary>The first hypothesis of F.specialize that fails, in words; null when all hold, or it was not asked.</summary>
    public string? SpecializeFails { get; init; }

    /// <summary>F.instance; null when no sample is in S0, or it was not asked.</summary>
    public InstanceCertificate? Instance { get; init; }

    /// <summary>The student with the closest bounds, when the certificate says something about one.</summary>
    public NodeBound? Match { get; init; }

    /// <summary>Counts of gradient / threshold by power of two, see SmallGradientTally.Ratios; empty when not asked.</summary>
    public required ImmutableArray<long> Ratios { get; init; }
}
