// `verify check`: the finite-sample conditions and certificates on the user's own networks and data.

using System.CommandLine;
using System.Globalization;
using Verify.Audit.Checking;
using Verify.Cli.Rendering;
using Verify.Core.Data;
using Verify.Core.Networks;

namespace Verify.Cli.Commands;

/// <summary>The check verb.</summary>
internal static class CheckCommand
{
    internal static Command Create()
    {
        Option<string> teacher = Options.File("--teacher", "T.npz", "The teacher: W1..WL, bias row last.");
        Option<string> student = Options.Path(
            "--student",
            "S.npz",
            "The student, of the same depth. Without one only the dataset's conditions are checked."
        );
        Option<string> data = Options.File(
            "--data",
            "X.npy",
            "The inputs, N x d; read in blocks, never held."
        );
        Option<double?> step = Options.Positive(
            "--step",
            "s",
            "The augmentation step, in the units of the data. Default: eps / 5 times the root mean square deviation of a coordinate, which leaves room in both bounds; the printed rule, 2 eps / K^(3/2), is shown beside it."
        );
        Option<double?> delta = Options.Positive(
            "--delta",
            "delta",
            "Half-width of a teacher's band. Default: s/2 (aware) or s/(2 sqrt d) (agnostic)."
        );
        Option<double> leak = Options.Leak();
        Option<double?> epsilon = Options.Positive(
            "--eps",
            "eps",
            "The closeness wanted, for the sine of the angle and for the offsets. It sets the default step and the thresholds of F.paper. Default: 0.1."
        );
        Option<AugmentationMode> mode = Mode();
        Option<double> confidence = Confidence();
        Option<ulong> seed = Options.Seed();
        seed.Description = "Of the search for bad bands.";
        Option<int?> jobs = Options.WholeNumber(
            "--jobs",
            1,
            "Threads; the results do not depend on it. Default: all cores."
        );
        Option<string> folder = Options.Path("--out", "DIR", "Receives check.json and check.html.");
        Command command = new(
            "check",
            "Says which teachers must be matched by a student, from the gradients on your data. Certificates are for two layers; for deeper networks the dataset's conditions at the lowest layer are reported. Exit codes: 0 every teacher certified, 3 nothing can be concluded for some, 1 a certificate contradicts the weights, 2 bad input."
        )
        {
            teacher,
            student,
            data,
            step,
            delta,
            leak,
            epsilon,
            mode,
            confidence,
            seed,
            jobs,
            folder,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(teacher)!,
                parsed.GetValue(student),
                parsed.GetValue(data)!,
                parsed.GetValue(leak),
                new CheckSettings
                {
                    Step = parsed.GetValue(step),
                    Delta = parsed.GetValue(delta),
                    Epsilon = parsed.GetValue(epsilon) ?? 0.1,
                    Mode = parsed.GetValue(mode),
                    Confidence = parsed.GetValue(confidence),
                    Seed = parsed.GetValue(seed),
                    Jobs = parsed.GetValue(jobs) ?? Environment.ProcessorCount,
                },
                parsed.GetValue(folder)
            )
        );
        return command;
    }

    private static int Run(
        string teacherPath,
        string? studentPath,
        string data,
        double leak,
        CheckSettings settings,
        string? folder
    )
    {
        Network teacher;
        Network? student = null;
        if (studentPath is null)
        {
            teacher = NetworkFile.Read(teacherPath, leak);
        }
        else
        {
            NetworkPair pair = NetworkFiles.ReadPair(teacherPath, studentPath, leak);
            (teacher, student) = (pair.Teacher, pair.Student);
        }

        // A dataset that cannot be used leaves no folder behind.
        using (new InputsReader(data, teacher.Shape.Inputs)) { }

        using Interruption interruption = new();
        int passes = student is not null && teacher.Shape.Depth == 2 ? CheckRun.Passes : CheckRun.Passes - 1;
        CheckRecord Work() =>
            ProgressDisplay.Show(
                "Checking",
                report =>
                    CheckRun.Run(
                        data,
                        (teacherPath, teacher),
                        student is null ? null : (studentPath!, student),
                        settings,
                        (pass, done, samples) =>
                            report(
                                $"samples, pass {pass} of {passes}",
                                (pass - 1L) * samples + done,
                                (long)passes * samples
                            ),
                        interruption.Token
                    )
            );
        CheckRecord record = folder is null ? Work() : CheckFolder.Run(folder, Work);
        CheckTable.Write(record, folder);
        return record.ExitCode;
    }

    private static Option<AugmentationMode> Mode() =>
        new("--mode")
        {
            Description =
                "aware: D' adds x +- s w*_j for the samples in band j. agnostic: D' adds x +- s e_u for every sample and axis (2d + 1 times the work).",
            HelpName = "aware|agnostic",
            DefaultValueFactory = _ => AugmentationMode.Aware,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                switch (text)
                {
                    case "aware":
                        return AugmentationMode.Aware;
                    case "agnostic":
                        return AugmentationMode.Agnostic;
                    default:
                        result.AddError($"'--mode {text}' is none of aware, agnostic");
                        return default;
                }
            },
        };

    private static Option<double> Confidence() =>
        new("--confidence")
        {
            Description =
                "The confidence of the upper ends of eta where no certain one is known, strictly between 0 and 1.",
            HelpName = "p",
            DefaultValueFactory = _ => 0.99,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && value > 0
                    && value < 1
                )
                {
                    return value;
                }

                result.AddError($"'--confidence {text}' is not a number strictly between 0 and 1");
                return 0;
            },
        };
}
