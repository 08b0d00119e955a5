// The result of `verify check`: the setting, the dataset, every teacher. A value; CheckRun fills it.

using System.Collections.Immutable;
using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Audit.Checking;

/// <summary>One check.</summary>
public sealed record CheckRecord
{
    /// <summary>The file of the dataset, as given.</summary>
    public required string DataPath { get; init; }

    /// <summary>The file of the teacher.</summary>
    public required string TeacherPath { get; init; }

    /// <summary>The file of the student; null when only the dataset was checked.</summary>
    public required string? StudentPath { get; init; }

    /// <summary>The options.</summary>
    public required CheckSettings Settings { get; init; }

    /// <summary>s.</summary>
    public required double Step { get; init; }

    /// <summary>delta.</summary>
    public required double Delta { get; init; }

    /// <summary>c.</summary>
    public required double Leak { get; init; }

    /// <summary>L.</summary>
    public required int Depth { get; init; }

    /// <summary>N.</summary>
    public required int Samples { get; init; }

    /// <summary>d.</summary>
    public required int Inputs { get; init; }

    /// <summary>m_1.</summary>
    public required int TeacherNodes { get; init; }

    /// <summary>n_1; 0 without a student.</summary>
    public required int StudentNodes { get; init; }

    /// <summary>K: nodes of both networks that have a hyperplane.</summary>
    public required int RegularNodes { get; init; }

    /// <summary>Whether some node was not normalised as given.</summary>
    public required bool WasNormalised { get; init; }

    /// <summary>Students with w~ = 0.</summary>
    public required int ConstantStudents { get; init; }

    /// <summary>Root mean square deviation of a coordinate.</summary>
    public required double Spread { get; init; }

    /// <summary>The lowest variance of the dataset across any direction.</summary>
    public required Interval LowestVariance { get; init; }

    /// <summary>D.band at the floor s + delta, of the whole dataset or of its first <see cref="BandSamples"/> samples.</summary>
    public required BandCertificate Band { get; init; }

    /// <summary>D.band literally, for every r > 0: of interest for its lower end. Null above 16 dimensions.</summary>
    public required BandCertificate? LiteralBand { get; init; }

    /// <summary>The samples that D.band was certified on.</summary>
    public required int BandSamples { get; init; }

    /// <summary>The largest |g_k| over D' and all normalised students, an upper end; null when not asked.</summary>
    public required double? LargestGradient { get; init; }

    /// <summary>Every teacher.</summary>
    public required ImmutableArray<TeacherRecord> Teachers { get; init; }

    /// <summary>Whether the samples are of full rank for certain.</summary>
    public bool IsFullRank => LowestVariance.Lower > 0;

    /// <summary>Whether certificates of F.instance were asked for: there is a student, of two layers.</summary>
    public bool HasCertificates => StudentPath is not null && Depth == 2;

    /// <summary>Teachers with a boundary.</summary>
    public IEnumerable<TeacherRecord> Regular =>
        Teachers.Where(teacher => teacher.Outcome != CheckOutcome.Constant);

    /// <summary>Teachers that a student must match.</summary>
    public int Matched => Teachers.Count(teacher => teacher.Outcome == CheckOutcome.Matched);

    /// <summary>Those with both bounds within epsilon.</summary>
    public int MatchedClosely =>
        Teachers.Count(teacher => teacher.Match is { } match && match.IsWithin(Settings.Epsilon));

    /// <summary>The exit code: contradicted 1; every regular teacher certified (or, without a student, its conditions held on data of full rank) 0; else 3.</summary>
    public int ExitCode =>
        Teachers.Any(teacher => teacher.Outcome == CheckOutcome.Contradicted) ? ExitCodes.Refuted
        : StudentPath is not null && Depth > 2 ? ExitCodes.Undecided
        : Regular.Any()
        && Regular.All(teacher => teacher.Outcome is CheckOutcome.Matched or CheckOutcome.DatasetHolds)
        && (StudentPath is not null || IsFullRank)
            ? ExitCodes.AsExpected
        : ExitCodes.Undecided;

    /// <summary>|alpha_kj| times this is F.paper's threshold: eps / (5 K^(3/2)), in the agnostic mode over sqrt d too.</summary>
    public double PaperFactor =>
        Settings.Epsilon / (5 * Math.Pow(RegularNodes, 1.5)) / (IsAware ? 1 : Math.Sqrt(Inputs));

    /// <summary>The step for which the printed threshold is within the provable one: 2 eps / K^(3/2).</summary>
    public double PaperStep => 2 * Settings.Epsilon / Math.Pow(RegularNodes, 1.5);

    /// <summary>The N that F.paper asks for up to a constant: K^(5/2) d^2 / (eps kappa), with d for aware.</summary>
    public double PaperSamples(double kappa) =>
        kappa <= 0
            ? double.PositiveInfinity
            : Math.Pow(RegularNodes, 2.5)
                * (IsAware ? Inputs : (double)Inputs * Inputs)
                / (Settings.Epsilon * kappa);

    private bool IsAware => Settings.Mode == AugmentationMode.Aware;
}
