// Rows as the published code separates them: distinct, none of them zero, steps of 0.25 in [-1, 1]. Distinct rows can still
// be parallel, and then two teachers share a boundary.

using Verify.Core.Numerics;

namespace Verify.Benchmarks.Published;

/// <summary>Draws rows, and finds parallel ones.</summary>
internal static class CoplanarDraw
{
    /// <summary>Distinct non-zero rows of multiples of 0.25, written as integers from -4 to 4.</summary>
    internal static int[][] Draw(int rows, int inputs, CounterRandom random)
    {
        List<int[]> drawn = [];
        while (drawn.Count < rows)
        {
            int[] row = new int[inputs];
            foreach (ref int value in row.AsSpan())
            {
                value = random.NextBelow(9) - 4;
            }

            if (row.Any(value => value != 0) && !drawn.Any(other => other.AsSpan().SequenceEqual(row)))
            {
                drawn.Add(row);
            }
        }

        return [.. drawn];
    }

    /// <summary>Whether a row is a positive multiple of another: the offset is the same, so the two nodes are one.</summary>
    internal static bool HasPair(int[][] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (AreSame(rows[i], rows[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AreSame(int[] x, int[] y)
    {
        int pivot = Array.FindIndex(x, value => value != 0);
        bool isPositive = x[pivot] * y[pivot] > 0;
        return isPositive && x.Zip(y, (a, b) => x[pivot] * b == a * y[pivot]).All(equal => equal);
    }
}
