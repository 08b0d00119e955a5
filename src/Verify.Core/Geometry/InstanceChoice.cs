// Which pairs the second pass looks at: an observer for each teacher, and nodes whose own samples are summed up.

namespace Verify.Core.Geometry;

/// <summary>What is asked about one teacher. Any choice gives sound bounds; a good one gives close bounds.</summary>
/// <param name="Observer">The student k whose S0_jk is looked at, or -1: nothing is asked about this teacher.</param>
/// <param name="Candidates">Nodes i (not j) for which the moments of the samples of S0 in I_i(s) are wanted.</param>
public sealed record InstanceChoice(int Observer, IReadOnlyList<int> Candidates)
{
    /// <summary>Nothing is asked.</summary>
    public static InstanceChoice None { get; } = new(-1, []);

    /// <summary>
    /// Per teacher the observer with the largest S0 (the first of equal ones), and the students whose hyperplanes are
    /// nearest to the teacher's: by sin(angle) spread + difference of offsets, in units of the samples.
    /// </summary>
    /// <param name="test">The nodes.</param>
    /// <param name="tally">Of the first pass.</param>
    /// <param name="spread">A typical length of the samples across a direction, positive.</param>
    /// <param name="candidates">How many students at most.</param>
    public static IReadOnlyList<InstanceChoice> Of(
        KinkTest test,
        SmallGradientTally tally,
        double spread,
        int candidates
    )
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(tally);
        return [.. Enumerable.Range(0, test.Nodes.Teachers).Select(Choose)];

        InstanceChoice Choose(int j)
        {
            int best = -1;
            for (int k = 0; k < test.Nodes.Students; k++)
            {
                long size = tally.CancelledFor(j, k);
                if (size > 0 && (best < 0 || size > tally.CancelledFor(j, best)))
                {
                    best = k;
                }
            }

            return best < 0
                ? None
                : new InstanceChoice(
                    best,
                    [
                        .. Enumerable
                            .Range(test.Nodes.Teachers, test.Nodes.Students)
                            .Where(test.Nodes.IsRegular)
                            .OrderBy(i => Distance(i, j))
                            .Take(candidates),
                    ]
                );
        }

        double Distance(int i, int j)
        {
            PlaneAngle angle = PlaneAngle.Between(test.Nodes, i, j);
            return angle.Sine.Upper * spread + angle.Offset.Upper;
        }
    }
}
