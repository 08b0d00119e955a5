// Which samples share a gate pattern, layer by layer. V_l, A_l and B_l depend on x through these alone
// (theory.md, L1.piecewise). It holds identifiers, not the patterns themselves.

using System.Runtime.InteropServices;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// For each hidden layer l = 1..L-1 an identifier per sample: two samples have equal identifiers exactly when every gate
/// of layer l, of teacher and student together, agrees. Identifiers count up in order of first appearance. Layers below
/// the lowest that is asked for are left out.
/// </summary>
internal sealed class GatePatterns
{
    private readonly int[][] identifiers;

    internal GatePatterns(ForwardPass teacher, ForwardPass student, int lowestLayer)
    {
        int depth = student.Shape.Depth;
        identifiers = new int[depth][];
        for (int l = 0; l < depth; l++)
        {
            identifiers[l] =
                l < lowestLayer ? [] : Identify(teacher.Gates(l), student.Gates(l), student.Samples);
        }
    }

    /// <summary>The identifier of every sample at layer l, length N.</summary>
    internal ReadOnlySpan<int> At(int layer) => identifiers[layer];

    private static int[] Identify(ReadOnlyMatrixView teacher, ReadOnlyMatrixView student, int samples)
    {
        int[] result = new int[samples];
        Dictionary<GateKey, int> seen = [];
        int words = (teacher.Columns + student.Columns + 63) / 64;
        for (int i = 0; i < samples; i++)
        {
            ulong[] bits = new ulong[words];
            Pack(teacher.Row(i), 0, bits);
            Pack(student.Row(i), teacher.Columns, bits);
            ref int identifier = ref CollectionsMarshal.GetValueRefOrAddDefault(
                seen,
                new GateKey(bits),
                out bool known
            );
            if (!known)
            {
                identifier = seen.Count - 1;
            }

            result[i] = identifier;
        }

        return result;
    }

    private static void Pack(ReadOnlySpan<double> gates, int offset, Span<ulong> bits)
    {
        for (int k = 0; k < gates.Length; k++)
        {
            if (gates[k] == 1)
            {
                bits[(offset + k) >> 6] |= 1UL << ((offset + k) & 63);
            }
        }
    }

    private readonly struct GateKey(ulong[] bits) : IEquatable<GateKey>
    {
        private readonly ulong[] bits = bits;

        public bool Equals(GateKey other) => bits.AsSpan().SequenceEqual(other.bits);

        public override bool Equals(object? obj) => obj is GateKey other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.AsBytes(bits.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
