// Options that several commands share, and parsers whose errors say what is accepted.

using System.CommandLine;
using System.Globalization;

namespace Verify.Cli.Commands;

/// <summary>Makes options.</summary>
internal static class Options
{
    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    internal static Option<int?> WholeNumber(string name, int least, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                    && value >= least
                )
                {
                    return value;
                }

                result.AddError($"'{name} {text}' is not a whole number from {least} to {int.MaxValue}");
                return null;
            },
        };

    /// <summary>A whole number of 64 bits.</summary>
    internal static Option<ulong> Seed() =>
        new("--seed")
        {
            Description = "Every case's seed derives from it.",
            DefaultValueFactory = _ => 1,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
                {
                    return value;
                }

                result.AddError($"'--seed {text}' is not a whole number from 0 to {ulong.MaxValue}");
                return 0;
            },
        };

    /// <summary>The leak c in [0, 1).</summary>
    internal static Option<double> Leak() =>
        new("--leak")
        {
            Description = "The slope c of sigma below zero, 0 <= c < 1 (0 is ReLU).",
            DefaultValueFactory = _ => 0,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && value >= 0
                    && value < 1
                )
                {
                    return value;
                }

                result.AddError($"'--leak {text}' is not a number with 0 <= c < 1");
                return 0;
            },
        };

    /// <summary>A required path.</summary>
    internal static Option<string> File(string name, string placeholder, string description) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            Required = true,
        };
}
