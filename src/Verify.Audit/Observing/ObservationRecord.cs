// Who observes whom in a pair of networks, decided exactly with certificates; which students have zero gradient; which
// teachers are specialised. It decides nothing itself: Verify.Claims.Geometry does.

using System.Collections.Immutable;
using Microsoft.FSharp.Core;
using Verify.Algebra;
using Verify.Claims.Geometry;
using Verify.Core.Networks;

namespace Verify.Audit.Observing;

/// <summary>Whether the gradient of a student node is zero on all of R0.</summary>
/// <param name="IsZero">true or false; null when the limit on regions ended the search.</param>
/// <param name="Witness">A point of R0 where it is not zero, or null.</param>
/// <param name="Value">g_{1,k} there, or null.</param>
/// <param name="Remark">What the decision rests on.</param>
public sealed record ZeroGradientRecord(bool? IsZero, Rational[]? Witness, Rational? Value, string Remark);

/// <summary>The observations of m_1 teacher nodes by n_1 student nodes in the box (-r, r)^d.</summary>
public sealed record ObservationRecord
{
    /// <summary>The networks.</summary>
    public required NetworkPair Pair { get; init; }

    /// <summary>r.</summary>
    public required Rational Radius { get; init; }

    /// <summary>Entry j, k: whether student k observes teacher j, with its witness or certificate.</summary>
    public required ImmutableArray<ImmutableArray<Observation>> Observations { get; init; }

    /// <summary>Per student node.</summary>
    public required ImmutableArray<ZeroGradientRecord> ZeroGradients { get; init; }

    /// <summary>Per teacher node the student nodes that are co-planar with it.</summary>
    public required ImmutableArray<ImmutableArray<int>> Specialised { get; init; }

    /// <summary>Decides everything for a pair.</summary>
    /// <param name="pair">Teacher and student, of any depth; nodes are those of layer 1.</param>
    /// <param name="radius">r &gt; 0.</param>
    /// <param name="regionLimit">Deep networks: activation regions looked at before a student is undecided.</param>
    /// <param name="progress">Told teachers done of teachers; may be null.</param>
    /// <param name="cancellation">Stops between teachers.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ObservationRecord Decide(
        NetworkPair pair,
        Rational radius,
        int regionLimit,
        Action<int>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(pair);
        ExactNetwork teacher = ExactNetworkModule.ofNetwork(pair.Teacher);
        ExactNetwork student = ExactNetworkModule.ofNetwork(pair.Student);
        Polytope box = PolytopeModule.box(pair.Inputs, radius);
        int m = pair.Teacher.Shape.Width(1);
        int n = pair.Student.Shape.Width(1);
        List<ImmutableArray<Observation>> rows = [];
        for (int j = 0; j < m; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            Observation[] row = new Observation[n];
            int node = j;
            Parallel.For(
                0,
                n,
                new ParallelOptions { CancellationToken = cancellation },
                k => row[k] = ObservationModule.observe(box, teacher, node, student, k)
            );
            rows.Add([.. row]);
            progress?.Invoke(j + 1);
        }

        return new ObservationRecord
        {
            Pair = pair,
            Radius = radius,
            Observations = [.. rows],
            ZeroGradients =
                pair.Depth == 2 ? Shallow(box, teacher, student) : Deep(box, teacher, student, regionLimit),
            Specialised = [.. Enumerable.Range(0, m).Select(j => CoPlanar(teacher, j, student, n))],
        };
    }

    private static ImmutableArray<ZeroGradientRecord> Shallow(
        Polytope box,
        ExactNetwork teacher,
        ExactNetwork student
    ) =>
        [
            .. ZeroGradient
                .decideAll(box, teacher, student)
                .Select(decision =>
                    decision switch
                    {
                        ZeroDecision.NonZeroAt at => new ZeroGradientRecord(
                            false,
                            at.point,
                            at.value,
                            at.cause.IsKinkImbalance
                                ? "a kink inside the node's active side does not balance"
                                : "every kink balances, but an affine part is left"
                        ),
                        _ when decision.IsVacuous => new ZeroGradientRecord(
                            true,
                            null,
                            null,
                            "the node is nowhere active"
                        ),
                        _ => new ZeroGradientRecord(
                            true,
                            null,
                            null,
                            "every kink balances and the affine part vanishes"
                        ),
                    }
                ),
        ];

    private static ImmutableArray<ZeroGradientRecord> Deep(
        Polytope box,
        ExactNetwork teacher,
        ExactNetwork student,
        int limit
    ) =>
        [
            .. DeepZeroGradient
                .decide(limit, box, teacher, student)
                .Select(decision =>
                    decision switch
                    {
                        DeepZeroDecision.DeepNonZeroAt at => new ZeroGradientRecord(
                            false,
                            at.point,
                            at.value,
                            "not zero inside an activation region"
                        ),
                        DeepZeroDecision.UndecidedAfter after => new ZeroGradientRecord(
                            null,
                            null,
                            null,
                            $"undecided after {after.regions} activation regions"
                        ),
                        _ when decision.IsInactiveAlmostEverywhere => new ZeroGradientRecord(
                            true,
                            null,
                            null,
                            "the node is inactive on every activation region"
                        ),
                        _ => new ZeroGradientRecord(true, null, null, "zero on every activation region"),
                    }
                ),
        ];

    private static ImmutableArray<int> CoPlanar(
        ExactNetwork teacher,
        int j,
        ExactNetwork student,
        int students
    ) =>
        Boundary(teacher, j) is { } boundary
            ?
            [
                .. Enumerable
                    .Range(0, students)
                    .Where(k => Boundary(student, k) is { } other && boundary.Equals(other)),
            ]
            : [];

    private static Hyperplane? Boundary(ExactNetwork network, int node)
    {
        FSharpOption<Tuple<Hyperplane, Rational>>? boundary = ExactNetworkModule.hyperplane(network, node);
        return boundary?.Value.Item1;
    }
}
