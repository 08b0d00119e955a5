// What is read off a correlation matrix: the best partner of every node, and how many pass each threshold.

namespace Verify.Core.Training;

/// <summary>Summaries of an m x n matrix of correlations, teachers by students, row-major.</summary>
public static class Coverage
{
    /// <summary>Per teacher, the largest correlation; NaN where any of the row is.</summary>
    public static double[] BestOfTeacher(ReadOnlySpan<double> correlations, int teachers)
    {
        int students = correlations.Length / teachers;
        double[] best = new double[teachers];
        for (int j = 0; j < teachers; j++)
        {
            best[j] = double.NegativeInfinity;
            foreach (double value in correlations.Slice(j * students, students))
            {
                best[j] = Math.Max(best[j], value);
            }
        }

        return best;
    }

    /// <summary>Per student, the largest correlation and the first teacher that has it.</summary>
    public static (double[] Best, double[] Teacher) BestOfStudent(
        ReadOnlySpan<double> correlations,
        int teachers
    )
    {
        int students = correlations.Length / teachers;
        double[] best = new double[students];
        double[] teacher = new double[students];
        Array.Fill(best, double.NegativeInfinity);
        for (int j = 0; j < teachers; j++)
        {
            for (int k = 0; k < students; k++)
            {
                double value = correlations[j * students + k];
                if (value > best[k] || double.IsNaN(value))
                {
                    (best[k], teacher[k]) = (value, j);
                }
            }
        }

        return (best, teacher);
    }

    /// <summary>#{students with a correlation above the threshold}, thresholds x teachers.</summary>
    public static double[] Counts(
        ReadOnlySpan<double> correlations,
        int teachers,
        IReadOnlyList<double> thresholds
    )
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        int students = correlations.Length / teachers;
        double[] counts = new double[thresholds.Count * teachers];
        for (int t = 0; t < thresholds.Count; t++)
        {
            for (int j = 0; j < teachers; j++)
            {
                foreach (double value in correlations.Slice(j * students, students))
                {
                    counts[t * teachers + j] += value > thresholds[t] ? 1 : 0;
                }
            }
        }

        return counts;
    }
}
