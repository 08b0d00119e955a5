// `verify observe`: who observes whom in the user's own two networks, decided exactly.

using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Verify.Algebra;
using Verify.Audit;
using Verify.Audit.Observing;
using Verify.Cli.Rendering;
using Verify.Core.Data;
using Verify.Core.Networks;

namespace Verify.Cli.Commands;

/// <summary>The observe verb.</summary>
internal static class ObserveCommand
{
    private const int DefaultRegions = 2000;

    internal static Command Create()
    {
        Option<string> teacher = Options.File("--teacher", "T.npz", "The teacher: W1..WL, bias row last.");
        Option<string> student = Options.File("--student", "S.npz", "The student: W1..WL, bias row last.");
        Option<Rational> box = new("--box")
        {
            Description = "r: the inputs considered are the open box (-r, r)^d.",
            HelpName = "r",
            Required = true,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Exactly(text) is { } radius && RationalModule.sign(radius) > 0)
                {
                    return radius;
                }

                result.AddError($"'--box {text}' is not a positive number");
                return Rational.One;
            },
        };
        Option<double> leak = Options.Leak();
        Option<int?> regions = Options.WholeNumber(
            "--regions",
            1,
            $"Deep networks: activation regions looked at before a student is undecided. Default: {DefaultRegions}."
        );
        Option<string> output = Options.Path("--out", "F.json", "Receives the matrix with its certificates; for d = 2 a picture (.svg) beside it.");
        Command command = new("observe", "Decides exactly which student node observes which teacher node.")
        {
            teacher,
            student,
            box,
            leak,
            regions,
            output,
        };
        command.SetAction(parsed =>
            Run(
                NetworkFiles.ReadPair(
                    parsed.GetValue(teacher)!,
                    parsed.GetValue(student)!,
                    parsed.GetValue(leak)
                ),
                parsed.GetValue(box)!,
                parsed.GetValue(regions) ?? DefaultRegions,
                parsed.GetValue(output)
            )
        );
        return command;
    }

    /// <summary>A decimal such as 1.5 or a fraction such as 3/2 as the number it is; null for any other text.</summary>
    private static Rational? Exactly(string text) =>
        RationalModule.tryParse(text) is { } fraction ? fraction.Value
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            ? RationalModule.create(
                new BigInteger(decimal.Truncate(value * Power(value.Scale))),
                BigInteger.Pow(10, value.Scale)
            )
        : null;

    private static decimal Power(byte scale) => (decimal)BigInteger.Pow(10, scale);

    private static int Run(NetworkPair pair, Rational radius, int regions, string? output)
    {
        using Interruption interruption = new();
        int teachers = pair.Teacher.Shape.Width(1);
        ObservationRecord record = ProgressDisplay.Show(
            "Observing",
            report =>
                ObservationRecord.Decide(
                    pair,
                    radius,
                    regions,
                    done => report("teachers", done, teachers),
                    interruption.Token
                )
        );
        if (output is not null)
        {
            string json = ObservationJson.Render(record);
            AtomicFile.WriteText(output, json);
            if (ObservationPicture.Render(record) is { } picture)
            {
                AtomicFile.WriteText(Path.ChangeExtension(output, ".svg"), picture);
            }
        }

        ObservationTable.Write(record, output);
        return record.ZeroGradients.Any(student => student.IsZero is null)
            ? ExitCodes.Undecided
            : ExitCodes.AsExpected;
    }
}
