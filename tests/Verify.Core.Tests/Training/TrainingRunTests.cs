// Whole small runs: same bits again, resumed at every epoch, cancelled, diverging, stored and read back.

using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Tests.Data;
using Verify.Core.Training;

namespace Verify.Core.Tests.Training;

public sealed class TrainingRunTests
{
    private static readonly string[] Small =
    [
        "m=3",
        "multi=3",
        "d=7",
        "C=5",
        "N_train=150",
        "N_eval=130",
        "iterations=40",
        "epochs=4",
        "student_scale=0.3",
        "gradient_samples=100",
        "mixture_samples=70",
    ];

    /// <summary>Every branch that changes what a checkpoint has to hold.</summary>
    public static TheoryData<string> Variants() =>
        [
            "",
            "precision=float32",
            "optimizer=adam",
            "momentum=0.9 weight_decay=0.001",
            "method=gd iterations=5 N_train=100",
            "regenerate=true data=theory",
            "weight_norm=true",
            "bias=false",
            "fixed=top",
            "fixed=features",
            "m=3-4-2 multi=2 student_weights=fan-in student_scale=1 half_active=true unit_output=true loss=mean precision=float32 leak=0.1",
            "m=3-4 multi=2 student_weights=fan-in student_scale=1 start=helpful evaluate_every=3",
            "start=adversarial start_strength=0.7 batch=70 lr_halve=1",
        ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Read_CheckpointAfterEveryEpoch_EndsInTheSameBytes(string variant)
    {
        using Scratch scratch = new();
        TrainingRun whole = TrainingRun.Start(Configuration(variant));
        whole.Finish(CancellationToken.None);
        Assert.Equal(RunStatus.Finished, whole.Status);
        string expected = Path.Combine(scratch.Folder, "whole.npz");
        RunFile.Write(expected, whole.Record());

        TrainingRun broken = TrainingRun.Start(Configuration(variant));
        string checkpoint = Path.Combine(scratch.Folder, "checkpoint.npz");
        do
        {
            Checkpoint.Write(checkpoint, broken);
            broken = Checkpoint.Read(checkpoint);
        } while (broken.NextEpoch(CancellationToken.None));

        string actual = Path.Combine(scratch.Folder, "broken.npz");
        RunFile.Write(actual, broken.Record());
        Assert.True(File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Finish_AnyVariant_MovesTheStudentAndRecordsEveryEvaluation(string variant)
    {
        RunConfiguration configuration = Configuration(variant);
        TrainingRun run = TrainingRun.Start(configuration);
        Network start = run.Student;
        run.Finish(CancellationToken.None);
        Assert.False(start.AllWeights.SequenceEqual(run.Student.AllWeights));
        Assert.Equal((long)configuration.Iterations * configuration.Epochs, run.Iteration);
        int evaluated = Enumerable
            .Range(1, configuration.Epochs)
            .Count(e => e % configuration.EvaluateEvery == 0 || e == configuration.Epochs);
        Assert.Equal(evaluated + 1, run.History.Length);
        Assert.True(run.History[^1].TrainLoss < run.History[0].TrainLoss);
        Assert.All(
            run.History,
            epoch =>
                Assert.All(
                    epoch.Series.Where(s => s.Key != "batch_loss"),
                    s => Assert.All(s.Value, v => Assert.True(double.IsFinite(v), s.Key))
                )
        );
    }

    /// <summary>
    /// Pinned by value: the suite runs with vector instructions and without, and on any machine, and must find these bits.
    /// </summary>
    [Theory]
    [InlineData("", 0x1F82F07E238F2B7C)]
    [InlineData("precision=float32", 0x41DEC61E6DDAF6F2)]
    [InlineData("optimizer=adam m=3-4", 0x20D1C05076D63DF6)]
    public void Finish_SameConfiguration_HasThePinnedBits(string variant, ulong pinned)
    {
        TrainingRun run = TrainingRun.Start(Configuration(variant));
        run.Finish(CancellationToken.None);
        ulong hash = 14695981039346656037;
        IEnumerable<double> numbers = run
            .Student.AllWeights.ToArray()
            .Concat(run.History.SelectMany(epoch => epoch.Series.SelectMany(s => s.Value)));
        foreach (double number in numbers)
        {
            // All NaN are one: only the batch loss of the start is.
            ulong bits = double.IsNaN(number) ? 1 : BitConverter.DoubleToUInt64Bits(number);
            hash = unchecked((hash ^ bits) * 1099511628211);
        }

        Assert.Equal($"0x{pinned:X16}", $"0x{hash:X16}");
    }

    /// <summary>What an epoch uses of its number: the rate, and the training set where it is drawn afresh.</summary>
    [Theory]
    [InlineData("lr=0.05", "lr=0:0.05/2:0.01", 2)]
    [InlineData("lr=0.05", "lr=0.05 lr_halve=3", 3)]
    [InlineData("regenerate=false", "regenerate=true", 1)]
    public void NextEpoch_WhatChangesAtAnEpoch_ChangesThereAndNotBefore(
        string plain,
        string changing,
        int from
    )
    {
        TrainingRun one = TrainingRun.Start(Configuration(plain));
        TrainingRun other = TrainingRun.Start(Configuration(changing));
        for (int epoch = 0; epoch <= from; epoch++)
        {
            Assert.True(one.Student.AllWeights.SequenceEqual(other.Student.AllWeights));
            one.NextEpoch(CancellationToken.None);
            other.NextEpoch(CancellationToken.None);
        }

        Assert.False(one.Student.AllWeights.SequenceEqual(other.Student.AllWeights));
    }

    /// <summary>The published deep setting at its full widths, whose start and rate have to fit each other.</summary>
    [Fact]
    public void NextEpoch_DeepPreset_LowersTheLossFromItsFirstUpdates()
    {
        TrainingRun run = TrainingRun.Start(
            RunConfiguration.Deep with
            {
                TrainSamples = 128,
                EvaluationSamples = 64,
                GradientSamples = 64,
                MixtureSamples = 1,
                Iterations = 8,
                Epochs = 1,
                Regenerate = false,
            }
        );
        run.Finish(CancellationToken.None);
        Assert.Equal(RunStatus.Finished, run.Status);
        Assert.True(run.History[1].TrainLoss < 0.95 * run.History[0].TrainLoss);
    }

    /// <summary>
    /// Stopped after every few updates, and going on in turns as the same object and as one read from a checkpoint.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Read_CheckpointWithinEpochs_EndsInTheSameBytes(string variant)
    {
        using Scratch scratch = new();
        TrainingRun whole = TrainingRun.Start(Configuration(variant));
        whole.Finish(CancellationToken.None);
        TrainingRun broken = TrainingRun.Start(Configuration(variant));
        string checkpoint = Path.Combine(scratch.Folder, "checkpoint.npz");
        int stops = 0;
        for (bool more = true; more; )
        {
            long before = broken.Iteration;
            try
            {
                more = broken.NextEpoch(3, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(before + 3, broken.Iteration);
                Checkpoint.Write(checkpoint, broken);
                TrainingRun read = Checkpoint.Read(checkpoint);
                Assert.Equal((broken.Epoch, broken.Iteration), (read.Epoch, read.Iteration));
                Assert.True(broken.Student.AllWeights.SequenceEqual(read.Student.AllWeights));
                broken = stops++ % 2 == 0 ? read : broken;
            }
        }

        Assert.Equal(4L * ((whole.Iteration / 4 - 1) / 3), stops);
        string expected = Path.Combine(scratch.Folder, "whole.npz");
        string actual = Path.Combine(scratch.Folder, "broken.npz");
        RunFile.Write(expected, whole.Record());
        RunFile.Write(actual, broken.Record());
        Assert.True(File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)));
    }

    [Fact]
    public void NextEpoch_Cancelled_StopsBetweenTwoUpdates()
    {
        TrainingRun run = TrainingRun.Start(Configuration("iterations=1000000000"));
        using CancellationTokenSource source = new();
        source.CancelAfter(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => run.NextEpoch(source.Token));
        Assert.Equal((0, RunStatus.Running), (run.Epoch, run.Status));
        Assert.InRange(run.Iteration, 1, 999_999_999);
        long before = run.Iteration;
        Assert.Throws<OperationCanceledException>(() => run.NextEpoch(source.Token));
        Assert.Equal(before, run.Iteration);
    }

    /// <summary>A run that diverges in an epoch that it was resumed in falls back to the start of that epoch.</summary>
    [Fact]
    public void NextEpoch_DivergingAfterACheckpointWithinTheEpoch_HasTheWeightsOfTheLastWholeEpoch()
    {
        using Scratch scratch = new();
        string path = Path.Combine(scratch.Folder, "checkpoint.npz");
        // All weights but the outputs' offsets stay 0, and these grow by the factor 1.05 from update to update: the squares
        // leave the range of doubles after some 7000 updates.
        TrainingRun run = TrainingRun.Start(
            Configuration("student_scale=0 lr=2.05 iterations=1000000 batch=2")
        );
        Network start = run.Student;
        Assert.Throws<OperationCanceledException>(() => run.NextEpoch(5_000, CancellationToken.None));
        Assert.False(start.AllWeights.SequenceEqual(run.Student.AllWeights));
        Checkpoint.Write(path, run);
        TrainingRun read = Checkpoint.Read(path);
        Assert.Equal(5_000, read.Iteration);
        Assert.False(read.NextEpoch(CancellationToken.None));
        Assert.False(run.NextEpoch(CancellationToken.None));
        Assert.Equal((RunStatus.Diverged, 0), (read.Status, read.Epoch));
        Assert.True(start.AllWeights.SequenceEqual(read.Student.AllWeights));
        Assert.InRange(read.Iteration, 6_000, 8_000);
        RunFile.Write(path, read.Record());
        string other = Path.Combine(scratch.Folder, "other.npz");
        RunFile.Write(other, run.Record());
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(other)));
    }

    /// <summary>Batches whose squares are finite, and weights after them of which no loss is.</summary>
    [Theory]
    [InlineData("precision=float32 lr=1e38 iterations=1 epochs=1")]
    [InlineData("precision=float32 student_scale=9e5 m=3-4-4-4-4-4-4")]
    public void NextEpoch_EvaluatedLossNotFinite_EndsAsDiverged(string variant)
    {
        TrainingRun run = TrainingRun.Start(Configuration(variant));
        run.Finish(CancellationToken.None);
        Assert.Equal((RunStatus.Diverged, 0), (run.Status, run.Epoch));
        Assert.Single(run.History);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m=3-4 precision=float32 evaluate_every=3")]
    public void Finish_StoringMatrices_KeepsThemAtEveryEvaluationAndChangesNothingElse(string variant)
    {
        TrainingRun plain = TrainingRun.Start(Configuration(variant));
        plain.Finish(CancellationToken.None);
        TrainingRun run = TrainingRun.Start(Configuration($"{variant} store_matrices=true"));
        run.Finish(CancellationToken.None);
        RunRecord record = run.Record();
        foreach ((EpochStatistics one, EpochStatistics other) in plain.History.Zip(run.History))
        {
            Assert.Empty(one.Correlations(1));
            Assert.All(one.Series, s => Assert.Equal(s.Value, other.Series[s.Key]));
            for (int l = 1; l < record.Configuration.Depth; l++)
            {
                int m = record.Configuration.TeacherWidths[l - 1];
                double[] correlations = [.. other.Correlations(l)];
                Assert.Equal(Coverage.BestOfTeacher(correlations, m), other.BestOfTeacher(l));
                Assert.Equal(
                    Coverage.BestOfTeacher([.. other.CorrelationsInTraining(l)], m),
                    other.BestOfTeacherInTraining(l)
                );
                Assert.Equal(
                    Coverage.BestOfTeacher([.. other.Observations(l)], m).Select(count => count / 150),
                    other.Observed(l)
                );
                int n = m * record.Configuration.Multiple;
                Assert.Equal((n + 1) * (m + 1), other.MeanAlpha(l).Count);
                Assert.Equal((n + 1) * (n + 1), other.MeanBeta(l).Count);
            }
        }

        EpochStatistics last = run.History[^1];
        Assert.Equal(record.Final["layer1.eval_correlation"].Values.ToArray(), last.Correlations(1));
        Assert.Equal(
            record.Final["layer1.train_correlation"].Values.ToArray(),
            last.CorrelationsInTraining(1)
        );
        Assert.Equal(record.Final["layer1.observations"].Values.ToArray(), last.Observations(1));
        Assert.Equal(record.Final["layer1.alpha"].Values.ToArray(), last.MeanAlpha(1));
        Assert.Equal(record.Final["layer1.beta"].Values.ToArray(), last.MeanBeta(1));
    }

    [Theory]
    [InlineData("lr=1e6")]
    [InlineData("lr=1e6 precision=float32")]
    public void NextEpoch_TooLargeARate_EndsAsDiverged(string variant)
    {
        using Scratch scratch = new();
        TrainingRun run = TrainingRun.Start(Configuration(variant));
        run.Finish(CancellationToken.None);
        Assert.Equal(RunStatus.Diverged, run.Status);
        Assert.False(run.NextEpoch(CancellationToken.None));
        string path = Path.Combine(scratch.Folder, "run.npz");
        RunFile.Write(path, run.Record());
        RunRecord record = RunFile.Read(path);
        Assert.Equal(RunStatus.Diverged, record.Status);
        Assert.Equal(record.Epoch + 1, record.History.Length);
    }

    [Fact]
    public void Read_WrittenRun_HasEverything()
    {
        using Scratch scratch = new();
        TrainingRun run = TrainingRun.Start(Configuration(""));
        run.Finish(CancellationToken.None);
        RunRecord written = run.Record();
        string path = Path.Combine(scratch.Folder, "run.npz");
        RunFile.Write(path, written);
        RunRecord read = RunFile.Read(path);
        Assert.Equal(written.Configuration, read.Configuration);
        Assert.Equal(
            (written.Status, written.Epoch, written.Iteration),
            (read.Status, read.Epoch, read.Iteration)
        );
        foreach ((EpochStatistics a, EpochStatistics b) in written.History.Zip(read.History))
        {
            Assert.Equal(a.Series.Keys, b.Series.Keys);
            Assert.All(a.Series, s => Assert.Equal(s.Value, b.Series[s.Key]));
        }

        Assert.Equal([3, 9], read.Final["layer1.eval_correlation"].Shape);
        Assert.Equal(written.FirstCovered(1, 0), read.FirstCovered(1, 0));
        Assert.Equal(written.FirstCoveredInTraining(1, 0), read.FirstCoveredInTraining(1, 0));
        Assert.Throws<InputException>(() => Checkpoint.Read(path));
    }

    [Fact]
    public void Read_DamagedOrForeignFile_IsRefused()
    {
        using Scratch scratch = new();
        string path = Path.Combine(scratch.Folder, "checkpoint.npz");
        TrainingRun run = TrainingRun.Start(Configuration(""));
        Checkpoint.Write(path, run);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Throws<InputException>(() => Checkpoint.Read(path));
        int refused = 0;
        for (int position = 5; position < bytes.Length; position += bytes.Length / 40)
        {
            // A flipped bit is noticed, or it is one that nothing is read from.
            byte[] damaged = [.. bytes];
            damaged[position] ^= 16;
            File.WriteAllBytes(path, damaged);
            try
            {
                Checkpoint.Write(path, Checkpoint.Read(path));
                Assert.True(
                    File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes),
                    $"byte {position} of {bytes.Length}"
                );
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.True(refused > 20);
        NpzWriter.Write(path, writer => writer.Add("X", [1], 1));
        Assert.Throws<InputException>(() => Checkpoint.Read(path));
    }

    private static RunConfiguration Configuration(string variant)
    {
        Dictionary<string, string> keys = Small
            .Concat(variant.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => text.Split('=', 2))
            .GroupBy(pair => pair[0])
            .ToDictionary(group => group.Key, group => group.Last()[1]);
        return RunConfiguration.Parse(keys.Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
