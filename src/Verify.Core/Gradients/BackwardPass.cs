// Backpropagation of the output difference: g_l after the gate, and the weight updates.
// g is the NEGATIVE gradient, so the update direction is dW_l = E_x[f_{l-1} g_l^T] without a sign.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// g_L = f*_L - f_L, g_{l-1} = D_{l-1} W_l g_l (W_l without its bias row: the constant coordinate feeds on no earlier
/// layer, so it has no gradient), for a batch. The buffers are allocated once; <see cref="Run"/> allocates nothing.
/// </summary>
public sealed class BackwardPass
{
    private readonly double[][] gradients;

    /// <summary>Buffers for students of one shape and batches of at most <paramref name="capacity"/> samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public BackwardPass(NetworkShape shape, int capacity)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Shape = shape;
        Capacity = capacity;
        gradients = new double[shape.Depth + 1][];
        for (int l = 1; l <= shape.Depth; l++)
        {
            gradients[l] = new double[checked(capacity * shape.Width(l))];
        }
    }

    /// <summary>The student's widths.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The largest batch.</summary>
    public int Capacity { get; }

    /// <summary>N, the samples of the last run.</summary>
    public int Samples { get; private set; }

    /// <summary>A fresh backward pass for a forward pass and the teacher's outputs (N x C).</summary>
    public static BackwardPass Over(Network student, ForwardPass forward, ReadOnlyMatrixView targets)
    {
        ArgumentNullException.ThrowIfNull(forward);
        BackwardPass pass = new(forward.Shape, forward.Samples);
        pass.Run(student, forward, targets);
        return pass;
    }

    /// <summary>Backpropagates f*_L - f_L.</summary>
    /// <param name="student">The student that <paramref name="forward"/> evaluated.</param>
    /// <param name="forward">Its forward pass over N samples.</param>
    /// <param name="targets">f*_L, N x C.</param>
    /// <exception cref="ArgumentException">Shapes or sample counts differ.</exception>
    public void Run(Network student, ForwardPass forward, ReadOnlyMatrixView targets)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(forward);
        if (!student.Shape.Equals(Shape) || !forward.Shape.Equals(Shape) || forward.Samples > Capacity)
        {
            throw new ArgumentException(
                $"The pass is for a {Shape} student and up to {Capacity} samples, not {student.Shape} and {forward.Samples}."
            );
        }

        if (targets.Rows != forward.Samples || targets.Columns != Shape.Outputs)
        {
            throw new ArgumentException(
                $"The targets are {targets.Rows} x {targets.Columns}; {forward.Samples} x {Shape.Outputs} are needed."
            );
        }

        Samples = forward.Samples;
        for (int i = 0; i < Samples; i++)
        {
            ElementWise.Subtract(targets.Row(i), forward.Outputs.Row(i), Writable(Shape.Depth).Row(i));
        }

        for (int l = Shape.Depth; l > 1; l--)
        {
            GatedProduct.MultiplyTransposedRightThenGate(
                Gradients(l),
                student.Directions(l),
                forward.Gates(l - 1),
                Writable(l - 1)
            );
        }
    }

    /// <summary>g_l after the gate, N x n_l, l = 1..L.</summary>
    public ReadOnlyMatrixView Gradients(int layer) => new(gradients[layer], Samples, Shape.Width(layer));

    /// <summary>dW_l = (1/N) sum over samples of f_{l-1} g_l^T, (n_{l-1}+1) x n_l; NaN when N = 0.</summary>
    /// <param name="forward">The forward pass that <see cref="Run"/> was given.</param>
    /// <param name="layer">l = 1..L.</param>
    /// <param name="destination">Receives dW_l.</param>
    /// <exception cref="ArgumentException">The destination's shape is not W_l's.</exception>
    public void WeightUpdate(ForwardPass forward, int layer, MatrixView destination)
    {
        SumUpdates(forward, layer, destination, accumulate: false);
        Divide(destination, Samples);
    }

    /// <summary>
    /// destination (+)= sum over the batch of f_{l-1} g_l^T: the update times N. Accumulating batch after batch gives the
    /// same bits as one batch, since the samples enter each sum in order.
    /// </summary>
    /// <exception cref="ArgumentException">The destination's shape is not W_l's.</exception>
    public void SumUpdates(ForwardPass forward, int layer, MatrixView destination, bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(forward);
        MatrixProduct.MultiplyTransposedLeft(
            forward.Activations(layer - 1),
            Gradients(layer),
            destination,
            accumulate
        );
    }

    /// <summary>destination / N, entry by entry: from a sum of updates to the update.</summary>
    public static void Divide(MatrixView destination, long samples)
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            foreach (ref double entry in destination.Row(i))
            {
                entry /= samples;
            }
        }
    }

    private MatrixView Writable(int layer) => new(gradients[layer], Samples, Shape.Width(layer));
}
