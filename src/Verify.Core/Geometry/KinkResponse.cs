// How two-layer networks answer to pre-activations: residual f* - f and v_k.(f* - f), a block of samples at a time, with
// the rounding bounds of both. Derivation below. Layer 1 alone, for any depth: HiddenNodes.cs.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The second layer over scaled hidden nodes: fan-outs are multiplied by the inverse power of two, so the function is
/// the same. Shape legend: N samples, m + n nodes, C outputs. Immutable; <see cref="Workspace"/> holds the buffers.
/// </summary>
/// <remarks>
/// Let X >= ||x|| + s, N_i = ||w~_i||, A_i = N_i X + |b_i| and ||e|| &lt;= 1.
/// <para>
/// 1. z_i is a chain of d + 1 fused multiply-adds: off by at most gamma_{d+1} A_i (Cauchy-Schwarz on the absolute terms).
/// At x +- s e the shift s (w~_i.e), d + 1 roundings, is added with one more: at most gamma_{d+3} A_i in all. The same
/// bound serves both. 2. sigma has slope at most 1, so a wrong gate costs no more than z does: each activation is off by
/// gamma_{d+4} A_i. 3. The residual is one chain over the m + n activations of both networks and the constant (whose
/// weight, a difference, is rounded once): as a vector it is off by gamma_{d+m+n+6} M with
/// M = sum of ||v_i|| A_i over all nodes + ||c*|| + ||c||, and no longer than (1 + gamma) M itself. 4. v_k.r is a chain
/// of C: off by gamma_{d+m+n+C+8} ||v_k|| M. 5. M is computed from upper ends with fewer than m + n + 8 roundings of
/// nonnegative terms: the factor 1 + 2^-20 covers them, since gamma &lt; 2^-22. 6. An operation in the subnormal range
/// loses at most 2^-1074; there are fewer than T = (d + m + n + C + 8)^2 on the way to an entry, and what follows
/// multiplies by at most (1 + sum of ||v_i||)(1 + ||v_k||).
/// </para>
/// </remarks>
public sealed class KinkResponse
{
    private const double Slack = 1 + 1.0 / (1 << 20);

    private readonly double[] fanOuts;
    private readonly double[] residualWeights;
    private readonly double[] fanOutNorms;
    private readonly double teacherLeak;
    private readonly double studentLeak;
    private readonly double magnitudeSlope;
    private readonly double magnitudeConstant;
    private readonly double relative;
    private readonly double absolute;

    /// <summary>The response of a pair of two layers.</summary>
    /// <exception cref="ArgumentException">There are more layers, or the nodes are not of this pair.</exception>
    public KinkResponse(NetworkPair pair, HiddenNodes nodes)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(nodes);
        if (
            pair.Depth != 2
            || nodes.Teachers != pair.Teacher.Shape.Width(1)
            || nodes.Students != pair.Student.Shape.Width(1)
        )
        {
            throw new ArgumentException("The response is that of two layers and of their own nodes.");
        }

        Nodes = nodes;
        Outputs = pair.Outputs;
        teacherLeak = pair.Teacher.Leak;
        studentLeak = pair.Student.Leak;
        fanOuts = new double[checked(nodes.Count * Outputs)];
        residualWeights = new double[checked((nodes.Count + 1) * Outputs)];
        fanOutNorms = new double[nodes.Count];
        double sum = SetNodes(pair, out double slope, out double constant);
        constant += SetConstant(pair);
        magnitudeSlope = Slack * slope;
        magnitudeConstant = Slack * constant;
        long steps = (long)nodes.Inputs + nodes.Count + Outputs + 8;
        relative = Slack * RoundingError.Gamma(steps);
        absolute = Slack * steps * (1 + sum) * (steps * RoundingError.Underflow);
    }

    /// <summary>The nodes.</summary>
    public HiddenNodes Nodes { get; }

    /// <summary>C.</summary>
    public int Outputs { get; }

    /// <summary>c in (1 - c): the slope below zero of the teacher's sigma, whose kinks are looked at.</summary>
    public double Leak => teacherLeak;

    /// <summary>c of the student: the gate of g_k where z_k &lt; 0.</summary>
    public double StudentLeak => studentLeak;

    /// <summary>The fan-out of a node, C numbers, scaled inversely to its column.</summary>
    public ReadOnlySpan<double> FanOut(int node) => fanOuts.AsSpan(node * Outputs, Outputs);

    /// <summary>v_k.v*_j of the scaled nodes; alpha_kj of the normalised ones is this times both norms.</summary>
    public Interval ScaledMixture(int teacher, int student) =>
        Interval.Dot(FanOut(Nodes.Teachers + student), FanOut(teacher));

    /// <summary>alpha_kj = v_k.v*_j of the normalised nodes (a constant student counts as it is).</summary>
    public Interval Mixture(int teacher, int student)
    {
        Interval norm = Nodes.IsRegular(Nodes.Teachers + student)
            ? Nodes.Norm(Nodes.Teachers + student)
            : Interval.Exact(1);
        return ScaledMixture(teacher, student) * norm * Nodes.Norm(teacher);
    }

    /// <summary>
    /// The part of the rounding bound that all students share, at samples with ||x|| + s &lt;= reach: gamma M. Infinite
    /// when numbers of this size could overflow.
    /// </summary>
    public double SharedGuard(double reach)
    {
        double magnitude = magnitudeSlope * reach + magnitudeConstant;

        // 4 M (1 + ||v||) (1 + C) bounds every intermediate number: nothing overflows while this is finite.
        return double.IsFinite(4 * magnitude * (1 + LargestFanOut) * (1 + Outputs))
            ? relative * magnitude
            : double.PositiveInfinity;
    }

    /// <summary>|computed v_k.r - v_k.r| &lt;= this, for the shared part at the sample.</summary>
    public double Guard(int student, double sharedGuard)
    {
        double norm = fanOutNorms[Nodes.Teachers + student];
        return norm * sharedGuard + absolute * (1 + norm);
    }

    private double LargestFanOut { get; set; }

    /// <summary>Buffers for blocks of at most so many samples. One thread at a time.</summary>
    public sealed class Workspace
    {
        private readonly KinkResponse response;
        private readonly double[] activations;
        private readonly double[] gates;
        private readonly double[] residuals;

        /// <summary>Buffers of a response.</summary>
        public Workspace(KinkResponse response, int capacity)
        {
            ArgumentNullException.ThrowIfNull(response);
            this.response = response;
            activations = new double[checked(capacity * (response.Nodes.Count + 1))];
            gates = new double[checked(capacity * response.Nodes.Count)];
            residuals = new double[checked(capacity * response.Outputs)];
        }

        /// <summary>products (N x n) = v_k.(f* - f), before k's gate, from pre-activations z (N x (m+n)).</summary>
        public void AllStudents(ReadOnlyMatrixView z, MatrixView products) =>
            MatrixProduct.MultiplyTransposedRight(
                Residuals(z),
                new ReadOnlyMatrixView(
                    response.fanOuts.AsSpan(response.Nodes.Teachers * response.Outputs),
                    response.Nodes.Students,
                    response.Outputs
                ),
                products
            );

        /// <summary>The same of one student, N x 1, to the last bit.</summary>
        public void OneStudent(ReadOnlyMatrixView z, int student, MatrixView products) =>
            MatrixProduct.MultiplyTransposedRight(
                Residuals(z),
                new ReadOnlyMatrixView(
                    response.FanOut(response.Nodes.Teachers + student),
                    1,
                    response.Outputs
                ),
                products
            );

        private ReadOnlyMatrixView Residuals(ReadOnlyMatrixView z)
        {
            HiddenNodes nodes = response.Nodes;
            MatrixView f = new(activations, z.Rows, nodes.Count + 1);
            MatrixView d = new(gates, z.Rows, nodes.Count);
            LeakyRelu.Forward(z, response.studentLeak, f, d);
            for (int i = 0; response.teacherLeak != response.studentLeak && i < z.Rows; i++)
            {
                LeakyRelu.ForwardWithoutConstant(
                    z.Row(i)[..nodes.Teachers],
                    response.teacherLeak,
                    f.Row(i),
                    d.Row(i)
                );
            }

            MatrixView r = new(residuals, z.Rows, response.Outputs);
            MatrixProduct.Multiply(
                f,
                new ReadOnlyMatrixView(response.residualWeights, nodes.Count + 1, response.Outputs),
                r
            );
            return r;
        }
    }

    private double SetNodes(NetworkPair pair, out double slope, out double constant)
    {
        double sum = 0;
        slope = 0;
        constant = 0;
        for (int i = 0; i < Nodes.Count; i++)
        {
            bool isTeacher = i < Nodes.Teachers;
            ReadOnlySpan<double> row = isTeacher
                ? pair.Teacher.Weights(2).Row(i)
                : pair.Student.Weights(2).Row(i - Nodes.Teachers);
            for (int o = 0; o < Outputs; o++)
            {
                double scaled = Math.ScaleB(row[o], -Nodes.Exponent(i));
                if (!double.IsFinite(scaled) || Math.ScaleB(scaled, Nodes.Exponent(i)) != row[o])
                {
                    throw new Data.InputException(
                        $"The fan-out of {Nodes.Name(i)} leaves the range of doubles when the node is normalised; scale the network."
                    );
                }

                fanOuts[i * Outputs + o] = scaled;
                residualWeights[i * Outputs + o] = isTeacher ? scaled : -scaled;
            }

            fanOutNorms[i] = Interval.Norm(FanOut(i)).Upper;
            sum += fanOutNorms[i];
            slope += fanOutNorms[i] * Nodes.Norm(i).Upper;
            constant += fanOutNorms[i] * Math.Abs(Nodes.Bias(i));
            LargestFanOut = Math.Max(LargestFanOut, fanOutNorms[i]);
        }

        return sum;
    }

    private double SetConstant(NetworkPair pair)
    {
        ReadOnlySpan<double> teacher = pair.Teacher.Weights(2).Row(Nodes.Teachers);
        ReadOnlySpan<double> student = pair.Student.Weights(2).Row(Nodes.Students);
        for (int o = 0; o < Outputs; o++)
        {
            residualWeights[Nodes.Count * Outputs + o] = teacher[o] - student[o];
        }

        return Interval.Norm(teacher).Upper + Interval.Norm(student).Upper;
    }
}
