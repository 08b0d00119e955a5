// The Lemma 1 decomposition of a user's networks and data, streamed to an npz file block by block.
// Memory grows with the block and the widths, not with N.

using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>What was found at one layer of a decomposition.</summary>
/// <param name="Layer">l.</param>
/// <param name="Residual">max |r_l| over samples and nodes.</param>
/// <param name="Tightness">The largest |r_l| / bound over samples and nodes: at most 1 if Lemma 1 holds.</param>
/// <param name="Patterns">The number of blocks of samples with a common V_l (summed over the sample blocks).</param>
public readonly record struct LayerSummary(int Layer, double Residual, double Tightness, long Patterns);

/// <summary>
/// Writes g1..gL (N x n_l), A1..AL (N x (n_l+1) x (m_l+1)), B1..BL (N x (n_l+1) x (n_l+1)), dW1..dWL and residual (L);
/// layer L has no constant coordinate, so A_L and B_L are N x C x C.
/// </summary>
public sealed class DecompositionFile
{
    /// <summary>Samples held at a time: at most this, and few enough for about 64 MiB of A and B.</summary>
    private const int LargestBlock = 1024;
    private const long BlockElements = 1 << 23;

    private readonly NetworkPair _pair;
    private readonly NpzWriter _archive;
    private readonly int _samples;
    private readonly ArrayWriter[] _gradients;
    private readonly ArrayWriter[] _teacherMixtures;
    private readonly ArrayWriter[] _studentMixtures;
    private readonly LayerSummary[] _summaries;

    private DecompositionFile(NetworkPair pair, NpzWriter archive, int samples)
    {
        _pair = pair;
        _archive = archive;
        _samples = samples;
        NetworkShape n = pair.Student.Shape;
        NetworkShape m = pair.Teacher.Shape;
        int depth = pair.Depth;
        _summaries = [.. Enumerable.Range(1, depth).Select(l => new LayerSummary(l, 0, 0, 0))];
        _gradients = new ArrayWriter[depth + 1];
        _teacherMixtures = new ArrayWriter[depth + 1];
        _studentMixtures = new ArrayWriter[depth + 1];
        for (int l = 1; l <= depth; l++)
        {
            _gradients[l] = archive.Declare($"g{l}", samples, n.Width(l));
            _teacherMixtures[l] = archive.Declare($"A{l}", samples, n.Coordinates(l), m.Coordinates(l));
            _studentMixtures[l] = archive.Declare($"B{l}", samples, n.Coordinates(l), n.Coordinates(l));
        }
    }

    /// <summary>Decomposes every sample and writes the file.</summary>
    /// <param name="pair">Teacher and student.</param>
    /// <param name="inputs">X, N x d, N &gt;= 1.</param>
    /// <param name="path">The npz file to write.</param>
    /// <param name="progress">Told the number of samples done after every block; may be null.</param>
    /// <param name="cancellation">Stops between blocks; nothing is left behind.</param>
    /// <returns>Layers 1..L.</returns>
    /// <exception cref="InputException">The file cannot be written, or the numbers leave the range of doubles.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<LayerSummary> Write(
        NetworkPair pair,
        ReadOnlyMatrixView inputs,
        string path,
        Action<int>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(pair);
        double[] copy = inputs.Data.ToArray();
        int samples = inputs.Rows;
        IReadOnlyList<LayerSummary> summaries = [];
        NpzWriter.Write(
            path,
            archive =>
                summaries = new DecompositionFile(pair, archive, samples).Run(copy, progress, cancellation)
        );
        return summaries;
    }

    private LayerSummary[] Run(double[] inputs, Action<int>? progress, CancellationToken cancellation)
    {
        int block = BlockSize();
        NetworkShape shape = _pair.Student.Shape;
        ForwardPass teacher = new(_pair.Teacher.Shape, block);
        ForwardPass student = new(shape, block);
        BackwardPass backward = new(shape, block);
        MixtureDecomposition decomposition = new(_pair);
        MixtureBuffers buffers = new(_pair, block);
        double[] updates = new double[shape.WeightCount];
        for (int start = 0; start < _samples; start += block)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(block, _samples - start);
            ReadOnlyMatrixView x = new(inputs.AsSpan(start * shape.Inputs), count, shape.Inputs);
            teacher.Run(_pair.Teacher, x);
            student.Run(_pair.Student, x);
            backward.Run(_pair.Student, student, teacher.Outputs);
            decomposition.Visit(teacher, student, buffers);
            for (int l = 1; l <= _pair.Depth; l++)
            {
                backward.SumUpdates(student, l, Update(updates, l), accumulate: true);
                Append(l, start, backward, buffers, count);
            }

            Judge(start, teacher, student, backward, buffers);
            progress?.Invoke(start + count);
        }

        for (int l = 1; l <= _pair.Depth; l++)
        {
            MatrixView update = Update(updates, l);
            BackwardPass.Divide(update, _samples);
            RequireFinite(update.Data, $"dW{l}", null);
            _archive.Add($"dW{l}", update.Data, update.Rows, update.Columns);
        }

        _archive.Add("residual", _summaries.Select(layer => layer.Residual).ToArray(), _pair.Depth);
        return _summaries;
    }

    private void Append(int layer, int start, BackwardPass backward, MixtureBuffers buffers, int count)
    {
        ReadOnlySpan<double> gradients = backward.Gradients(layer).Data;
        RequireFinite(gradients, $"g{layer}", start);
        _gradients[layer].Append(gradients);
        Append(_teacherMixtures[layer], buffers.TeacherMixtures(layer, count), $"A{layer}", start);
        Append(_studentMixtures[layer], buffers.StudentMixtures(layer, count), $"B{layer}", start);
    }

    private static void Append(ArrayWriter writer, ReadOnlySpan<double> values, string name, int start)
    {
        RequireFinite(values, name, start);
        writer.Append(values);
    }

    private void Judge(
        int start,
        ForwardPass teacher,
        ForwardPass student,
        BackwardPass backward,
        MixtureBuffers buffers
    )
    {
        Lemma1Residual residual = Lemma1Residual.Compute(_pair, teacher, student, backward);
        ResidualBound bound = ResidualBound.Compute(_pair, teacher, student);
        for (int l = 1; l <= _pair.Depth; l++)
        {
            ReadOnlySpan<double> values = residual.At(l).Data;
            ReadOnlySpan<double> bounds = bound.At(l).Data;
            RequireFinite(values, $"the residual of layer {l}", start);
            RequireFinite(bounds, $"the rounding bound of layer {l}", start);
            double tightness = _summaries[l - 1].Tightness;
            for (int i = 0; i < values.Length; i++)
            {
                tightness = Math.Max(tightness, values[i] == 0 ? 0 : Math.Abs(values[i]) / bounds[i]);
            }

            _summaries[l - 1] = _summaries[l - 1] with
            {
                Residual = Math.Max(_summaries[l - 1].Residual, residual.Largest(l)),
                Tightness = tightness,
                Patterns = _summaries[l - 1].Patterns + buffers.TakePatterns(l),
            };
        }
    }

    private MatrixView Update(double[] updates, int layer)
    {
        NetworkShape shape = _pair.Student.Shape;
        return new MatrixView(
            updates.AsSpan(shape.WeightOffset(layer), shape.WeightLength(layer)),
            shape.Width(layer - 1) + 1,
            shape.Width(layer)
        );
    }

    private int BlockSize()
    {
        long perSample = 0;
        for (int l = 1; l <= _pair.Depth; l++)
        {
            long n = _pair.Student.Shape.Coordinates(l);
            perSample += n * (n + _pair.Teacher.Shape.Coordinates(l));
        }

        return (int)Math.Clamp(BlockElements / perSample, 1, Math.Min(LargestBlock, _samples));
    }

    private static void RequireFinite(ReadOnlySpan<double> values, string name, int? firstSample)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                string place = firstSample is { } sample ? $" at or after sample {sample}" : "";
                throw new InputException(
                    $"The numbers leave the range of doubles: {name} overflows{place}; scale the weights or the inputs down."
                );
            }
        }
    }
}
