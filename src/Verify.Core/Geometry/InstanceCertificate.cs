// F.instance: what the samples of S0_jk say about the alignment of other nodes with teacher j. Derivation below.
// The counts come from InstancePass; here they become bounds.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The certificate of one teacher. Every sample of S0 lies in I_i(s) for some node i other than j (F.local-kink: else the
/// gradients could not all be that small), so of K - 1 nodes one holds at least q = ceil(|S0| / (K - 1)) of them.
/// </summary>
/// <remarks>
/// Let node i hold c >= 1 samples of S0, w~_i = cos w~_j + sin u with u a unit vector across w~_j. F.intersect:
/// |sin u.x + b_i - cos b_j| &lt;= s + delta at each. 1. If every transverse band with c of the samples has half-width at
/// least W, then sin W &lt;= s + delta. Of these very c samples the sum of (u.x - mean)^2 is at least lambda, the lowest
/// eigenvalue across w~_j of their centred scatter, while in a band of half-width r it is at most c r^2: W may be
/// sqrt(lambda / c). TransverseBand offers others that hold for any c of the samples. 2. One of them has
/// (u.x)^2 &lt;= Lambda / c, Lambda the largest eigenvalue of their sum of x x^T; there
/// b_i - sgn b_j = h_i - cos h_j - sin u.x + (cos - sgn) b_j gives
/// |b_i - sgn b_j| &lt;= s + delta + sin sqrt(Lambda / c) + sin^2 |b_j|, as 1 - |cos| &lt;= sin^2.
/// For d = 1 there is no u, and sin = 0.
/// </remarks>
public sealed record InstanceCertificate
{
    /// <summary>The counts it rests on.</summary>
    public required InstanceCounts Counts { get; init; }

    /// <summary>q.</summary>
    public required long Pigeonhole { get; init; }

    /// <summary>
    /// What holds for some node other than j whatever the student: the bounds at q. Null when S0 is empty.
    /// </summary>
    public required NodeBound? Guaranteed { get; init; }

    /// <summary>Other teachers whose weights are within the guaranteed bounds: the node may be one of them.</summary>
    public required IReadOnlyList<int> Rivals { get; init; }

    /// <summary>Every node that holds samples of S0, closest bound first.</summary>
    public required IReadOnlyList<NodeBound> Nodes { get; init; }

    /// <summary>The bounds of the students among them.</summary>
    public IEnumerable<NodeBound> Students(HiddenNodes nodes) =>
        Nodes.Where(bound => bound.Node >= nodes.Teachers);

    /// <summary>Whether the theory is contradicted: an uncovered sample, or weights beyond a bound.</summary>
    public bool IsContradicted => Counts.Uncovered > 0 || Nodes.Any(bound => bound.IsContradicted);

    /// <summary>Bounds from counts.</summary>
    /// <param name="test">As in the passes.</param>
    /// <param name="counts">Of the second pass.</param>
    /// <param name="options">For the windows of <see cref="TransverseBand"/>.</param>
    public static InstanceCertificate Of(KinkTest test, InstanceCounts counts, BandOptions options)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Size == 0)
        {
            return new InstanceCertificate
            {
                Counts = counts,
                Pigeonhole = 0,
                Guaranteed = null,
                Rivals = [],
                Nodes = [],
            };
        }

        Calculation work = new(test, counts, options);
        long others = Math.Max(1, test.Nodes.Regular - 1);
        NodeBound guaranteed = work.AtPigeonhole(others);
        return new InstanceCertificate
        {
            Counts = counts,
            Pigeonhole = (counts.Size + others - 1) / others,
            Guaranteed = guaranteed,
            Rivals = work.Rivals(guaranteed),
            Nodes =
            [
                .. work.Holders()
                    .OrderBy(bound => bound.SineAtMost)
                    .ThenBy(bound => bound.OffsetAtMost)
                    .ThenByDescending(bound => bound.Held)
                    .ThenBy(bound => bound.Node),
            ],
        };
    }

    private sealed class Calculation
    {
        private readonly KinkTest test;
        private readonly InstanceCounts counts;
        private readonly int kept;
        private readonly Interval room;
        private readonly Interval offset;
        private readonly double lambda;
        private readonly Dictionary<int, double> widths = [];

        internal Calculation(KinkTest test, InstanceCounts counts, BandOptions options)
        {
            this.test = test;
            this.counts = counts;
            kept = counts.Kept.Length / test.Nodes.Inputs;
            room = Interval.Exact(test.Steps.Step) + Interval.Exact(test.Delta);
            offset = test.Nodes.Offset(counts.Teacher).Abs();
            lambda = counts.Moment.LargestSum();
            SetWidths(options);
        }

        /// <summary>W for q of the samples that were kept, which have the property of S0 as any part of it has.</summary>
        internal NodeBound AtPigeonhole(long others)
        {
            int q = QuotaOfKept(others);
            return q == 0 ? Bound(-1, 0, 0, lambda) : Bound(-1, q, widths[q], lambda);
        }

        internal IReadOnlyList<int> Rivals(NodeBound guaranteed) =>
            [
                .. Enumerable
                    .Range(0, test.Nodes.Teachers)
                    .Where(i => i != counts.Teacher && test.Nodes.IsRegular(i))
                    .Where(i =>
                    {
                        PlaneAngle angle = PlaneAngle.Between(test.Nodes, i, counts.Teacher);
                        return angle.Sine.Lower <= guaranteed.SineAtMost
                            && angle.Offset.Lower <= guaranteed.OffsetAtMost;
                    }),
            ];

        internal IEnumerable<NodeBound> Holders()
        {
            for (int i = 0; i < counts.Held.Count; i++)
            {
                long held = counts.Held[i];
                if (held == 0)
                {
                    continue;
                }

                double width = counts.HeldKept[i] > 0 ? widths[counts.HeldKept[i]] : 0;
                double sum = lambda;
                if (counts.Candidates.FirstOrDefault(candidate => candidate.Node == i) is { } own)
                {
                    double lowest = MomentEnds.TransverseScatterAtLeast(
                        own.Moment,
                        test.Nodes.Direction(counts.Teacher)
                    );
                    width = Math.Max(
                        width,
                        (Interval.Exact(Math.Max(0, lowest)) / Interval.Exact(held)).Sqrt().Lower
                    );
                    sum = Math.Min(sum, own.Moment.LargestSum());
                }

                yield return Bound(i, held, width, sum);
            }
        }

        private NodeBound Bound(int node, long held, double width, double sum)
        {
            Interval sine = test.Nodes.Inputs == 1 ? Interval.Zero : SineOf(width);
            Interval reach = held == 0 ? Interval.Whole : (Interval.Exact(sum) / Interval.Exact(held)).Sqrt();
            Interval bound = room + sine * reach + sine.Square() * offset;
            return new NodeBound(
                node,
                held,
                test.Nodes.Inputs == 1 ? double.PositiveInfinity : width,
                sine.Upper,
                bound.Upper,
                node < 0 ? null : PlaneAngle.Between(test.Nodes, node, counts.Teacher)
            );
        }

        private Interval SineOf(double width)
        {
            double sine = width > 0 ? (room / Interval.Exact(width)).Upper : 1;
            return Interval.Exact(Math.Min(1, sine));
        }

        private int QuotaOfKept(long others) => (int)((kept + others - 1) / others);

        private void SetWidths(BandOptions options)
        {
            long others = Math.Max(1, test.Nodes.Regular - 1);
            int[] asked =
            [
                .. counts.HeldKept.Append(QuotaOfKept(others)).Where(count => count > 0).Distinct().Order(),
            ];
            double[] found = new double[asked.Length];
            if (asked.Length > 0)
            {
                TransverseBand.HalfWidthsAtLeast(
                    new ReadOnlyMatrixView(counts.Kept.Span, kept, test.Nodes.Inputs),
                    test.Nodes.Direction(counts.Teacher),
                    asked,
                    found,
                    options
                );
            }

            for (int i = 0; i < asked.Length; i++)
            {
                widths[asked[i]] = found[i];
            }
        }
    }
}
