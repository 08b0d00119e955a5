// Who observes whom in a hidden layer above the first, decided region by region. It decides nothing itself:
// Verify.Claims.Geometry does. Zero gradient and specialisation are properties of layer 1: ObservationRecord.cs.

using System.Collections.Immutable;
using Microsoft.FSharp.Core;
using Verify.Algebra;
using Verify.Claims.Geometry;
using Verify.Core.Networks;

namespace Verify.Audit.Observing;

/// <summary>The observations of m_l teacher nodes by n_l student nodes of layer l in the box (-r, r)^d.</summary>
public sealed record DeepObservationRecord
{
    /// <summary>The networks.</summary>
    public required NetworkPair Pair { get; init; }

    /// <summary>l.</summary>
    public required int Layer { get; init; }

    /// <summary>r.</summary>
    public required Rational Radius { get; init; }

    /// <summary>Entry j, k: whether student k observes teacher j, with its witness or certificate.</summary>
    public required ImmutableArray<ImmutableArray<DeepObservation>> Observations { get; init; }

    /// <summary>Decides everything for a layer.</summary>
    /// <param name="pair">Teacher and student.</param>
    /// <param name="layer">1 &lt;= l &lt; L.</param>
    /// <param name="radius">r &gt; 0.</param>
    /// <param name="regionLimit">Regions looked at before what was not met is undecided.</param>
    /// <param name="progress">Told regions done; may be null.</param>
    /// <param name="cancellation">Stops between regions.</param>
    /// <exception cref="ArgumentException">The layer is not hidden.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DeepObservationRecord Decide(
        NetworkPair pair,
        int layer,
        Rational radius,
        int regionLimit,
        Action<int>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(pair);
        DeepObservation[,] matrix = DeepObservationModule.matrixWatched(
            FuncConvert.FromAction(
                (int looked) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(looked);
                }
            ),
            regionLimit,
            layer,
            PolytopeModule.box(pair.Inputs, radius),
            ExactNetworkModule.ofNetwork(pair.Teacher),
            ExactNetworkModule.ofNetwork(pair.Student)
        );
        return new DeepObservationRecord
        {
            Pair = pair,
            Layer = layer,
            Radius = radius,
            Observations =
            [
                .. Enumerable
                    .Range(0, matrix.GetLength(0))
                    .Select(j =>
                        Enumerable.Range(0, matrix.GetLength(1)).Select(k => matrix[j, k]).ToImmutableArray()
                    ),
            ],
        };
    }
}
