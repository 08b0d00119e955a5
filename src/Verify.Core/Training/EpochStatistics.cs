// What is recorded of an evaluated epoch: named series of numbers, the same names and lengths at every epoch of a run.
// Whole matrices are among them where store_matrices asks for them; otherwise they are kept for the end of the run alone
// (RunRecord.Final).

using System.Globalization;

namespace Verify.Core.Training;

/// <summary>
/// The statistics after so many epochs (0: before the first update). Losses are mean squared output differences over
/// samples and outputs. Shape legend: L weight layers, m teacher and n student nodes of a hidden layer.
/// </summary>
public sealed class EpochStatistics
{
    /// <summary>The correlations at which coverage is counted.</summary>
    public static IReadOnlyList<double> Thresholds { get; } = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

    internal const string TrainCorrelation = "train_correlation";
    internal const string EvaluationCorrelation = "eval_correlation";
    internal const string ObservationCounts = "observations";
    internal const string AlphaMean = "alpha_mean";
    internal const string BetaMean = "beta_mean";

    private readonly SortedDictionary<string, double[]> series = new(StringComparer.Ordinal);

    internal EpochStatistics() { }

    /// <summary>All series by name, as they are stored.</summary>
    public IReadOnlyDictionary<string, double[]> Series => series;

    /// <summary>Epochs done.</summary>
    public int Epoch => (int)series["epoch"][0];

    /// <summary>Updates done.</summary>
    public long Iteration => (long)series["iteration"][0];

    /// <summary>Of the epoch that ended; of the first one before it starts.</summary>
    public double LearningRate => series["learning_rate"][0];

    /// <summary>The mean over the epoch's batches of the loss before the update; NaN before the first.</summary>
    public double BatchLoss => series["batch_loss"][0];

    /// <summary>On the training set.</summary>
    public double TrainLoss => series["train_loss"][0];

    /// <summary>On the evaluation set.</summary>
    public double EvaluationLoss => series["eval_loss"][0];

    /// <summary>|dW_l| (Frobenius), l = 1..L, dW_l the mean update over <c>gradient_samples</c> training samples.</summary>
    public IReadOnlyList<double> GradientNorms => series["gradient_norm"];

    /// <summary>The largest |g_l| entry over those samples, l = 1..L.</summary>
    public IReadOnlyList<double> LargestGradients => series["gradient_max"];

    /// <summary>
    /// Per teacher node of layer 1: the smallest sine of the angle between its direction and a student's, either
    /// orientation.
    /// </summary>
    public IReadOnlyList<double> AlignmentSine => series["alignment_sine"];

    /// <summary>|b_k - sgn b_j| of that student and the teacher, both hyperplanes normalised; NaN where no student has a
    /// direction.</summary>
    public IReadOnlyList<double> AlignmentOffset => series["alignment_offset"];

    /// <summary>That student.</summary>
    public IReadOnlyList<double> AlignedStudent => series["aligned_student"];

    /// <summary>Per teacher node of layer l, the best correlation of a student of that layer on the evaluation set.</summary>
    public IReadOnlyList<double> BestOfTeacher(int layer) => Layer(layer, "eval_best");

    /// <summary>The same on the training set.</summary>
    public IReadOnlyList<double> BestOfTeacherInTraining(int layer) => Layer(layer, "train_best");

    /// <summary>Per student node of layer l, its best correlation with a teacher on the evaluation set.</summary>
    public IReadOnlyList<double> BestOfStudent(int layer) => Layer(layer, "student_best");

    /// <summary>The teacher of <see cref="BestOfStudent"/>.</summary>
    public IReadOnlyList<double> TeacherOfStudent(int layer) => Layer(layer, "student_teacher");

    /// <summary>E beta_kk per student node: its root is the fan-out norm for two layers.</summary>
    public IReadOnlyList<double> Beta(int layer) => Layer(layer, "beta");

    /// <summary>E alpha_kj per student node k, j its teacher in <see cref="TeacherOfStudent"/>.</summary>
    public IReadOnlyList<double> Alpha(int layer) => Layer(layer, "alpha");

    /// <summary>Per teacher node: the largest min(#{t &gt; 0, s &gt; 0}, #{t &lt;= 0, s &gt; 0}) / N over students, training set.</summary>
    public IReadOnlyList<double> Observed(int layer) => Layer(layer, "observed");

    /// <summary>Students with a correlation above each of <see cref="Thresholds"/>, [threshold, teacher], evaluation set.</summary>
    public IReadOnlyList<double> Counts(int layer) => Layer(layer, "eval_counts");

    /// <summary>The same on the training set.</summary>
    public IReadOnlyList<double> CountsInTraining(int layer) => Layer(layer, "train_counts");

    /// <summary>The correlations on the evaluation set, m x n, row-major; empty unless the run stores its matrices.</summary>
    public IReadOnlyList<double> Correlations(int layer) => Matrix(layer, EvaluationCorrelation);

    /// <summary>The same on the training set.</summary>
    public IReadOnlyList<double> CorrelationsInTraining(int layer) => Matrix(layer, TrainCorrelation);

    /// <summary>
    /// min(#{t &gt; 0, s &gt; 0}, #{t &lt;= 0, s &gt; 0}) over the training set, m x n, row-major; empty unless the run stores
    /// its matrices.
    /// </summary>
    public IReadOnlyList<double> Observations(int layer) => Matrix(layer, ObservationCounts);

    /// <summary>E A_l, (n + 1) x (m + 1), row-major; empty unless the run stores its matrices.</summary>
    public IReadOnlyList<double> MeanAlpha(int layer) => Matrix(layer, AlphaMean);

    /// <summary>E B_l, (n + 1) x (n + 1), row-major; empty unless the run stores its matrices, and above 512 students.</summary>
    public IReadOnlyList<double> MeanBeta(int layer) => Matrix(layer, BetaMean);

    /// <summary>Teachers of a layer with a student above the threshold of the given index, evaluation set.</summary>
    public int Covered(int layer, int threshold)
    {
        IReadOnlyList<double> counts = Counts(layer);
        int teachers = counts.Count / Thresholds.Count;
        return Enumerable.Range(threshold * teachers, teachers).Count(i => counts[i] > 0);
    }

    internal void Set(string name, params double[] values) => series[name] = values;

    internal void SetLayer(int layer, string name, double[] values) => Set(Name(layer, name), values);

    private double[] Layer(int layer, string name) => series[Name(layer, name)];

    private double[] Matrix(int layer, string name) => series.GetValueOrDefault(Name(layer, name), []);

    private static string Name(int layer, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"layer{layer}.{name}");
}
