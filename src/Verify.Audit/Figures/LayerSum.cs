// One hidden layer of the runs of one configuration, added up: the students at the end, and the teachers over the epochs.

using System.Collections.Immutable;

namespace Verify.Audit.Figures;

/// <summary>Sums over runs with the same epochs and widths; m teacher nodes.</summary>
internal sealed class LayerSum
{
    private readonly int early;

    /// <summary>Nothing yet, for runs like the one given.</summary>
    /// <param name="like">A layer of one of the runs.</param>
    /// <param name="early">The index of the early epoch.</param>
    internal LayerSum(LayerSeries like, int early)
    {
        this.early = early;
        Teachers = like.TeacherBest[0].Length;
        Best = [.. like.TeacherBest.Select(_ => MeanDeviation.Many(Teachers))];
        CoveredEarly = new int[Teachers];
        CoveredFinally = new int[Teachers];
    }

    /// <summary>m.</summary>
    internal int Teachers { get; }

    /// <summary>The students of all runs.</summary>
    internal StudentCloud Cloud { get; } = new();

    /// <summary>Per epoch and teacher, its best correlation with a student, over runs.</summary>
    internal ImmutableArray<MeanDeviation[]> Best { get; }

    /// <summary>Runs in which the teacher is covered at the early epoch.</summary>
    internal int[] CoveredEarly { get; }

    /// <summary>Runs in which it is covered at the end.</summary>
    internal int[] CoveredFinally { get; }

    /// <summary>Adds a run's layer.</summary>
    internal void Add(LayerSeries layer)
    {
        for (int k = 0; k < layer.StudentBest.Length; k++)
        {
            Cloud.Add(layer.StudentBest[k], layer.FanOut[k]);
        }

        for (int epoch = 0; epoch < Best.Length; epoch++)
        {
            for (int j = 0; j < Teachers; j++)
            {
                Best[epoch][j].Add(layer.TeacherBest[epoch][j]);
            }
        }

        for (int j = 0; j < Teachers; j++)
        {
            CoveredEarly[j] += layer.TeacherBest[early][j] > SweepFigures.Matched ? 1 : 0;
            CoveredFinally[j] += layer.TeacherBest[^1][j] > SweepFigures.Matched ? 1 : 0;
        }
    }
}
