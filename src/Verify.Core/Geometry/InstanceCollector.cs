// The rows of S0_jk of one teacher, gathered from stretches in order: counts per node, moments, and some samples.

namespace Verify.Core.Geometry;

/// <summary>Adds up what <see cref="InstanceWorker"/> found about one teacher. One thread at a time.</summary>
internal sealed class InstanceCollector
{
    private readonly int teacher;
    private readonly InstanceChoice choice;
    private readonly int keep;
    private readonly int words;
    private readonly BandCollector all;
    private readonly BandCollector[] candidates;
    private readonly List<int>[] candidateRows;
    private readonly long[] held;
    private readonly int[] heldKept;
    private readonly List<int> rows = [];
    private long size;
    private long uncovered;

    internal InstanceCollector(HiddenNodes nodes, int teacher, InstanceChoice choice, int keep)
    {
        this.teacher = teacher;
        this.choice = choice;
        this.keep = keep;
        words = InstanceWorker.Words(nodes);
        all = new BandCollector(nodes.Inputs, keep);
        candidates = [.. choice.Candidates.Select(_ => new BandCollector(nodes.Inputs, 0))];
        candidateRows = [.. choice.Candidates.Select(_ => new List<int>())];
        held = new long[nodes.Count];
        heldKept = new int[nodes.Count];
    }

    /// <summary>Takes the rows of the blocks of one stretch (row-major), in order.</summary>
    internal void Take(ReadOnlySpan<double> stretch, InstanceRows[][] blocks, int count, int blockRows)
    {
        rows.Clear();
        foreach (List<int> list in candidateRows)
        {
            list.Clear();
        }

        for (int block = 0; block < count; block++)
        {
            InstanceRows found = blocks[block][teacher];
            uncovered += found.Uncovered;
            for (int i = 0; i < found.Rows.Count; i++)
            {
                int row = block * blockRows + found.Rows[i];
                rows.Add(row);
                TakeHolders(found.Holders, i * words, row);
                size++;
            }
        }

        all.Take(stretch, rows);
        for (int c = 0; c < candidates.Length; c++)
        {
            candidates[c].Take(stretch, candidateRows[c]);
        }
    }

    internal InstanceCounts Result() =>
        new()
        {
            Teacher = teacher,
            Observer = choice.Observer,
            Size = size,
            Held = held,
            Uncovered = uncovered,
            Moment = all.Moment,
            Candidates =
            [
                .. choice.Candidates.Select((node, c) => new CandidateMoment(node, candidates[c].Moment)),
            ],
            Kept = all.Kept,
            HeldKept = heldKept,
        };

    private void TakeHolders(List<ulong> holders, int start, int row)
    {
        for (int i = 0; i < held.Length; i++)
        {
            if ((holders[start + i / 64] >> (i & 63) & 1) != 0)
            {
                held[i]++;
                heldKept[i] += size < keep ? 1 : 0;
            }
        }

        for (int c = 0; c < candidates.Length; c++)
        {
            int node = choice.Candidates[c];
            if ((holders[start + node / 64] >> (node & 63) & 1) != 0)
            {
                candidateRows[c].Add(row);
            }
        }
    }
}
