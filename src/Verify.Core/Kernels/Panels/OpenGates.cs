// Which gates of a hidden layer are open, noted while its activations are computed, for all the products that leave closed
// ones out: by node, and turned over, by sample. Bits only; the products are SparseProduct.cs and TopLayerProduct.cs.

using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// The samples i at which the pre-activation z(k, i) of node k is not &lt; 0 (so -0 and NaN are among them), of a matrix with
/// one row per node and one column per sample in rows of 8, 16, 32 or 64 elements: one bit per element, in its order. Behind a
/// ReLU activations and gradients are zero wherever the bit is not set. The last row stands for the constant 1, whose gate is
/// always open. What lies behind the samples has bits too, of no meaning.
/// </summary>
/// <remarks>
/// Products are faster with the bits given than when they find those of each row before its sum (measured;
/// tests/Verify.Benchmarks/STAGES.md).
/// </remarks>
internal sealed unsafe class OpenGates
{
    private readonly int rows;
    private readonly AlignedArray<byte> ofNodes;
    private readonly AlignedArray<ulong> ofSamples;

    /// <summary>Memory for <paramref name="nodes"/> rows of <paramref name="lanes"/> elements, and the constant's.</summary>
    internal OpenGates(int nodes, int lanes)
    {
        Debug.Assert(lanes is 8 or 16 or 32 or 64, "a word of bits per node");
        rows = nodes + 1;
        NodeBytes = lanes / 8;
        SampleWords = (rows + 63) / 64;
        ofNodes = new AlignedArray<byte>((long)SampleWords * 64 * NodeBytes + sizeof(ulong));
        ofSamples = new AlignedArray<ulong>((long)SampleWords * lanes);
        ofNodes.Span[(nodes * NodeBytes)..].Fill(byte.MaxValue);
    }

    /// <summary>The bytes of a node; eight may be read from each on.</summary>
    internal int NodeBytes { get; }

    /// <summary>Eight bytes of the constant, all of whose bits are set.</summary>
    internal byte* Always => ofNodes.Pointer + (rows - 1) * NodeBytes;

    /// <summary>Bit i of the bytes of node k is sample i.</summary>
    internal byte* OfNodes => ofNodes.Pointer;

    /// <summary>The words of a sample.</summary>
    internal int SampleWords { get; }

    /// <summary>Bit k % 64 of word k / 64 of sample i is node k. Valid after <see cref="Turn(int)"/>.</summary>
    internal ulong* OfSamples => ofSamples.Pointer;

    /// <summary>Where the end of a product that computes the pre-activations notes the bits.</summary>
    internal GateNotes<T> Notes<T>(T* preActivations)
        where T : unmanaged, IFloatingPointIeee754<T> => new(preActivations, ofNodes.Pointer);

    /// <summary>The bits of the samples, from those of the nodes.</summary>
    internal void Turn(int samples)
    {
        switch (NodeBytes)
        {
            case 1:
                Turn<byte>(samples);
                break;
            case 2:
                Turn<ushort>(samples);
                break;
            case 4:
                Turn<uint>(samples);
                break;
            default:
                Turn<ulong>(samples);
                break;
        }
    }

    /// <summary>
    /// A vector of the words of some nodes, shifted up bit by bit: its sign bits are then sample after sample, from the last
    /// to the first.
    /// </summary>
    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn<TWord>(int samples)
        where TWord : unmanaged, IBinaryInteger<TWord>
    {
        int count = Vector512<TWord>.Count;
        TWord* from = (TWord*)ofNodes.Pointer;
        byte* to = (byte*)(ofSamples.Pointer + (samples - 1) * SampleWords);
        nint row = SampleWords * sizeof(ulong);
        int unused = sizeof(TWord) * 8 - samples;
        for (int k = 0; k < rows; k += count)
        {
            Vector512<TWord> words = Vector512.Load(from + k);
            for (int i = 0; i < unused; i++)
            {
                words += words;
            }

            byte* group = to + k / 8;
            for (int i = samples; i > 0; i--)
            {
                ulong bits = words.ExtractMostSignificantBits();
                switch (count)
                {
                    case 8:
                        *group = (byte)bits;
                        break;
                    case 16:
                        *(ushort*)group = (ushort)bits;
                        break;
                    case 32:
                        *(uint*)group = (uint)bits;
                        break;
                    default:
                        *(ulong*)group = bits;
                        break;
                }

                words += words;
                group -= row;
            }
        }

        GC.KeepAlive(this);
    }
}

/// <summary>Where the bits of a matrix of pre-activations go, as it is computed.</summary>
internal readonly unsafe struct GateNotes<T>(T* origin, byte* bits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Notes a vector that is stored at <paramref name="place"/>; the lanes of a byte are noted in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Note<TVector, TLanes>(T* place, TVector value)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        ulong open = TLanes.NotNegativeBits(value);
        // In bytes: the difference of two typed pointers would be a signed division.
        nint distance = (nint)place - (nint)origin;
        byte* to = bits + (distance >> (sizeof(T) == sizeof(double) ? 6 : 5));
        if (TLanes.Count == 16)
        {
            *(ushort*)to = (ushort)open;
        }
        else if (TLanes.Count == 8)
        {
            *to = (byte)open;
        }
        else
        {
            int shift = (int)(distance / sizeof(T)) & 7;
            *to = (byte)(shift == 0 ? open : *to | (open << shift));
        }
    }
}
