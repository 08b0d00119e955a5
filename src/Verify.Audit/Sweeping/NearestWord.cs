// The known word that a mistyped one most likely stands for. It always names one: whether it helps is the reader's business.

namespace Verify.Audit.Sweeping;

internal static class NearestWord
{
    /// <summary>
    /// The candidate with the fewest letters to insert, remove, replace or swap with their neighbour, ignoring case; the
    /// first in ordinal order among equals. There must be a candidate.
    /// </summary>
    internal static string Of(string word, IEnumerable<string> candidates) =>
        candidates
            .OrderBy(candidate => candidate, StringComparer.Ordinal)
            .MinBy(candidate => Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    /// <summary>
    /// The optimal string alignment distance: D(i, j) = min(D(i-1, j) + 1, D(i, j-1) + 1, D(i-1, j-1) + [a_i != b_j],
    /// D(i-2, j-2) + 1 when the last two letters are swapped).
    /// </summary>
    internal static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above) = (above, row);
        }

        return above[b.Length];
    }
}
