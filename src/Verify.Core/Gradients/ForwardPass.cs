// Batched evaluation of one network: pre-activations, gates and activations of every layer, kept for the
// backward pass and the decomposition. N samples, d inputs, n_l widths, C outputs.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// z_l = W_l^T f_{l-1}, f_l = [sigma(z_l); 1] below the top, f_L = z_L (theory.md, section 1), for a batch of at most
/// <see cref="Capacity"/> samples. The buffers are allocated once; <see cref="Run"/> allocates nothing.
/// </summary>
public sealed class ForwardPass
{
    private readonly double[][] preActivations;
    private readonly double[][] activations;
    private readonly double[][] gates;

    /// <summary>Buffers for networks of one shape and batches of at most <paramref name="capacity"/> samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public ForwardPass(NetworkShape shape, int capacity)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Shape = shape;
        Capacity = capacity;
        int layers = shape.Depth + 1;
        preActivations = new double[layers][];
        activations = new double[layers][];
        gates = new double[layers][];
        for (int l = 0; l < layers; l++)
        {
            bool hidden = l > 0 && l < shape.Depth;
            activations[l] = new double[checked(capacity * shape.Coordinates(l))];
            preActivations[l] = hidden ? new double[checked(capacity * shape.Width(l))] : [];
            gates[l] = hidden ? new double[checked(capacity * shape.Width(l))] : [];
        }
    }

    /// <summary>The widths that this pass was made for.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The largest batch.</summary>
    public int Capacity { get; }

    /// <summary>N, the samples of the last run.</summary>
    public int Samples { get; private set; }

    /// <summary>A fresh pass over a whole dataset.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">X, N x d.</param>
    /// <exception cref="ArgumentException">X does not have d columns.</exception>
    public static ForwardPass Over(Network network, ReadOnlyMatrixView inputs)
    {
        ForwardPass pass = new(network.Shape, inputs.Rows);
        pass.Run(network, inputs);
        return pass;
    }

    /// <summary>Evaluates <paramref name="network"/> on X (N x d), N at most <see cref="Capacity"/>.</summary>
    /// <remarks>NaN and infinities propagate; the gate of a NaN is the leak.</remarks>
    /// <exception cref="ArgumentException">Another shape, too many samples, or X does not have d columns.</exception>
    public void Run(Network network, ReadOnlyMatrixView inputs)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!network.Shape.Equals(Shape))
        {
            throw new ArgumentException($"The pass is for a {Shape} network, not {network.Shape}.");
        }

        if (inputs.Columns != Shape.Inputs || inputs.Rows > Capacity)
        {
            throw new ArgumentException(
                $"The inputs are {inputs.Rows} x {inputs.Columns}; the pass takes up to {Capacity} x {Shape.Inputs}."
            );
        }

        Samples = inputs.Rows;
        SetInputs(inputs);
        for (int l = 1; l < Shape.Depth; l++)
        {
            MatrixView z = new(preActivations[l], Samples, Shape.Width(l));
            MatrixProduct.Multiply(Activations(l - 1), network.Weights(l), z);
            LeakyRelu.Forward(
                z,
                network.Leak,
                new MatrixView(activations[l], Samples, Shape.Coordinates(l)),
                new MatrixView(gates[l], Samples, Shape.Width(l))
            );
        }

        MatrixProduct.Multiply(
            Activations(Shape.Depth - 1),
            network.Weights(Shape.Depth),
            new MatrixView(activations[Shape.Depth], Samples, Shape.Outputs)
        );
    }

    /// <summary>
    /// f_l of every sample, l = 0..L: N x (n_l + 1) with the constant 1 as last column below the top, N x C at the top.
    /// </summary>
    public ReadOnlyMatrixView Activations(int layer) =>
        new(activations[layer], Samples, Shape.Coordinates(layer));

    /// <summary>f_L, N x C.</summary>
    public ReadOnlyMatrixView Outputs => Activations(Shape.Depth);

    /// <summary>z_l before the gate, N x n_l, l = 1..L-1.</summary>
    public ReadOnlyMatrixView PreActivations(int layer) =>
        new(preActivations[layer], Samples, Shape.Width(layer));

    /// <summary>The diagonal of D_l, N x n_l, l = 1..L-1: 1 where z_l &gt;= 0, else c. (D_L = I is not stored.)</summary>
    public ReadOnlyMatrixView Gates(int layer) => new(gates[layer], Samples, Shape.Width(layer));

    private void SetInputs(ReadOnlyMatrixView inputs)
    {
        MatrixView f0 = new(activations[0], Samples, Shape.Inputs + 1);
        for (int i = 0; i < Samples; i++)
        {
            inputs.Row(i).CopyTo(f0.Row(i));
            f0[i, Shape.Inputs] = 1;
        }
    }
}
