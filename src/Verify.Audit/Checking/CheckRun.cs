// Runs a check: the dataset's spread, the first pass, the second pass, and the certificates they give. The passes and the
// certificates are Verify.Core's; what they mean for a teacher is TeacherJudgement's.

using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Audit.Checking;

/// <summary>Told the number of the pass (1 to <see cref="CheckRun.Passes"/>) and the samples done in it.</summary>
public delegate void CheckProgress(int pass, int done, int samples);

/// <summary>One check over files. The data are read three times and never held.</summary>
public sealed class CheckRun
{
    /// <summary>Spread, counts, certificate.</summary>
    public const int Passes = 3;

    // Doubles of kept samples, all teachers together: 512 MiB in the first pass, 128 MiB in the second.
    private const long KeptInBands = 1L << 26;
    private const long KeptForCertificates = 1L << 24;
    private const int MostKept = 100_000;
    private const int Candidates = 4;
    private const int SpreadRows = 8192;
    private const long SpreadValues = 1 << 20;

    private readonly Network teacher;
    private readonly Network? student;
    private readonly Func<IRowReader> open;
    private readonly CheckSettings settings;
    private readonly CheckProgress? progress;
    private readonly CancellationToken cancellation;

    private CheckRun(
        Network teacher,
        Network? student,
        Func<IRowReader> open,
        CheckSettings settings,
        CheckProgress? progress,
        CancellationToken cancellation
    )
    {
        this.teacher = teacher;
        this.student = student;
        this.open = open;
        this.settings = settings;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /// <summary>Checks a dataset file against a teacher and, where given, a student of the same depth.</summary>
    /// <exception cref="InputException">A file is bad, or numbers leave the range of doubles.</exception>
    /// <exception cref="ArgumentException">Teacher and student do not go together.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CheckRecord Run(
        string dataPath,
        (string Path, Network Network) teacher,
        (string Path, Network Network)? student,
        CheckSettings settings,
        CheckProgress? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        CheckRun run = new(
            teacher.Network,
            student?.Network,
            () => new InputsReader(dataPath, teacher.Network.Shape.Inputs),
            settings,
            progress,
            cancellation
        );
        return run.Run(dataPath, teacher.Path, student?.Path);
    }

    private CheckRecord Run(string dataPath, string teacherPath, string? studentPath)
    {
        HiddenNodes nodes = new(teacher, student);
        KinkResponse? response =
            student is not null && teacher.Shape.Depth == 2
                ? new KinkResponse(new NetworkPair(teacher, student), nodes)
                : null;
        (SecondMoment dataset, DatasetBand kept) = FirstLook(nodes.Inputs);
        double spread = MomentEnds.Spread(dataset);
        double step = settings.StepFor(spread);
        double delta = settings.DeltaFor(step, nodes.Inputs);
        KinkTest test = new(nodes, response, new AugmentationSteps(nodes, settings.Mode, step), delta);
        SmallGradientResult first = FirstPass(test);
        IReadOnlyList<InstanceCounts>? counts = response is null ? null : SecondPass(test, first, spread);
        TeacherJudgement judgement = new(test, first, counts, settings);
        TeacherRecord[] teachers = new TeacherRecord[nodes.Teachers];
        Parallel.For(
            0,
            nodes.Teachers,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Jobs, CancellationToken = cancellation },
            j => teachers[j] = judgement.Of(j)
        );
        cancellation.ThrowIfCancellationRequested();
        BandCertificate band = kept.Certify(step + delta, CheckEffort.Floored(settings, nodes.Inputs));
        BandCertificate? literal =
            nodes.Inputs <= CheckEffort.LiteralInputs
                ? CheckEffort.AtLeast(kept.Certify(0, CheckEffort.Literal(settings, nodes.Inputs)), band)
                : null;
        cancellation.ThrowIfCancellationRequested();
        return new CheckRecord
        {
            DataPath = dataPath,
            TeacherPath = teacherPath,
            StudentPath = studentPath,
            Settings = settings,
            Step = step,
            Delta = delta,
            Leak = teacher.Leak,
            Depth = teacher.Shape.Depth,
            Samples = first.Samples,
            Inputs = nodes.Inputs,
            TeacherNodes = nodes.Teachers,
            StudentNodes = nodes.Students,
            RegularNodes = nodes.Regular,
            WasNormalised = Enumerable.Range(0, nodes.Count).Any(i => !IsNormalised(nodes, i)),
            ConstantStudents = Enumerable
                .Range(nodes.Teachers, nodes.Students)
                .Count(i => !nodes.IsRegular(i)),
            Spread = spread,
            LowestVariance = MomentEnds.LowestVariance(dataset),
            Band = band,
            LiteralBand = literal,
            BandSamples = kept.Kept,
            LargestGradient = response is null ? null : LargestGradient(nodes, first.Tally),
            Teachers = [.. teachers],
        };
    }

    private (SecondMoment Moment, DatasetBand Kept) FirstLook(int inputs)
    {
        using IRowReader reader = open();
        int samples = reader.Samples;
        DatasetBand kept = new(samples, inputs);
        SecondMoment? moment = null;
        RowStretches.Visit(
            reader,
            (int)Math.Clamp(SpreadValues / inputs, 1, SpreadRows),
            (rows, first, count) =>
            {
                RequireRange(rows.Span, first, inputs);

                // Near the samples, so that the scatter loses nothing to a mean far from the origin.
                moment ??= new SecondMoment(rows.Span[..inputs]);
                moment.Add(new ReadOnlyMatrixView(rows.Span, count, inputs));
                kept.Add(rows.Span[..(count * inputs)]);
                progress?.Invoke(1, first + count, samples);
            },
            cancellation
        );
        return (moment ?? new SecondMoment(inputs), kept);
    }

    /// <summary>Before squares are summed: what the first pass refuses would be an infinite spread here.</summary>
    private static void RequireRange(ReadOnlySpan<double> rows, int first, int inputs)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (!(Math.Abs(rows[i]) <= MembershipGuard.LongestSample))
            {
                throw new InputException(
                    $"The numbers leave the range of doubles at sample {first + i / inputs}; scale the weights or the inputs down."
                );
            }
        }
    }

    private SmallGradientResult FirstPass(KinkTest test)
    {
        using IRowReader reader = open();
        int samples = reader.Samples;
        return SmallGradientPass.Run(
            reader,
            test,
            Keep(KeptInBands, test.Nodes),
            settings.Jobs,
            done => progress?.Invoke(2, done, samples),
            cancellation
        );
    }

    private IReadOnlyList<InstanceCounts> SecondPass(KinkTest test, SmallGradientResult first, double spread)
    {
        using IRowReader reader = open();
        int samples = reader.Samples;
        return InstancePass.Run(
            reader,
            test,
            InstanceChoice.Of(test, first.Tally, spread, Candidates),
            Keep(KeptForCertificates, test.Nodes),
            settings.Jobs,
            done => progress?.Invoke(3, done, samples),
            cancellation
        );
    }

    private static int Keep(long values, HiddenNodes nodes) =>
        (int)Math.Clamp(values / ((long)nodes.Teachers * nodes.Inputs), 256, MostKept);

    private static bool IsNormalised(HiddenNodes nodes, int node) =>
        // Only said, never used: weights normalised by somebody else's rounding should not be called unnormalised.
        !nodes.IsRegular(node)
        || Math.Abs(Math.ScaleB(nodes.Norm(node).Lower, -nodes.Exponent(node)) - 1) < 1e-6;

    private static double LargestGradient(HiddenNodes nodes, SmallGradientTally tally) =>
        tally
            .Largest.Select(
                (value, k) =>
                    nodes.IsRegular(nodes.Teachers + k)
                        ? (Interval.Exact(value) * nodes.Norm(nodes.Teachers + k)).Upper
                        : value
            )
            .DefaultIfEmpty()
            .Max();
}
