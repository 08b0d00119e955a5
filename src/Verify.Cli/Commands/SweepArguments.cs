// The arguments that `verify train` and `verify sweep` share, and the plan that they make.

using System.Collections.Immutable;
using System.CommandLine;
using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Cli.Commands;

/// <summary>Keys, a file of keys, a folder, and how often to write checkpoints.</summary>
internal sealed class SweepArguments
{
    private readonly Argument<string[]> keys;
    private readonly Option<string> file = Options.Path(
        "--file",
        "F.yaml",
        "A YAML or JSON map of key to value or list; keys on the command line come before it."
    );
    private readonly Option<string> folder;
    private readonly Option<bool> resume = new("--resume")
    {
        Description =
            "Go on with what the folder holds; the keys need not be given again. The same command again goes on too.",
    };
    private readonly Option<int?> every = Options.WholeNumber(
        "--checkpoint-every",
        1,
        $"Epochs between two checkpoints of a run. Default: one every {SweepOptions.SecondsBetweenCheckpoints:F0} seconds."
    );

    internal SweepArguments(string form, string description, string defaultFolder)
    {
        keys = new Argument<string[]>(form) { Description = description, Arity = ArgumentArity.ZeroOrMore };
        every.HelpName = "EPOCHS";
        folder = Options.Path("--out", "DIR", "The folder for the results.");
        folder.DefaultValueFactory = _ => defaultFolder;
    }

    internal void AddTo(Command command)
    {
        command.Add(keys);
        command.Add(file);
        command.Add(folder);
        command.Add(resume);
        command.Add(every);
    }

    internal string Folder(ParseResult parsed) => parsed.GetValue(folder)!;

    internal int? CheckpointEvery(ParseResult parsed) => parsed.GetValue(every);

    /// <summary>The plan of the keys, of the file, or of the folder that is resumed.</summary>
    /// <exception cref="InputException">They make none, or a run's settings do not suit each other.</exception>
    internal SweepPlan Plan(ParseResult parsed, IRunKind kind)
    {
        string path = Folder(parsed);
        ImmutableArray<SweepAxis> given = SweepAxis.Parse(parsed.GetValue(keys)!);
        string? from = parsed.GetValue(file);
        bool resumed = parsed.GetValue(resume);
        if (resumed && SweepManifest.TryRead(path) is null)
        {
            throw new InputException($"The folder '{path}' holds nothing to resume.");
        }

        SweepPlan plan =
            resumed && given.IsEmpty && from is null
                ? SweepManifest.PlanOf(path, kind.Settings)
                : SweepPlan.Create(
                    kind.Settings,
                    SweepAxis.Override(
                        kind.Settings,
                        from is null ? [] : SweepFile.Read(from, kind.Settings),
                        given
                    )
                );
        for (int run = 0; run < plan.Count; run++)
        {
            SweepRunner.SizeOf(kind, plan, run);
        }

        return plan;
    }
}
