// Runs made up for the tests of sweeps: a number that is mixed once an epoch, and runs that diverge, fail or wait. Trainings
// are Cli/SweepTests.cs.

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

internal sealed class MadeUpRuns : IRunKind
{
    /// <summary>Called with the run's seed and the epoch that is about to begin.</summary>
    internal Action<int, int> BeforeEpoch { get; init; } = (_, _) => { };

    /// <summary>Seeds of runs begun at their start, and of runs begun at a checkpoint with its epoch.</summary>
    internal ConcurrentBag<int> Begun { get; } = [];

    internal ConcurrentBag<(int Seed, int Epoch)> Restored { get; } = [];

    /// <summary>
    /// m: a whole number; epochs; seed (or seeds); fate: "well", "diverges" at epoch 3, "fails" at epoch 3, "unfit".
    /// </summary>
    public SettingTable Settings { get; } =
        new(
            [
                new SettingKey("m", "A whole number.", "5", text => Whole("m", text)),
                new SettingKey("epochs", "Epochs.", "4", text => Whole("epochs", text)),
                new SettingKey("seed", "The seed.", "1", text => Whole("seed", text), OtherName: "seeds"),
                new SettingKey("rate", "A number.", "0.5", Number),
                new SettingKey("fate", "How it ends.", "well", text => text),
            ],
            new SettingPreset("large", ["50", "4", "1", "0.25", "well"])
        );

    public RunSize SizeOf(RunSettings settings) =>
        settings["fate"] == "unfit"
            ? throw new InputException("This fate is unfit.")
            : new RunSize(Int(settings["epochs"]), IterationsPerEpoch: 10, CostPerEpoch: Int(settings["m"]));

    public IRun Begin(RunSettings settings)
    {
        Begun.Add(Int(settings["seed"]));
        return new Run(this, settings, 0, (ulong)Int(settings["seed"]));
    }

    public IRun Restore(RunSettings settings, string checkpoint)
    {
        string[] lines = File.ReadAllLines(checkpoint);
        if (lines is not [var hash, var epoch, var state] || hash != settings.Hash())
        {
            throw new InputException("The checkpoint is damaged.");
        }

        Restored.Add((Int(settings["seed"]), Int(epoch)));
        return new Run(this, settings, Int(epoch), ulong.Parse(state, CultureInfo.InvariantCulture));
    }

    public RunResult ReadResult(RunSettings settings, string result)
    {
        string[] lines = File.ReadAllLines(result);
        return lines is [var hash, var epochs, var state] && hash == settings.Hash()
            ? new RunResult(
                settings["fate"] == "diverges",
                Int(epochs),
                json => WriteSummary(json, ulong.Parse(state, CultureInfo.InvariantCulture))
            )
            : throw new InputException($"'{result}' is not the result of this run.");
    }

    public RunCurves? ReadCurves(string result) => null;

    internal static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void WriteSummary(Utf8JsonWriter json, ulong state)
    {
        json.WriteStartObject("lastEpoch");
        json.WriteNumber("loss", state / (double)ulong.MaxValue);
        json.WriteNull("other");
        json.WriteEndObject();
    }

    private static string Whole(string key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : throw new InputException($"'{key}={text}' is not a whole number.");

    private static string Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : throw new InputException($"'rate={text}' is not a number.");

    private sealed class Run(MadeUpRuns kind, RunSettings settings, int epochs, ulong state) : IRun
    {
        private ulong state = state;

        public int EpochsDone { get; private set; } = epochs;

        public long IterationsDone => 10L * EpochsDone;

        public bool HasDiverged => settings["fate"] == "diverges" && EpochsDone == 3;

        public void NextEpoch(CancellationToken cancellation)
        {
            kind.BeforeEpoch(Int(settings["seed"]), EpochsDone);
            if (settings["fate"] == "fails" && EpochsDone == 3)
            {
                throw new InvalidOperationException("made to fail");
            }

            state = (state ^ (ulong)Int(settings["m"])) * 6364136223846793005 + 1442695040888963407;
            EpochsDone++;
        }

        public void WriteCheckpoint(string path) =>
            AtomicFile.WriteText(path, $"{settings.Hash()}\n{EpochsDone}\n{state}\n");

        public void WriteResult(string path) => WriteCheckpoint(path);

        public void WriteSummary(Utf8JsonWriter json) => MadeUpRuns.WriteSummary(json, state);

        public void Dispose() { }
    }
}
