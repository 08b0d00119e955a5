// The residual of Lemma 1 in floating point: what backpropagation gives minus what the mixture gives.
// How large it may be is ResidualBound's business.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// r_l(x) = g_l(x) - D_l(x) [A_l(x) f*_l(x) - B_l(x) f_l(x)], l = 1..L, for a batch; the n_l real coordinates only (the
/// constant's is not a gradient). In exact arithmetic every entry is 0.
/// </summary>
public sealed class Lemma1Residual : IMixtureVisitor
{
    /// <summary>Samples gathered at a time, so that the products work on matrices that stay in cache.</summary>
    private const int Chunk = 64;

    private readonly NetworkPair pair;
    private readonly ForwardPass teacher;
    private readonly ForwardPass student;
    private readonly BackwardPass backward;
    private readonly double[][] residuals;
    private readonly double[] gatheredTeacher;
    private readonly double[] gatheredStudent;
    private readonly double[] teacherSide;
    private readonly double[] studentSide;

    private Lemma1Residual(NetworkPair pair, ForwardPass teacher, ForwardPass student, BackwardPass backward)
    {
        this.pair = pair;
        this.teacher = teacher;
        this.student = student;
        this.backward = backward;
        residuals = new double[pair.Depth + 1][];
        int n = 0;
        int m = 0;
        for (int l = 1; l <= pair.Depth; l++)
        {
            residuals[l] = new double[checked(student.Samples * pair.Student.Shape.Width(l))];
            n = Math.Max(n, pair.Student.Shape.Coordinates(l));
            m = Math.Max(m, pair.Teacher.Shape.Coordinates(l));
        }

        gatheredTeacher = new double[Chunk * m];
        gatheredStudent = new double[Chunk * n];
        teacherSide = new double[Chunk * n];
        studentSide = new double[Chunk * n];
    }

    /// <summary>Computes the residual of every layer.</summary>
    /// <param name="pair">Teacher and student.</param>
    /// <param name="teacher">The teacher's pass over N samples.</param>
    /// <param name="student">The student's pass over the same samples.</param>
    /// <param name="backward">g_l of the student on them.</param>
    /// <exception cref="ArgumentException">The passes are of other shapes or sample counts.</exception>
    public static Lemma1Residual Compute(
        NetworkPair pair,
        ForwardPass teacher,
        ForwardPass student,
        BackwardPass backward
    )
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(backward);
        if (!backward.Shape.Equals(pair.Student.Shape) || backward.Samples != student.Samples)
        {
            throw new ArgumentException(
                $"The backward pass is of a {backward.Shape} student on {backward.Samples} samples, not {pair.Student.Shape} on {student.Samples}."
            );
        }

        Lemma1Residual result = new(pair, teacher, student, backward);
        new MixtureDecomposition(pair).Visit(teacher, student, result);
        return result;
    }

    /// <summary>r_l of every sample, N x n_l.</summary>
    public ReadOnlyMatrixView At(int layer) =>
        new(residuals[layer], student.Samples, pair.Student.Shape.Width(layer));

    /// <summary>max |r_l| over samples and nodes; NaN if any entry is NaN, 0 for no samples.</summary>
    public double Largest(int layer) => Reduction.MaxMagnitude(residuals[layer]);

    void IMixtureVisitor.Visit(in MixtureBlock block)
    {
        for (int start = 0; start < block.Samples.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, block.Samples.Length - start);
            Subtract(block, block.Samples.Slice(start, count));
        }
    }

    private void Subtract(in MixtureBlock block, ReadOnlySpan<int> samples)
    {
        int layer = block.Layer;
        int n = block.A.Rows;
        int width = pair.Student.Shape.Width(layer);
        MatrixView fTeacher = Gather(teacher.Activations(layer), samples, gatheredTeacher);
        MatrixView fStudent = Gather(student.Activations(layer), samples, gatheredStudent);
        MatrixView af = new(teacherSide, samples.Length, n);
        MatrixView bf = new(studentSide, samples.Length, n);
        MatrixProduct.MultiplyTransposedRight(fTeacher, block.A, af);
        MatrixProduct.MultiplyTransposedRight(fStudent, block.B, bf);
        bool gated = layer < pair.Depth;
        for (int i = 0; i < samples.Length; i++)
        {
            ReadOnlySpan<double> g = backward.Gradients(layer).Row(samples[i]);
            ReadOnlySpan<double> gates = gated ? student.Gates(layer).Row(samples[i]) : default;
            Span<double> destination = residuals[layer].AsSpan(samples[i] * width, width);
            for (int k = 0; k < width; k++)
            {
                double mixture = af[i, k] - bf[i, k];
                destination[k] = g[k] - (gated ? gates[k] * mixture : mixture);
            }
        }
    }

    private static MatrixView Gather(ReadOnlyMatrixView source, ReadOnlySpan<int> rows, double[] buffer)
    {
        MatrixView gathered = new(buffer, rows.Length, source.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            source.Row(rows[i]).CopyTo(gathered.Row(i));
        }

        return gathered;
    }
}
