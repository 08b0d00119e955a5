// Options that several commands share, and parsers whose errors say what is accepted.

using System.CommandLine;
using System.Globalization;
using Verify.Audit.Running;
using Verify.Audit.Sharding;

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

    /// <summary>A positive finite number.</summary>
    internal static Option<double?> Positive(string name, string placeholder, string description) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && value > 0
                    && double.IsFinite(value)
                )
                {
                    return value;
                }

                result.AddError($"'{name} {text}' is not a positive number");
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

    /// <summary>A shard, i/n.</summary>
    internal static Option<Shard?> Shard() =>
        new("--shard")
        {
            Description =
                "Do only shard i of n, into a folder of its own; 'verify merge' puts all n together.",
            HelpName = "i/n",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Audit.Sharding.Shard.TryParse(text) is { } shard)
                {
                    return shard;
                }

                result.AddError($"'--shard {text}' is not i/n with whole numbers, 1 <= i <= n");
                return null;
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

    /// <summary>quick, ci or deep.</summary>
    internal static Option<AuditProfile> Profile() =>
        new("--profile")
        {
            Description = "quick (about a minute on two cores), ci (a few minutes) or deep (hours).",
            HelpName = "quick|ci|deep",
            DefaultValueFactory = _ => AuditProfile.Quick,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                switch (text)
                {
                    case "quick":
                        return AuditProfile.Quick;
                    case "ci":
                        return AuditProfile.Ci;
                    case "deep":
                        return AuditProfile.Deep;
                    default:
                        result.AddError($"'--profile {text}' is none of quick, ci, deep");
                        return default;
                }
            },
        };

    /// <summary>A required path.</summary>
    internal static Option<string> File(string name, string placeholder, string description)
    {
        Option<string> option = Path(name, placeholder, description);
        option.Required = true;
        return option;
    }

    /// <summary>
    /// A path. One that starts with two dashes is taken for an option whose value was forgotten: "--out --jobs 2" makes no
    /// folder "--jobs".
    /// </summary>
    internal static Option<string> Path(string name, string placeholder, string description)
    {
        Option<string> option = new(name) { Description = description, HelpName = placeholder };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.StartsWith("--", StringComparison.Ordinal))
            {
                string value = result.Tokens[0].Value;
                result.AddError($"'{name}' has no value (write './{value}' for a path of that name)");
            }
        });
        return option;
    }
}
