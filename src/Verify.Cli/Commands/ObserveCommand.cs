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
        Option<int?> layer = Options.WholeNumber(
            "--layer",
            1,
            "l: the hidden layer, 1 to L-1. Above layer 1 only the observations are decided: zero gradient and co-planar students, which have no meaning there, are left out. Default: 1."
        );
        Option<int?> regions = Options.WholeNumber(
            "--regions",
            1,
            $"Deep networks: activation regions looked at before what was not met is undecided. Default: {DefaultRegions}."
        );
        Option<string> output = Options.Path(
            "--out",
            "F.json",
            "Receives the matrix with its certificates; for d = 2 a picture (.svg) beside it."
        );
        Command command = new("observe", "Decides exactly which student node observes which teacher node.")
        {
            teacher,
            student,
            box,
            leak,
            layer,
            regions,
            output,
        };
        command.SetAction(parsed =>
        {
            NetworkPair pair = NetworkFiles.ReadPair(
                parsed.GetValue(teacher)!,
                parsed.GetValue(student)!,
                parsed.GetValue(leak)
            );
            int l = Hidden(parsed.GetValue(layer) ?? 1, pair);
            Rational radius = parsed.GetValue(box)!;
            int limit = parsed.GetValue(regions) ?? DefaultRegions;
            string? path = parsed.GetValue(output);
            return l == 1 ? First(pair, radius, limit, path) : Above(pair, l, radius, limit, path);
        });
        return command;
    }

    private static int Hidden(int layer, NetworkPair pair) =>
        layer < pair.Depth
            ? layer
            : throw new InputException(
                $"'--layer {layer}' is not a hidden layer: the networks have {pair.Depth} weight layers, so it is from 1 to {pair.Depth - 1}."
            );

    /// <summary>
    /// Digits with or without a decimal point, such as 1.5, or a fraction such as 3/2, as the number it is; null for any
    /// other text.
    /// </summary>
    private static Rational? Exactly(string text)
    {
        if (!text.All(c => char.IsAsciiDigit(c) || c is '.' or '/'))
        {
            return null;
        }

        if (RationalModule.tryParse(text) is { } fraction)
        {
            return fraction.Value;
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? text : text.Remove(point, 1);
        return BigInteger.TryParse(
            digits,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out BigInteger value
        )
            ? RationalModule.create(value, BigInteger.Pow(10, point < 0 ? 0 : digits.Length - point))
            : null;
    }

    private static int First(NetworkPair pair, Rational radius, int regions, string? output)
    {
        // Found before the work, and before one of the two files is there without the other.
        Writable(output);
        string? picturePath = pair.Inputs == 2 && output is not null ? Beside(output) : null;
        Writable(picturePath);
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
            AtomicFile.WriteText(output, ObservationJson.Render(record));
        }

        if (picturePath is not null && ObservationPicture.Render(record) is { } picture)
        {
            AtomicFile.WriteText(picturePath, picture);
        }

        ObservationTable.Write(record, output);
        return record.ZeroGradients.Any(student => student.IsZero is null)
            ? ExitCodes.Undecided
            : ExitCodes.AsExpected;
    }

    private static int Above(NetworkPair pair, int layer, Rational radius, int regions, string? output)
    {
        Writable(output);
        string? picturePath = pair.Inputs == 2 && output is not null ? Beside(output) : null;
        Writable(picturePath);
        using Interruption interruption = new();
        DeepObservationRecord record = ProgressDisplay.Show(
            "Observing",
            report =>
                DeepObservationRecord.Decide(
                    pair,
                    layer,
                    radius,
                    regions,
                    done => report("regions of the limit", done, regions),
                    interruption.Token
                )
        );
        if (output is not null)
        {
            AtomicFile.WriteText(output, DeepObservationJson.Render(record));
        }

        if (picturePath is not null && DeepObservationPicture.Render(record) is { } picture)
        {
            AtomicFile.WriteText(picturePath, picture);
        }

        ObservationTable.Write(record, output);
        return record.Observations.Any(row => row.Any(observation => observation.IsUndecidedAfter))
            ? ExitCodes.Undecided
            : ExitCodes.AsExpected;
    }

    /// <summary>The picture's path.</summary>
    private static string Beside(string output)
    {
        string picture = Path.ChangeExtension(output, ".svg");
        return string.Equals(picture, output, StringComparison.OrdinalIgnoreCase)
            ? throw new InputException(
                $"'--out {output}' is where the picture goes; give the JSON file another ending."
            )
            : picture;
    }

    private static void Writable(string? path)
    {
        if (path is not null)
        {
            AtomicFile.RequireWritable(path);
        }
    }
}
