// The way back through the outputs' layer, and the sums of squares that share its order, against their scalar forms in both
// precisions at every width.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Reference;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Kernels;

public sealed unsafe class TopLayerProductTests
{
    private const int Nodes = 5;

    /// <summary>Last lines that are whole, half and less than half full, one block of eight lines and several.</summary>
    [Fact]
    public void Run_EveryNumberOfOutputs_IsItsScalarForm()
    {
        for (int outputs = 1; outputs <= 140; outputs++)
        {
            AssertScalar<double>(outputs, 11, load: outputs % 2 == 0);
            AssertScalar<float>(outputs, 11, load: outputs % 2 == 0);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    public void Run_EveryNumberOfSamples_IsItsScalarForm(int samples)
    {
        foreach (bool load in new[] { false, true })
        {
            AssertScalar<double>(50, samples, load);
            AssertScalar<float>(300, samples, load);
        }
    }

    /// <summary>The order matters: with these numbers a chain over the outputs has other bits.</summary>
    [Fact]
    public void Run_SumsOfManyOutputs_AreNotTheChain()
    {
        Setting<double> setting = new(50, 11);
        double[] found = setting.Run(SimdWidth.Four, wantsSums: false, load: false).Gradients;
        double[] chains =
        [
            .. setting.Open.Select(
                (isOpen, at) =>
                {
                    double sum = 0;
                    for (int c = 0; c < 50 && isOpen; c++)
                    {
                        sum = Math.FusedMultiplyAdd(
                            setting.Weights[at / 11][c],
                            setting.Residuals[at % 11][c],
                            sum
                        );
                    }

                    return sum;
                }
            ),
        ];
        Assert.NotEqual(chains, found);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 50)]
    [InlineData(64, 64)]
    [InlineData(7, 65)]
    [InlineData(2, 300)]
    public void RowSquares_EveryShape_AreTheirScalarForm(int rows, int columns)
    {
        AssertSquares<double>(rows, columns);
        AssertSquares<float>(rows, columns);
    }

    private static void AssertSquares<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[][] values = Matrix<T>(rows, columns, 3);
        AlignedArray<T> x = Padded(values, out int stride);
        AlignedArray<T> squares = new(rows);
        foreach (SimdWidth width in Widths)
        {
            RowSquares<T>.Run(width, x.Pointer, stride, rows, columns, squares.Pointer);
            GC.KeepAlive(x);
            GC.KeepAlive(squares);
            for (int i = 0; i < rows; i++)
            {
                Assert.Equal(TrainingStep.ByLines(values[i], values[i]), squares.Span[i]);
            }
        }
    }

    private static void AssertScalar<T>(int outputs, int samples, bool load)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Setting<T> setting = new(outputs, samples);
        T[] gradients =
        [
            .. Enumerable
                .Range(0, Nodes * samples)
                .Select(at =>
                    setting.Open[at]
                        ? TrainingStep.ByLines(setting.Weights[at / samples], setting.Residuals[at % samples])
                        : T.Zero
                ),
        ];
        T[] sums =
        [
            .. Enumerable
                .Range(0, Nodes * outputs)
                .Select(at =>
                {
                    int k = at / outputs;
                    T sum = load ? setting.Before[k][at % outputs] : T.Zero;
                    for (int i = 0; i < samples; i++)
                    {
                        sum = setting.Open[k * samples + i]
                            ? T.FusedMultiplyAdd(
                                setting.Activations[k][i],
                                setting.Residuals[i][at % outputs],
                                sum
                            )
                            : sum;
                    }

                    return sum;
                }),
        ];
        foreach (SimdWidth width in Widths)
        {
            string where = $"{typeof(T).Name}, {width}, {outputs} outputs, {samples} samples";
            (T[] found, T[] foundSums) = setting.Run(width, wantsSums: true, load);
            Assert.True(gradients.AsSpan().SequenceEqual(found), where);
            Assert.True(sums.AsSpan().SequenceEqual(foundSums), where);
            (found, foundSums) = setting.Run(width, wantsSums: false, load);
            Assert.True(gradients.AsSpan().SequenceEqual(found), where);
            Assert.True(setting.Before.SelectMany(row => row).SequenceEqual(foundSums), where);
        }
    }

    private static T[][] Matrix<T>(int rows, int columns, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] values = Numbers(rows * columns, seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(i =>
                    Array.ConvertAll(values[(i * columns)..((i + 1) * columns)], v => T.CreateChecked(v))
                ),
        ];
    }

    private static AlignedArray<T> Padded<T>(T[][] values, out int stride)
        where T : unmanaged
    {
        stride = PaddedStride.OddLines<T>(values.Length == 0 ? 1 : values[0].Length);
        AlignedArray<T> memory = new((long)Math.Max(1, values.Length) * stride);
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(memory.Span[(i * stride)..]);
        }

        return memory;
    }

    /// <summary>Operands of a few nodes, with about half of their gates open, and one node whose gates are all closed.</summary>
    private sealed class Setting<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int outputs;
        private readonly int samples;

        internal Setting(int outputs, int samples)
        {
            this.outputs = outputs;
            this.samples = samples;
            Weights = Matrix<T>(Nodes, outputs, 1);
            Residuals = Matrix<T>(samples, outputs, 2);
            Activations = Matrix<T>(Nodes, samples, 3);
            Before = Matrix<T>(Nodes, outputs, 4);
            Open =
            [
                .. Enumerable
                    .Range(0, Nodes * samples)
                    .Select(at => at / samples != 2 && (at * 7 + at / 3) % 9 < 5),
            ];
        }

        internal T[][] Weights { get; }

        internal T[][] Residuals { get; }

        internal T[][] Activations { get; }

        internal T[][] Before { get; }

        internal bool[] Open { get; }

        internal (T[] Gradients, T[] Sums) Run(SimdWidth width, bool wantsSums, bool load)
        {
            int lanes = (int)
                BitOperations.RoundUpToPowerOf2((uint)PaddedStride.Lines<T>(Math.Max(1, samples)));
            AlignedArray<T> weights = Padded(Weights, out int stride);
            AlignedArray<T> residuals = Padded(Residuals, out int residualStride);
            AlignedArray<T> sums = Padded(Before, out _);
            AlignedArray<T> activations = new(Nodes * lanes);
            AlignedArray<T> gradients = new(Nodes * lanes);
            AlignedArray<byte> bits = new(Nodes * sizeof(ulong));
            activations.Span.Fill(T.NaN);
            gradients.Span.Fill(T.NaN);
            bits.Span.Fill(byte.MaxValue); // behind the samples: of no meaning
            for (int k = 0; k < Nodes; k++)
            {
                for (int i = 0; i < samples; i++)
                {
                    activations.Span[k * lanes + i] = Activations[k][i];
                    if (!Open[k * samples + i])
                    {
                        bits.Span[k * sizeof(ulong) + i / 8] &= (byte)~(1 << (i % 8));
                    }
                }
            }

            TopLayerOperands<T> operands = new()
            {
                Weights = weights.Pointer,
                Sums = sums.Pointer,
                WeightsRow = stride,
                Residuals = residuals.Pointer,
                ResidualsRow = residualStride,
                Activations = activations.Pointer,
                Gradients = gradients.Pointer,
                Lanes = lanes,
                Bits = bits.Pointer,
                BitsRow = sizeof(ulong),
                Samples = samples,
                Load = load,
            };
            if (wantsSums)
            {
                TopLayerProduct<T, StoreEnd<T>>.Run(width, operands, Nodes, outputs, default);
            }
            else
            {
                TopLayerProduct<T, StoreEnd<T>>.RunGradients(width, operands, Nodes, outputs);
            }

            T[] all = gradients.Span.ToArray();
            T[] after = sums.Span.ToArray();
            GC.KeepAlive(sums);
            GC.KeepAlive(gradients);
            GC.KeepAlive(weights);
            GC.KeepAlive(residuals);
            GC.KeepAlive(activations);
            GC.KeepAlive(bits);
            return (
                [
                    .. Enumerable
                        .Range(0, Nodes * samples)
                        .Select(at => all[at / samples * lanes + at % samples]),
                ],
                [
                    .. Enumerable
                        .Range(0, Nodes * outputs)
                        .Select(at => after[at / outputs * stride + at % outputs]),
                ]
            );
        }
    }
}
