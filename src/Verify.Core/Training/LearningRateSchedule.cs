// A learning rate that changes at given epochs. Halving is the configuration's, on top of it.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>Rates from given epochs on; the first is 0.</summary>
public sealed class LearningRateSchedule
{
    private readonly ImmutableArray<(int Epoch, double Rate)> steps;

    private LearningRateSchedule(ImmutableArray<(int Epoch, double Rate)> steps) => this.steps = steps;

    /// <summary>One rate for all epochs.</summary>
    public static LearningRateSchedule Constant(double rate) => new([(0, rate)]);

    /// <summary>A rate (0.01), or epoch:rate pairs joined by slashes (0:0.2/20:0.1), epochs ascending from 0.</summary>
    /// <exception cref="InputException">Anything else, or a rate that is not positive and finite.</exception>
    public static LearningRateSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImmutableArray<(int, double)>.Builder steps = ImmutableArray.CreateBuilder<(int, double)>();
        foreach (string part in text.Split('/'))
        {
            string[] pair = part.Contains(':', StringComparison.Ordinal) ? part.Split(':') : ["0", part];
            if (
                pair.Length != 2
                || !int.TryParse(pair[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
                || !double.TryParse(
                    pair[1],
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double rate
                )
                || !(rate > 0 && double.IsFinite(rate))
                || (steps.Count == 0 ? epoch != 0 : epoch <= steps[^1].Item1)
            )
            {
                throw new InputException(
                    $"lr={text} is not a positive rate, nor epoch:rate pairs such as 0:0.2/20:0.1 with epochs ascending from 0."
                );
            }

            steps.Add((epoch, rate));
        }

        return new LearningRateSchedule(steps.ToImmutable());
    }

    /// <summary>The rate of an epoch, counted from 0.</summary>
    public double At(int epoch) => steps.Last(step => step.Epoch <= epoch).Rate;

    /// <inheritdoc/>
    public override string ToString() =>
        steps.Length == 1
            ? steps[0].Rate.ToString("R", CultureInfo.InvariantCulture)
            : string.Join(
                '/',
                steps.Select(step =>
                    string.Create(CultureInfo.InvariantCulture, $"{step.Epoch}:{step.Rate:R}")
                )
            );
}
