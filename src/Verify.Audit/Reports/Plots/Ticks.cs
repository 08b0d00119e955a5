// Where an axis has its ticks: whole multiples of 1, 2 or 5 times a power of ten.

using System.Collections.Immutable;

namespace Verify.Audit.Reports.Plots;

/// <summary>A tick and its label.</summary>
/// <param name="Value">The datum.</param>
/// <param name="Label">The text at it.</param>
public readonly record struct Tick(double Value, string Label);

/// <summary>Ticks on whole numbers: counts and exponents.</summary>
public static class Ticks
{
    /// <summary>The least step of 1, 2, 5, 10, 20, 50 ... of which at most so many fit into the span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative or atMost is not positive.</exception>
    public static int Step(int span, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(span);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        long needed = ((long)span + atMost - 1) / atMost;
        for (long power = 1; ; power *= 10)
        {
            foreach (long step in (ReadOnlySpan<long>)[power, 2 * power, 5 * power])
            {
                if (step >= needed)
                {
                    return (int)Math.Min(step, int.MaxValue);
                }
            }
        }
    }

    /// <summary>Multiples of <see cref="Step"/> in [from, to], labelled by the function.</summary>
    public static ImmutableArray<Tick> Whole(int from, int to, int atMost, Func<int, string> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        int step = Step(to - from, atMost);
        ImmutableArray<Tick>.Builder ticks = ImmutableArray.CreateBuilder<Tick>();
        for (long multiple = (long)Math.Ceiling((double)from / step) * step; multiple <= to; multiple += step)
        {
            ticks.Add(new Tick(multiple, label((int)multiple)));
        }

        return ticks.ToImmutable();
    }
}
