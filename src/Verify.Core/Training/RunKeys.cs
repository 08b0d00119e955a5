// The keys of a configuration: name, meaning, range, how a value is written and read. The table that --help prints.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>One key.</summary>
/// <param name="Name">As in <c>key=value</c>.</param>
/// <param name="Description">What it means, in one line.</param>
/// <param name="Range">Which values it takes.</param>
/// <param name="Read">The value in a configuration, as text that <paramref name="Write"/> takes.</param>
/// <param name="Write">The configuration with another value; null where the text is not one.</param>
public sealed record RunKey(
    string Name,
    string Description,
    string Range,
    Func<RunConfiguration, string> Read,
    Func<RunConfiguration, string, RunConfiguration?> Write
)
{
    /// <summary>The value in the two-layer defaults.</summary>
    public string Default => Read(RunConfiguration.TwoLayer);
}

/// <summary>All keys, and the reader of assignments.</summary>
public static class RunKeys
{
    /// <summary>In the order in which they are documented and written.</summary>
    public static ImmutableArray<RunKey> All { get; } =
    [
        new(
            "seed",
            "decides every random choice",
            "0 to 2^64 - 1",
            c => Text(c.Seed),
            (c, t) =>
                ulong.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out ulong v)
                    ? c with
                    {
                        Seed = v,
                    }
                    : null
        ),
        Word(
            "precision",
            "precision of weights and samples",
            c => c.Precision,
            (c, v) => c with { Precision = v }
        ),
        new(
            "m",
            "hidden widths of the teacher, joined by dashes",
            "widths of 1 to 100000 such as 10 or 50-75-100-125",
            c => string.Join('-', c.TeacherWidths),
            (c, t) => Widths(t) is { } v ? c with { TeacherWidths = v } : null
        ),
        Integer(
            "multi",
            "student width as a multiple of the teacher's",
            1,
            10_000,
            c => c.Multiple,
            (c, v) => c with { Multiple = v }
        ),
        Integer("d", "inputs", 1, 1_000_000, c => c.Inputs, (c, v) => c with { Inputs = v }),
        Integer("C", "outputs", 1, 1_000_000, c => c.Outputs, (c, v) => c with { Outputs = v }),
        Integer(
            "N_train",
            "samples to train on",
            1,
            100_000_000,
            c => c.TrainSamples,
            (c, v) => c with { TrainSamples = v }
        ),
        Integer(
            "N_eval",
            "samples to evaluate on",
            1,
            100_000_000,
            c => c.EvaluationSamples,
            (c, v) => c with { EvaluationSamples = v }
        ),
        Word("data", "where training inputs come from", c => c.Data, (c, v) => c with { Data = v }),
        Real(
            "data_std",
            "deviation of each input coordinate",
            0,
            1e6,
            true,
            c => c.DataDeviation,
            (c, v) => c with { DataDeviation = v }
        ),
        Real(
            "theory_step",
            "distance of the theory's points from the boundary",
            0,
            1e6,
            true,
            c => c.TheoryStep,
            (c, v) => c with { TheoryStep = v }
        ),
        Flag(
            "regenerate",
            "draw the training set afresh for every epoch",
            c => c.Regenerate,
            (c, v) => c with { Regenerate = v }
        ),
        Integer("batch", "samples in a batch", 1, 1_000_000, c => c.Batch, (c, v) => c with { Batch = v }),
        Integer(
            "iterations",
            "updates in an epoch",
            1,
            1_000_000_000,
            c => c.Iterations,
            (c, v) => c with { Iterations = v }
        ),
        Integer("epochs", "epochs", 0, 1_000_000, c => c.Epochs, (c, v) => c with { Epochs = v }),
        new(
            "lr",
            "learning rate, or epoch:rate pairs",
            "a positive rate, or pairs such as 0:0.2/20:0.1",
            c => c.Schedule.ToString(),
            (c, t) => c with { Schedule = LearningRateSchedule.Parse(t) }
        ),
        Integer(
            "lr_halve",
            "epochs after which the rate is halved again and again, 0 for never",
            0,
            1_000_000,
            c => c.HalveEvery,
            (c, v) => c with { HalveEvery = v }
        ),
        Word(
            "method",
            "batches, or all samples at each update",
            c => c.Method,
            (c, v) => c with { Method = v }
        ),
        Word(
            "optimizer",
            "how weights follow the updates",
            c => c.Optimiser,
            (c, v) => c with { Optimiser = v }
        ),
        Real("momentum", "momentum of sgd", 0, 1, false, c => c.Momentum, (c, v) => c with { Momentum = v }),
        Real(
            "weight_decay",
            "decay added to the gradient",
            0,
            1e6,
            false,
            c => c.WeightDecay,
            (c, v) => c with { WeightDecay = v }
        ),
        Flag(
            "weight_norm",
            "divide hidden nodes by the norm of their direction after each update",
            c => c.WeightNorm,
            (c, v) => c with { WeightNorm = v }
        ),
        Flag("bias", "nodes have offsets", c => c.Bias, (c, v) => c with { Bias = v }),
        Word("fixed", "layers that stay as they start", c => c.Fixed, (c, v) => c with { Fixed = v }),
        Real(
            "leak",
            "slope of both networks below zero",
            0,
            1,
            false,
            c => c.Leak,
            (c, v) => c with { Leak = v }
        ),
        Word(
            "teacher_weights",
            "how the teacher is drawn",
            c => c.TeacherWeights,
            (c, v) => c with { TeacherWeights = v }
        ),
        Real(
            "teacher_offset",
            "offset of a teacher node, its direction having norm 1",
            -1e6,
            1e6,
            false,
            c => c.TeacherOffset,
            (c, v) => c with { TeacherOffset = v }
        ),
        Real(
            "teacher_strength_decay",
            "p: the fan-out of teacher node j has norm proportional to j^-p",
            0,
            100,
            false,
            c => c.StrengthDecay,
            (c, v) => c with { StrengthDecay = v }
        ),
        Flag(
            "half_active",
            "tune teacher offsets to half activation",
            c => c.HalfActive,
            (c, v) => c with { HalfActive = v }
        ),
        Flag(
            "unit_output",
            "scale teacher outputs to variance 1",
            c => c.UnitOutput,
            (c, v) => c with { UnitOutput = v }
        ),
        Real(
            "student_scale",
            "size of the student's first weights",
            0,
            1e6,
            false,
            c => c.StudentScale,
            (c, v) => c with { StudentScale = v }
        ),
        Word(
            "student_weights",
            "how the student is drawn",
            c => c.StudentWeights,
            (c, v) => c with { StudentWeights = v }
        ),
        Word(
            "start",
            "whether the student's start leans towards the teacher",
            c => c.Start,
            (c, v) => c with { Start = v }
        ),
        Real(
            "start_strength",
            "how much of a leaning start is the teacher's direction",
            0,
            1,
            false,
            c => c.StartStrength,
            (c, v) => c with { StartStrength = v },
            inclusive: true
        ),
        Word("loss", "what the updates are the gradient of", c => c.Loss, (c, v) => c with { Loss = v }),
        Word(
            "correlation",
            "where the guard against constant nodes is added",
            c => c.Correlation,
            (c, v) => c with { Correlation = v }
        ),
        Integer(
            "evaluate_every",
            "epochs between two evaluations",
            1,
            1_000_000,
            c => c.EvaluateEvery,
            (c, v) => c with { EvaluateEvery = v }
        ),
        Integer(
            "gradient_samples",
            "training samples for gradient statistics",
            1,
            100_000_000,
            c => c.GradientSamples,
            (c, v) => c with { GradientSamples = v }
        ),
        Integer(
            "mixture_samples",
            "evaluation samples for the means of A and B",
            1,
            100_000_000,
            c => c.MixtureSamples,
            (c, v) => c with { MixtureSamples = v }
        ),
        Flag(
            "store_matrices",
            "keep correlations, observations and the means of A and B at every evaluation, not only at the end",
            c => c.StoreMatrices,
            (c, v) => c with { StoreMatrices = v }
        ),
    ];

    internal static RunConfiguration Parse(IEnumerable<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        RunConfiguration configuration = RunConfiguration.TwoLayer;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new InputException(
                    $"{FileErrors.QuoteShort(assignment)} is not of the form key=value."
                );
            }

            string name = assignment[..equals];
            string value = assignment[(equals + 1)..];
            if (name == "preset")
            {
                if (seen.Count > 0)
                {
                    throw new InputException("preset comes before all other keys, since it sets them.");
                }

                configuration = value switch
                {
                    "two-layer" => RunConfiguration.TwoLayer,
                    "deep" => RunConfiguration.Deep,
                    _ => throw new InputException($"preset={value} is neither two-layer nor deep."),
                };
                continue;
            }

            RunKey key =
                All.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new InputException(
                    $"{FileErrors.QuoteShort(name)} is not a key of a run{Suggestion(name)}."
                );
            if (!seen.Add(name))
            {
                throw new InputException($"{name} is given twice.");
            }

            configuration =
                key.Write(configuration, value)
                ?? throw new InputException(
                    $"{name}={FileErrors.QuoteShort(value)[1..^1]} is out of range: it takes {key.Range}."
                );
        }

        return configuration.Validated();
    }

    private static string Suggestion(string name)
    {
        RunKey? same = All.FirstOrDefault(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return same is null ? "" : $"; did you mean {same.Name}?"[..^1];
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString("R", CultureInfo.InvariantCulture);

    private static RunKey Integer(
        string name,
        string description,
        int least,
        int most,
        Func<RunConfiguration, int> read,
        Func<RunConfiguration, int, RunConfiguration> write
    ) =>
        new(
            name,
            description,
            $"{least} to {most}",
            c => read(c).ToString(CultureInfo.InvariantCulture),
            (c, t) =>
                int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out int v)
                && v >= least
                && v <= most
                    ? write(c, v)
                    : null
        );

    private static RunKey Real(
        string name,
        string description,
        double least,
        double most,
        bool openBelow,
        Func<RunConfiguration, double> read,
        Func<RunConfiguration, double, RunConfiguration> write,
        bool inclusive = false
    ) =>
        new(
            name,
            description,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(openBelow ? "above" : "from")} {least} {(inclusive ? "to" : "to below")} {most}"
            ),
            c => Text(read(c)),
            (c, t) =>
                double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v)
                && (openBelow ? v > least : v >= least)
                && (inclusive ? v <= most : v < most)
                    ? write(c, v + 0.0)
                    : null
        );

    private static RunKey Flag(
        string name,
        string description,
        Func<RunConfiguration, bool> read,
        Func<RunConfiguration, bool, RunConfiguration> write
    ) =>
        new(
            name,
            description,
            "true or false",
            c => read(c) ? "true" : "false",
            (c, t) => t is "true" or "false" ? write(c, t == "true") : null
        );

    private static RunKey Word<TEnum>(
        string name,
        string description,
        Func<RunConfiguration, TEnum> read,
        Func<RunConfiguration, TEnum, RunConfiguration> write
    )
        where TEnum : struct, Enum
    {
        string[] words = [.. Enum.GetNames<TEnum>().Select(Dashed)];
        return new RunKey(
            name,
            description,
            string.Join(" or ", words),
            c => Dashed(read(c).ToString()),
            (c, t) => Array.IndexOf(words, t) is >= 0 and int i ? write(c, Enum.GetValues<TEnum>()[i]) : null
        );
    }

    /// <summary>HalfSum as half-sum.</summary>
    private static string Dashed(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : $"{char.ToLowerInvariant(c)}"
            )
        );

    private static ImmutableArray<int>? Widths(string text)
    {
        ImmutableArray<int>.Builder widths = ImmutableArray.CreateBuilder<int>();
        foreach (string part in text.Split('-'))
        {
            if (
                !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width)
                || width is < 1 or > 100_000
            )
            {
                return null;
            }

            widths.Add(width);
        }

        return widths.ToImmutable();
    }
}
