// All that decides a training run, as one value: the same configuration gives the same bits. How its keys are written
// and documented is in RunKeys.cs; it draws nothing and trains nothing.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Core.Data;
using Verify.Core.Kernels;
using Verify.Core.Networks;

namespace Verify.Core.Training;

/// <summary>
/// A run's configuration. The defaults are the published two-layer experiments; <see cref="Deep"/> has those of the deep
/// ones; what differs is in docs/published-runs.md. Shape legend: d inputs, m teacher widths, n = multi m student widths,
/// C outputs.
/// </summary>
public sealed record RunConfiguration
{
    /// <summary>The published two-layer experiments.</summary>
    public static RunConfiguration TwoLayer { get; } = new();

    /// <summary>The published deep experiments.</summary>
    public static RunConfiguration Deep { get; } =
        new()
        {
            TeacherWidths = [50, 75, 100, 125],
            Inputs = 20,
            Outputs = 100,
            DataDeviation = 10,
            Batch = 64,
            Schedule = LearningRateSchedule.Parse("0:0.2/20:0.1"),
            Precision = Precision.Float32,
            // 1/sqrt(3): the deviation of the uniform start between -1/sqrt(fan-in) and 1/sqrt(fan-in) that the published
            // runs have. From a start at 1 the first updates at rate 0.2 overshoot, and the run diverges.
            StudentScale = 0.577,
            StudentWeights = StudentWeights.FanIn,
            HalfActive = true,
            UnitOutput = true,
            Loss = LossScale.Mean,
            Correlation = CorrelationGuard.Variance,
            Regenerate = true,
        };

    /// <summary>Every random choice follows from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The precision of weights and samples.</summary>
    public Precision Precision { get; init; } = Precision.Float64;

    /// <summary>m_1 .. m_{L-1}.</summary>
    public ImmutableArray<int> TeacherWidths { get; init; } = [10];

    /// <summary>n_l / m_l.</summary>
    public int Multiple { get; init; } = 10;

    /// <summary>d.</summary>
    public int Inputs { get; init; } = 100;

    /// <summary>C.</summary>
    public int Outputs { get; init; } = 50;

    /// <summary>Samples to train on.</summary>
    public int TrainSamples { get; init; } = 10_000;

    /// <summary>Samples to evaluate on.</summary>
    public int EvaluationSamples { get; init; } = 10_000;

    /// <summary>Where the training inputs come from; evaluation is always on normal ones.</summary>
    public DataSource Data { get; init; } = DataSource.Gaussian;

    /// <summary>The deviation of every input coordinate.</summary>
    public double DataDeviation { get; init; } = 1.5;

    /// <summary>How far beside a boundary the theory's points lie.</summary>
    public double TheoryStep { get; init; } = 0.5;

    /// <summary>Whether the training set is drawn afresh for every epoch.</summary>
    public bool Regenerate { get; init; }

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Updates in an epoch.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Epochs.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>The learning rate over the epochs.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant(0.01);

    /// <summary>Epochs after which the learning rate is halved, again and again; 0 for never.</summary>
    public int HalveEvery { get; init; }

    /// <summary>Batches or the whole set.</summary>
    public DescentMethod Method { get; init; } = DescentMethod.Sgd;

    /// <summary>The rule of the updates.</summary>
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Sgd;

    /// <summary>Of SGD.</summary>
    public double Momentum { get; init; }

    /// <summary>Added to the gradient as decay times weight.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether hidden nodes are divided by the norm of their direction after each update.</summary>
    public bool WeightNorm { get; init; }

    /// <summary>Whether nodes have offsets.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>What stays as it starts.</summary>
    public FixedLayers Fixed { get; init; } = FixedLayers.None;

    /// <summary>c of both networks.</summary>
    public double Leak { get; init; }

    /// <summary>The teacher's distribution.</summary>
    public TeacherWeights TeacherWeights { get; init; } = TeacherWeights.Separated;

    /// <summary>The offset of a teacher node, beside a direction of norm 1.</summary>
    public double TeacherOffset { get; init; } = -0.1;

    /// <summary>p: the fan-out of top hidden teacher node j has norm proportional to j^-p.</summary>
    public double StrengthDecay { get; init; }

    /// <summary>Whether the teacher's offsets are tuned so that each node is active on half of a sample of its own.</summary>
    public bool HalfActive { get; init; }

    /// <summary>Whether the teacher's outputs are scaled to variance 1 on that sample.</summary>
    public bool UnitOutput { get; init; }

    /// <summary>The size of the student's first weights.</summary>
    public double StudentScale { get; init; } = 0.005;

    /// <summary>The student's distribution.</summary>
    public StudentWeights StudentWeights { get; init; } = StudentWeights.Gaussian;

    /// <summary>Whether the start leans towards the teacher.</summary>
    public StartingBias Start { get; init; } = StartingBias.None;

    /// <summary>How much of a leaning start is the teacher's direction, 0 to 1.</summary>
    public double StartStrength { get; init; } = 0.5;

    /// <summary>What the updates are the gradient of.</summary>
    public LossScale Loss { get; init; } = LossScale.HalfSum;

    /// <summary>Which guard correlations have.</summary>
    public CorrelationGuard Correlation { get; init; } = CorrelationGuard.SumOfSquares;

    /// <summary>Epochs between two evaluations; the last epoch is always evaluated.</summary>
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>Training samples over which gradient statistics are taken.</summary>
    public int GradientSamples { get; init; } = 1000;

    /// <summary>Evaluation samples over which the means of A_l and B_l are taken.</summary>
    public int MixtureSamples { get; init; } = 64;

    /// <summary>d, m_1, .., m_{L-1}, C.</summary>
    public NetworkShape TeacherShape => new([Inputs, .. TeacherWidths, Outputs]);

    /// <summary>d, n_1, .., n_{L-1}, C.</summary>
    public NetworkShape StudentShape =>
        new([Inputs, .. TeacherWidths.Select(m => checked(m * Multiple)), Outputs]);

    /// <summary>L.</summary>
    public int Depth => TeacherWidths.Length + 1;

    /// <summary>The learning rate of an epoch, counted from 0.</summary>
    public double LearningRate(int epoch) =>
        Math.ScaleB(Schedule.At(epoch), HalveEvery == 0 ? 0 : -(epoch / HalveEvery));

    /// <summary>
    /// A configuration from <c>key=value</c> texts, applied in order to the two-layer defaults, or to the deep ones where
    /// the first is <c>preset=deep</c>.
    /// </summary>
    /// <exception cref="InputException">An unknown or repeated key, or a value that its key does not take.</exception>
    public static RunConfiguration Parse(IEnumerable<string> assignments) => RunKeys.Parse(assignments);

    /// <summary>Checks what no single key can know.</summary>
    /// <exception cref="InputException">Two keys contradict each other.</exception>
    public RunConfiguration Validated()
    {
        try
        {
            _ = TeacherShape;
            _ = StudentShape;
            checked
            {
                _ = (TrainSamples + 64) * (Inputs + 64);
                _ = (EvaluationSamples + 64) * (Outputs + 64);
                _ = (TrainSamples + 64) * (Outputs + 64);
                _ = (EvaluationSamples + 64) * (Inputs + 64);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or OverflowException)
        {
            throw new InputException($"The networks or data are too large: {problem.Message}", problem);
        }

        if (Optimiser == OptimiserKind.Adam && Momentum != 0)
        {
            throw new InputException("momentum belongs to optimizer=sgd: Adam has moments of its own.");
        }

        if (!Bias && HalfActive)
        {
            throw new InputException("half_active tunes offsets, and with bias=false there are none.");
        }

        return this;
    }

    /// <summary>Every key as <c>key=value</c>, one a line: reads back as an equal configuration.</summary>
    public string Format() => string.Join('\n', RunKeys.All.Select(key => $"{key.Name}={key.Read(this)}"));

    /// <inheritdoc/>
    public bool Equals(RunConfiguration? other) => other is not null && Format() == other.Format();

    /// <inheritdoc/>
    public override int GetHashCode() => Format().GetHashCode(StringComparison.Ordinal);

    /// <summary>The keys that differ from the two-layer defaults, on one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', RunKeys.All.Where(key => key.Read(this) != key.Read(TwoLayer)).Select(key => $"{key.Name}={key.Read(this)}"))}"
        );
}
