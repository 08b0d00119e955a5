// Where an axis has its ticks: whole multiples of 1, 2 or 5 times a power of ten.

using System.Collections.Immutable;

namespace Verify.Audit.Reports.Plots;

/// <summary>A tick and its label.</summary>
/// <param name="Value">The datum.</param>
/// <param name="Label">The text at it.</param>
public readonly record struct Tick(double Value, string Label);

/// <summary>Ticks on whole numbers (counts and exponents) and on decimal ones.</summary>
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

    /// <summary>
    /// Multiples from 0 to <paramref name="to"/> of the least 1, 2 or 5 times a power of ten of which at most so many fit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is not positive and finite, or atMost is not positive.</exception>
    public static ImmutableArray<Tick> FromZero(double to, int atMost)
    {
        if (!(to > 0) || !double.IsFinite(to))
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, "An axis ends above its start.");
        }

        // The axis in hundreds of a power of ten is a span of 100 to 1000 units, whose ticks are whole.
        int power = (int)Math.Floor(Math.Log10(to)) - 2;
        double unit = Math.Pow(10, power);
        int step = Step((int)Math.Floor(to / unit * (1 + 1e-12)), atMost);
        ImmutableArray<Tick>.Builder ticks = ImmutableArray.CreateBuilder<Tick>();
        for (int multiple = 0; multiple * unit <= to * (1 + 1e-12); multiple += step)
        {
            ticks.Add(new Tick(multiple * unit, Numbers.About(multiple * unit)));
        }

        return ticks.ToImmutable();
    }
}
