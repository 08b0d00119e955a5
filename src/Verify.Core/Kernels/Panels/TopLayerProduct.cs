// The way back through the outputs' layer: the gradients of the layer below and the update of the outputs' weights, in one
// pass over those weights. Both leave closed gates out. The loops around the tile (TopLayerTile.cs).

using System.Diagnostics;
using System.Numerics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// <para>
/// For every node k below the outputs and every sample i whose bit is set, by <see cref="TopLayerOperands{T}"/>: the gradient
/// g(k, i) = sum over the outputs c of w(k, c) r(i, c), and 0 where the bit is not set; and c(k, .) = end(sum over those i of
/// f(k, i) r(i, .)), if it is wanted.
/// </para>
/// <para>
/// The order of the sums: those of the update are the chain of fused multiply-adds over i, from +0 or from c. A gradient is
/// taken over blocks of eight 64-byte lines of outputs, added in order; in a block element j of a line is a chain over the
/// lines, from +0, and the elements are joined by halving (<see cref="LineSum"/>). So no bit depends on
/// the vector width. Checks nothing in release.
/// </para>
/// </summary>
internal unsafe struct TopLayerProduct<T, TEnd> : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TEnd : struct, IPanelEnd<T>
{
    private TopLayerOperands<T> operands;
    private TEnd end;
    private bool hasSums;
    private int nodes;
    private int outputs;

    /// <summary>Gradients and sums, at a given width.</summary>
    internal static void Run(
        SimdWidth width,
        in TopLayerOperands<T> operands,
        int nodes,
        int outputs,
        in TEnd end
    ) => Run(width, operands, nodes, outputs, end, hasSums: true);

    /// <summary>Gradients alone, at a given width.</summary>
    internal static void RunGradients(
        SimdWidth width,
        in TopLayerOperands<T> operands,
        int nodes,
        int outputs
    ) => Run(width, operands, nodes, outputs, default, hasSums: false);

    private static void Run(
        SimdWidth width,
        in TopLayerOperands<T> operands,
        int nodes,
        int outputs,
        in TEnd end,
        bool hasSums
    )
    {
        Debug.Assert(operands.Samples is >= 0 and <= 64, "a word of bits per node");
        TopLayerProduct<T, TEnd> loop = new()
        {
            operands = operands,
            end = end,
            hasSums = hasSums,
            nodes = nodes,
            outputs = outputs,
        };
        LaneDispatch.Run<T, TopLayerProduct<T, TEnd>>(width, ref loop);
    }

    public readonly void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        int line = 64 / sizeof(T);
        int lines = (outputs + line - 1) / line;
        bool endsInHalf = TLanes.HasHalves && (outputs - 1) % line < line / 2;
        TopLayerOperands<T> block = operands;
        for (int first = 0; first < lines; first += LineSum.BlockLines)
        {
            int count = Math.Min(LineSum.BlockLines, lines - first);
            bool hasHalf = endsInHalf && first + count == lines;
            switch (first > 0, hasHalf)
            {
                case (false, false):
                    Block<TVector, TLanes, FromZero, WholeVector>(block, count);
                    break;
                case (false, true):
                    Block<TVector, TLanes, FromZero, HalfVector>(block, count);
                    break;
                case (true, false):
                    Block<TVector, TLanes, FromOutputs, WholeVector>(block, count);
                    break;
                default:
                    Block<TVector, TLanes, FromOutputs, HalfVector>(block, count);
                    break;
            }

            block.Weights += LineSum.BlockLines * line;
            block.Sums += LineSum.BlockLines * line;
            block.Residuals += LineSum.BlockLines * line;
        }
    }

    private readonly void Block<TVector, TLanes, TGradients, TLast>(in TopLayerOperands<T> block, int lines)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
        where TGradients : struct, ISumStart
        where TLast : struct, ILastVector
    {
        switch (lines)
        {
            case 1:
                Nodes<TVector, TLanes, TGradients, TLast, One>(block);
                break;
            case 2:
                Nodes<TVector, TLanes, TGradients, TLast, Two>(block);
                break;
            case 3:
                Nodes<TVector, TLanes, TGradients, TLast, Three>(block);
                break;
            case 4:
                Nodes<TVector, TLanes, TGradients, TLast, Four>(block);
                break;
            case 5:
                Nodes<TVector, TLanes, TGradients, TLast, Five>(block);
                break;
            case 6:
                Nodes<TVector, TLanes, TGradients, TLast, Six>(block);
                break;
            case 7:
                Nodes<TVector, TLanes, TGradients, TLast, Seven>(block);
                break;
            default:
                Nodes<TVector, TLanes, TGradients, TLast, Eight>(block);
                break;
        }
    }

    private readonly void Nodes<TVector, TLanes, TGradients, TLast, TLines>(in TopLayerOperands<T> block)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
        where TGradients : struct, ISumStart
        where TLast : struct, ILastVector
        where TLines : IExtent
    {
        switch (hasSums, block.Load)
        {
            case (false, _):
                TopLayerTile<T, TVector, TLanes, TEnd>.Run<
                    TLines,
                    FromZero,
                    TLast,
                    GradientsAlone,
                    TGradients
                >(block, end, nodes);
                break;
            case (true, false):
                TopLayerTile<T, TVector, TLanes, TEnd>.Run<
                    TLines,
                    FromZero,
                    TLast,
                    GradientsAndSums,
                    TGradients
                >(block, end, nodes);
                break;
            default:
                TopLayerTile<T, TVector, TLanes, TEnd>.Run<
                    TLines,
                    FromOutputs,
                    TLast,
                    GradientsAndSums,
                    TGradients
                >(block, end, nodes);
                break;
        }
    }
}
