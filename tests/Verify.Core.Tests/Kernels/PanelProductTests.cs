// The panel product against the scalar chain, its ends, and the transposition, in both precisions at every width.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Kernels;

public sealed unsafe class PanelProductTests
{
    /// <summary>Strips around six rows, inner extents around one and two blocks of k, columns around one line and a tile.</summary>
    public static TheoryData<int, int, int> Shapes()
    {
        TheoryData<int, int, int> shapes = [];
        foreach (int rows in new[] { 0, 1, 5, 6, 7, 13 })
        {
            foreach (int inner in new[] { 0, 1, 9, 81, 330 })
            {
                foreach (int columns in new[] { 1, 8, 17, 65 })
                {
                    shapes.Add(rows, inner, columns);
                }
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_EveryShape_IsTheChain(int rows, int inner, int columns)
    {
        AssertProduct<double>(rows, inner, columns, Numbers);
        AssertProduct<float>(rows, inner, columns, Numbers);
        AssertProduct<double>(rows, inner, columns, NumbersWithSpecials);
    }

    /// <summary>Infinities beside a zero show that it is left out; with finite numbers the whole chain is the same.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void RunSparse_EveryShape_IsTheChainOverWhatIsNotZero(int rows, int inner, int columns)
    {
        AssertProduct<double>(rows, inner, columns, Numbers, HalfZero);
        AssertProduct<float>(rows, inner, columns, Numbers, HalfZero);
        AssertProduct<double>(rows, inner, columns, NumbersWithSpecials, HalfZero);
        AssertProduct<float>(rows, inner, columns, NumbersWithSpecials, HalfZero);
    }

    /// <summary>Last vectors that are whole, half and less than half full, for every number of vectors of a tile.</summary>
    [Fact]
    public void RunSparse_EveryNumberOfColumns_IsTheChainOverWhatIsNotZero()
    {
        for (int columns = 1; columns <= 130; columns++)
        {
            AssertProduct<double>(3, 20, columns, NumbersWithSpecials, HalfZero);
            AssertProduct<float>(3, 20, columns, NumbersWithSpecials, HalfZero);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 8)]
    [InlineData(65, 3)]
    [InlineData(130, 16)]
    [InlineData(40, 33)]
    [InlineData(201, 64)]
    public void Patterns_EveryWidth_HaveTheBitsOfTheNumbers(int nodes, int samples)
    {
        AssertPattern<double>(nodes, samples);
        AssertPattern<float>(nodes, samples);
    }

    [Fact]
    public void RunSparse_FiniteNumbers_EqualsTheDenseProductBitForBit()
    {
        foreach (SimdWidth width in Widths)
        {
            Operand<float> a = new(9, 150, HalfZero(9 * 150, 4));
            Operand<float> b = new(150, 70, Numbers(150 * 70, 5));
            Operand<float> dense = new(9, 70, new double[9 * 70]);
            Operand<float> sparse = new(9, 70, new double[9 * 70]);
            PanelProduct<float, StoreEnd<float>>.Run(
                width,
                Operands(a, a.Stride, 1, b, dense, 150, false),
                9,
                70,
                default
            );
            RunSparse(width, a, b, sparse, (9, 150, 70), load: false, isTurned: true);
            GC.KeepAlive(a);
            GC.KeepAlive(b);
            GC.KeepAlive(dense);
            for (int i = 0; i < 9 * 70; i++)
            {
                Assert.Equal(
                    BitConverter.SingleToInt32Bits(dense[i / 70, i % 70]),
                    BitConverter.SingleToInt32Bits(sparse[i / 70, i % 70])
                );
            }
        }
    }

    [Fact]
    public void Run_UpperOnly_LeavesThePanelsBelow()
    {
        const int Size = 70;
        foreach (SimdWidth width in Widths)
        {
            Operand<double> v = new(9, Size, Numbers(9 * Size, 3));
            Operand<double> c = new(Size, Size, new double[Size * Size]);
            PanelOperands<double> operands = Operands(v, 1, v.Stride, v, c, 9, false);
            PanelProduct<double, StoreEnd<double>>.Run(width, operands, Size, Size, default, upperOnly: true);
            GC.KeepAlive(v);
            GC.KeepAlive(c);
            for (int i = 0; i < Size; i++)
            {
                for (int j = i; j < Size; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < 9; k++)
                    {
                        sum = Math.FusedMultiplyAdd(v[k, i], v[k, j], sum);
                    }

                    Assert.Equal(sum, c[i, j]);
                }
            }

            Assert.Equal(0, c[Size - 1, 0]);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(7, 30)]
    [InlineData(17, 9)]
    [InlineData(64, 33)]
    public void Transpose_WithAndWithoutIndices_MovesEveryBit(int rows, int columns)
    {
        AssertTransposed<double>(rows, columns);
        AssertTransposed<float>(rows, columns);
    }

    private static void AssertTransposed<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Operand<T> source = new(rows, columns, NumbersWithSpecials(rows * columns, 4));
        int[] indices = [.. Enumerable.Range(0, rows).Select(i => (i * 5 + 2) % rows)];
        Operand<T> plain = new(columns, rows, new double[rows * columns]);
        Operand<T> gathered = new(columns, rows, new double[rows * columns]);
        Transposition.Run(source.Pointer, source.Stride, null, rows, columns, plain.Pointer, plain.Stride);
        fixed (int* chosen = indices)
        {
            Transposition.Run(
                source.Pointer,
                source.Stride,
                chosen,
                rows,
                columns,
                gathered.Pointer,
                gathered.Stride
            );
        }

        GC.KeepAlive(source);
        GC.KeepAlive(plain);
        GC.KeepAlive(gathered);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < columns; k++)
            {
                Assert.True(plain[k, i].Equals(source[i, k]) && gathered[k, i].Equals(source[indices[i], k]));
            }
        }
    }

    /// <summary>Numbers of which about half are zeros of either sign.</summary>
    private static double[] HalfZero(int count, int seed)
    {
        double[] values = NumbersWithSpecials(count, seed);
        for (int i = 0; i < count; i++)
        {
            bool isKept = (i * 7 + i / 5 + seed) % 9 < 4 && double.IsFinite(values[i]);
            values[i] =
                isKept ? values[i]
                : i % 2 == 0 ? 0.0
                : -0.0;
        }

        return values;
    }

    /// <summary>The product, or with <paramref name="sparse"/> as the left factor's numbers the one that skips zeros.</summary>
    private static void AssertProduct<T>(
        int rows,
        int inner,
        int columns,
        Func<int, int, double[]> numbers,
        Func<int, int, double[]>? sparse = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((bool load, bool isTurned) in Variants(sparse is not null && inner <= 64))
        {
            foreach (SimdWidth width in Widths)
            {
                Operand<T> a = new(rows, inner, (sparse ?? numbers)(rows * inner, 1));
                Operand<T> b = new(inner, columns, numbers(inner * columns, 2));
                Operand<T> c = new(rows, columns, numbers(rows * columns, 3));
                T[] expected = new T[rows * columns];
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        T sum = load ? c[i, j] : T.Zero;
                        for (int k = 0; k < inner; k++)
                        {
                            sum =
                                sparse is not null && a[i, k] == T.Zero
                                    ? sum
                                    : T.FusedMultiplyAdd(a[i, k], b[k, j], sum);
                        }

                        expected[i * columns + j] = sum;
                    }
                }

                PanelOperands<T> operands = Operands(a, a.Stride, 1, b, c, inner, load);
                if (sparse is null)
                {
                    PanelProduct<T, StoreEnd<T>>.Run(width, operands, rows, columns, default);
                }
                else
                {
                    RunSparse(width, a, b, c, (rows, inner, columns), load, isTurned);
                }

                // Pointers keep nothing alive: the collector would take what is not read again.
                GC.KeepAlive(a);
                GC.KeepAlive(b);
                GC.KeepAlive(c);

                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.True(
                        expected[i].Equals(c[i / columns, i % columns]),
                        $"{typeof(T).Name} {width} {rows}x{inner}x{columns} entry {i}"
                    );
                }
            }
        }
    }

    /// <summary>With or without a start from c; where the inner extent fits a word, by node as well as by sample.</summary>
    private static List<(bool Load, bool IsTurned)> Variants(bool hasWords)
    {
        List<(bool, bool)> variants = [(false, true), (true, true)];
        if (hasWords)
        {
            variants.AddRange([(false, false), (true, false)]);
        }

        return variants;
    }

    /// <summary>The sparse product, its left factor a matrix of nodes by samples as it is, or turned over.</summary>
    private static void RunSparse<T>(
        SimdWidth width,
        Operand<T> a,
        Operand<T> b,
        Operand<T> c,
        (int Rows, int Inner, int Columns) extents,
        bool load,
        bool isTurned
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int inner, int columns) = extents;
        (int nodes, int samples) = isTurned ? (inner, rows) : (rows, inner);
        int lanes = WordLanes<T>(samples);
        AlignedArray<T> matrix = new((long)Math.Max(1, nodes) * lanes);
        AlignedArray<T> signs = new(matrix.Length);
        matrix.Span.Fill(T.One);
        for (int k = 0; k < nodes; k++)
        {
            for (int i = 0; i < samples; i++)
            {
                T value = isTurned ? a[i, k] : a[k, i];
                matrix.Span[k * lanes + i] = value;
                signs.Span[k * lanes + i] = value == T.Zero ? -T.One : T.One;
            }
        }

        OpenGates pattern = new(nodes, lanes);
        GateScan<T>.Run(width, signs, pattern);
        if (samples > 0)
        {
            pattern.Turn(samples);
        }

        PanelOperands<T> operands = Operands(a, a.Stride, 1, b, c, inner, load);
        operands.A = matrix.Pointer;
        (operands.ARow, operands.AStep) = isTurned ? (1, lanes) : (lanes, 1);
        SparseOperands<T> sparse = new()
        {
            Product = operands,
            Bits = isTurned ? (byte*)pattern.OfSamples : pattern.OfNodes,
            BitsRow = isTurned ? pattern.SampleWords * sizeof(ulong) : pattern.NodeBytes,
        };
        SparseProduct<T, StoreEnd<T>>.Run(width, sparse, rows, columns, default);
        GC.KeepAlive(matrix);
        GC.KeepAlive(pattern);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
    }

    private static int WordLanes<T>(int samples)
        where T : unmanaged =>
        (int)BitOperations.RoundUpToPowerOf2((uint)PaddedStride.Lines<T>(Math.Max(1, samples)));

    private static void AssertPattern<T>(int nodes, int samples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = WordLanes<T>(samples);
        AlignedArray<T> matrix = new((long)nodes * lanes);
        double[] values = HalfZero(nodes * lanes, 6);
        values[0] = double.NaN;
        for (int i = 0; i < values.Length; i++)
        {
            matrix.Span[i] = T.CreateSaturating(values[i]);
        }

        foreach (SimdWidth width in Widths)
        {
            OpenGates pattern = new(nodes, lanes);
            GateScan<T>.Run(width, matrix, pattern);
            pattern.Turn(samples);
            for (int k = 0; k <= nodes; k++)
            {
                for (int i = 0; i < samples; i++)
                {
                    bool isOpen = k == nodes || !(matrix.Span[k * lanes + i] < T.Zero);
                    int ofNode = pattern.OfNodes[k * pattern.NodeBytes + i / 8] >> (i % 8);
                    ulong ofSample = pattern.OfSamples[i * pattern.SampleWords + k / 64] >> (k % 64);
                    Assert.Equal(isOpen, (ofNode & 1) != 0);
                    Assert.Equal(isOpen, (ofSample & 1) != 0);
                }
            }

            ulong[] words = new ulong[nodes];
            fixed (ulong* positive = words)
            {
                PositiveRows<T>.Run(width, matrix.Pointer, lanes, nodes, samples, positive);
            }

            for (int k = 0; k < nodes; k++)
            {
                ulong expected = 0;
                for (int i = 0; i < samples; i++)
                {
                    expected |= matrix.Span[k * lanes + i] > T.Zero ? 1UL << i : 0;
                }

                Assert.Equal(expected, words[k]);
            }

            GC.KeepAlive(matrix);
            GC.KeepAlive(pattern);
        }
    }

    private static PanelOperands<T> Operands<T>(
        Operand<T> a,
        nint aRow,
        nint aStep,
        Operand<T> b,
        Operand<T> c,
        int inner,
        bool load
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new()
        {
            A = a.Pointer,
            ARow = aRow,
            AStep = aStep,
            B = b.Pointer,
            BStep = b.Stride,
            C = c.Pointer,
            CRow = c.Stride,
            Inner = inner,
            Load = load,
        };

    /// <summary>Notes every element of a matrix, as the end of a product does.</summary>
    private readonly struct GateScan<T>(T* matrix, int length, GateNotes<T> notes) : ILaneLoop<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal static void Run(SimdWidth width, AlignedArray<T> matrix, OpenGates gates)
        {
            GateScan<T> scan = new(matrix.Pointer, matrix.Length, gates.Notes(matrix.Pointer));
            LaneDispatch.Run<T, GateScan<T>>(width, ref scan);
            GC.KeepAlive(matrix);
            GC.KeepAlive(gates);
        }

        public void Run<TVector, TLanes>()
            where TVector : unmanaged
            where TLanes : ILanes<T, TVector>
        {
            for (int i = 0; i < length; i += TLanes.Count)
            {
                notes.Note<TVector, TLanes>(matrix + i, TLanes.Load(matrix + i));
            }
        }
    }

    /// <summary>A padded matrix.</summary>
    private sealed class Operand<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly AlignedArray<T> memory;

        internal Operand(int rows, int columns, double[] values)
        {
            Stride = PaddedStride.OddLines<T>(columns);
            memory = new AlignedArray<T>((long)Math.Max(1, rows) * Stride);
            for (int i = 0; i < values.Length; i++)
            {
                memory.Span[i / columns * Stride + i % columns] = T.CreateSaturating(values[i]);
            }
        }

        internal int Stride { get; }

        internal T* Pointer => memory.Pointer;

        internal T this[int i, int j] => memory.Span[i * Stride + j];
    }
}
