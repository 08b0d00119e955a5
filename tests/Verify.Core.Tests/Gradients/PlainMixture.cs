// Both sides of Lemma 1 for one sample in plain loops, with matrices that a test may spoil.

namespace Verify.Core.Tests.Gradients;

internal sealed class PlainMixture
{
    private readonly PlainPass teacher;
    private readonly PlainPass student;
    private readonly int depth;

    internal PlainMixture(GradientCase drawn, int sample)
    {
        depth = drawn.Pair.Depth;
        teacher = new PlainPass(drawn.Pair.Teacher, drawn.Sample(sample));
        student = new PlainPass(drawn.Pair.Student, drawn.Sample(sample));
        G = student.Gradients(teacher.F[depth]);
        double[][] v = student.FanOuts();
        double[][] starred = teacher.FanOuts();
        A = new double[depth + 1][];
        B = new double[depth + 1][];
        for (int l = 1; l <= depth; l++)
        {
            A[l] = PlainPass.Overlap(v[l], starred[l], drawn.Pair.Outputs);
            B[l] = PlainPass.Overlap(v[l], v[l], drawn.Pair.Outputs);
        }
    }

    /// <summary>g_l.</summary>
    internal double[][] G { get; }

    /// <summary>A_l, row-major.</summary>
    internal double[][] A { get; }

    /// <summary>B_l, row-major.</summary>
    internal double[][] B { get; }

    /// <summary>f*_l with the constant.</summary>
    internal double[] TeacherActivations(int layer) => teacher.F[layer];

    /// <summary>f_l with the constant.</summary>
    internal double[] StudentActivations(int layer) => student.F[layer];

    /// <summary>The gate of a student node.</summary>
    internal double Gate(int layer, int node) => student.D[layer][node];

    /// <summary>g_l - D_l [A_l f*_l - B_l f_l] at one node.</summary>
    internal double Residual(int layer, int node)
    {
        double mixture = Chain(A[layer], node, teacher.F[layer]) - Chain(B[layer], node, student.F[layer]);
        return G[layer][node] - (layer < depth ? Gate(layer, node) * mixture : mixture);
    }

    /// <summary>The same at all nodes.</summary>
    internal double[] Residual(int layer) =>
        [.. Enumerable.Range(0, G[layer].Length).Select(node => Residual(layer, node))];

    private static double Chain(double[] matrix, int row, double[] f)
    {
        double sum = 0;
        for (int j = 0; j < f.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(f[j], matrix[row * f.Length + j], sum);
        }

        return sum;
    }
}
