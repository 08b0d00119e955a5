// Which entries behind a ReLU are not zero, noted while they are computed, for all the products that leave the others out:
// by node, and turned over, by sample. Bits only; the products are SparseProduct.cs.

using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// The entries x(k, i) != 0 (so NaN is among them) of a matrix with one row per node k and one column per sample i, in rows of
/// 8, 16, 32 or 64 elements: one bit per element, in its order. What lies behind the samples has bits too, of no meaning.
/// </summary>
/// <remarks>
/// Products are faster with the bits given than when they find those of each row before its sum (measured;
/// tests/Verify.Benchmarks/STAGES.md).
/// </remarks>
internal sealed unsafe class NonZeroPattern<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int nodes;
    private readonly AlignedArray<byte> ofNodes;
    private readonly AlignedArray<ulong> ofSamples;

    /// <summary>Memory for <paramref name="nodes"/> rows of <paramref name="lanes"/> elements.</summary>
    internal NonZeroPattern(int nodes, int lanes)
    {
        Debug.Assert(lanes is 8 or 16 or 32 or 64, "a word of bits per node");
        this.nodes = nodes;
        NodeBytes = lanes / 8;
        SampleWords = Math.Max(1, (nodes + 63) / 64);
        ofNodes = new AlignedArray<byte>((long)SampleWords * 64 * NodeBytes + sizeof(ulong));
        ofSamples = new AlignedArray<ulong>((long)SampleWords * lanes);
    }

    /// <summary>The bytes of a node; eight may be read from each on.</summary>
    internal int NodeBytes { get; }

    /// <summary>Bit i of the bytes of node k is sample i.</summary>
    internal byte* OfNodes => ofNodes.Pointer;

    /// <summary>The words of a sample.</summary>
    internal int SampleWords { get; }

    /// <summary>Bit k % 64 of word k / 64 of sample i is node k. Valid after <see cref="Turn"/>.</summary>
    internal ulong* OfSamples => ofSamples.Pointer;

    /// <summary>Where the end of a product notes the bits of this pattern's matrix.</summary>
    internal NonZeroNotes<T> Notes(T* matrix) => new(matrix, ofNodes.Pointer);

    /// <summary>Notes the bits of a matrix that is there.</summary>
    internal void Find(SimdWidth width, T* matrix)
    {
        NonZeroScan<T> scan = new(matrix, nodes * NodeBytes * 8, Notes(matrix));
        LaneDispatch.Run<T, NonZeroScan<T>>(width, ref scan);
        GC.KeepAlive(this);
    }

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
        for (int k = 0; k < nodes; k += count)
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

/// <summary>Where the bits of a matrix go, as it is computed. With no memory they are not noted.</summary>
internal readonly unsafe struct NonZeroNotes<T>(T* origin, byte* bits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Notes a vector that is stored at <paramref name="place"/>; the lanes of a byte are noted in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Note<TVector, TLanes>(T* place, TVector value)
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        if (bits == null)
        {
            return;
        }

        ulong nonZero = TLanes.NonZeroBits(value);
        // In bytes: the difference of two typed pointers would be a signed division.
        nint distance = (nint)place - (nint)origin;
        byte* to = bits + (distance >> (sizeof(T) == sizeof(double) ? 6 : 5));
        if (TLanes.Count == 16)
        {
            *(ushort*)to = (ushort)nonZero;
        }
        else if (TLanes.Count == 8)
        {
            *to = (byte)nonZero;
        }
        else
        {
            int shift = (int)(distance / sizeof(T)) & 7;
            *to = (byte)(shift == 0 ? nonZero : *to | (nonZero << shift));
        }
    }
}

/// <summary>Notes every element of a matrix of whole 64-byte lines.</summary>
internal readonly unsafe struct NonZeroScan<T>(T* matrix, int length, NonZeroNotes<T> notes) : ILaneLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Optimised from the first call: too few calls may happen for tiering to see it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<T, TVector>
    {
        NonZeroNotes<T> to = notes;
        T* end = matrix + length;
        for (T* place = matrix; place < end; place += TLanes.Count)
        {
            to.Note<TVector, TLanes>(place, TLanes.Load(place));
        }
    }
}
