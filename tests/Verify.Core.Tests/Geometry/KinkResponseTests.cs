// The products v_k.(f* - f) of the pass against exact integers: the guards cover what rounding does, and not much more.

using System.Numerics;
using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class KinkResponseTests
{
    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(30, 0.125)]
    public void Guard_RandomPair_CoversTheRounding(int inputs, double leak)
    {
        KinkCase given = Cut(KinkCase.Create(inputs, 6, 9, 40, 1e-3, leak));
        KinkTest test = given.Test(AugmentationMode.Aware, 0.3, 0.1);
        HiddenNodes nodes = test.Nodes;
        KinkResponse response = test.Response!;
        KinkResponse.Workspace workspace = new(response, 1);
        double largest = 0;
        foreach (double[] x in given.Samples.Chunk(inputs))
        {
            double reach = MembershipGuard.Reach(x, 0.3);
            double[] z = new double[nodes.Count];
            MatrixProduct.Multiply(
                new ReadOnlyMatrixView([.. x, 1], 1, inputs + 1),
                nodes.Weights,
                new MatrixView(z, 1, nodes.Count)
            );
            double[] products = new double[nodes.Students];
            workspace.AllStudents(
                new ReadOnlyMatrixView(z, 1, nodes.Count),
                new MatrixView(products, 1, nodes.Students)
            );
            BigInteger[] exactZ =
            [
                .. Enumerable.Range(0, nodes.Count).Select(i => PreActivation(nodes, i, x)),
            ];
            for (int i = 0; i < nodes.Count; i++)
            {
                Assert.InRange(Distance(z[i], exactZ[i], 2 * Places), 0, test.Guard.Guard(i, reach));
            }

            for (int k = 0; k < nodes.Students; k++)
            {
                BigInteger exact = Product(given, response, exactZ, k);
                double guard = response.Guard(k, response.SharedGuard(reach));
                double distance = Distance(products[k], exact, 4 * Places + 3);
                Assert.InRange(distance, 0, guard);
                largest = Math.Max(largest, distance / guard);

                double[] one = new double[1];
                workspace.OneStudent(new ReadOnlyMatrixView(z, 1, nodes.Count), k, new MatrixView(one, 1, 1));
                Assert.Equal(products[k], one[0]);
            }
        }

        // A guard a thousand times smaller would have been passed: the bound is within reach of what happens.
        Assert.InRange(largest, 1e-3, 1);
    }

    [Fact]
    public void SharedGuard_HugeSample_IsInfinite()
    {
        KinkCase given = KinkCase.Create(2, 2, 1, 1, 0.1);
        KinkResponse response = given.Test(AugmentationMode.Aware, 0.3, 0.1).Response!;
        Assert.Equal(double.PositiveInfinity, response.SharedGuard(1e308));
        Assert.True(double.IsFinite(response.SharedGuard(1e100)));
    }

    [Fact]
    public void Mixture_NormalisedNodes_IsTheProductOfFanOuts()
    {
        KinkCase given = KinkCase.Create(3, 2, 1, 1, 0.1);
        KinkResponse response = given.Test(AugmentationMode.Aware, 0.3, 0.1).Response!;
        ReadOnlyMatrixView teacher = given.Pair.Teacher.Weights(1);
        ReadOnlyMatrixView student = given.Pair.Student.Weights(1);
        double normJ = 0;
        double normK = 0;
        for (int u = 0; u < 3; u++)
        {
            normJ += teacher[u, 1] * teacher[u, 1];
            normK += student[u, 2] * student[u, 2];
        }

        double product = 0;
        for (int o = 0; o < 3; o++)
        {
            product += given.Pair.Teacher.Weights(2)[1, o] * given.Pair.Student.Weights(2)[2, o];
        }

        double expected = product * Math.Sqrt(normJ) * Math.Sqrt(normK);
        Interval found = response.Mixture(1, 2);
        Assert.InRange(expected, found.Lower - 1e-15, found.Upper + 1e-15);
    }

    // Weights and samples are cut to multiples of 2^-30, scaled by small powers of two: exact integers at 2^-Places.
    private const int Places = 60;

    private static BigInteger Exact(double value, int places)
    {
        // In two steps, since 2^243 times a value is exact as long as it is finite.
        double scaled = Math.ScaleB(value, places);
        Assert.Equal(Math.Truncate(scaled), scaled);
        return new BigInteger(scaled);
    }

    private static double Distance(double value, BigInteger exact, int places) =>
        Math.ScaleB((double)BigInteger.Abs(Exact(value, places) - exact), -places);

    private static BigInteger PreActivation(HiddenNodes nodes, int node, double[] x)
    {
        BigInteger sum = Exact(nodes.Bias(node), 2 * Places);
        for (int u = 0; u < x.Length; u++)
        {
            sum += Exact(nodes.Direction(node)[u], Places) * Exact(x[u], Places);
        }

        return sum;
    }

    /// <summary>v_k.(f* - f) at 2^-(4 Places + 3): sigma takes 3 places for a leak in eighths.</summary>
    private static BigInteger Product(KinkCase given, KinkResponse response, BigInteger[] z, int student)
    {
        HiddenNodes nodes = response.Nodes;
        BigInteger leak = Exact(given.Pair.Teacher.Leak, 3);
        BigInteger product = 0;
        for (int o = 0; o < response.Outputs; o++)
        {
            BigInteger residual =
                Exact(given.Pair.Teacher.Weights(2)[nodes.Teachers, o], 3 * Places + 3)
                - Exact(given.Pair.Student.Weights(2)[nodes.Students, o], 3 * Places + 3);
            for (int i = 0; i < nodes.Count; i++)
            {
                BigInteger activation = z[i].Sign >= 0 ? 8 * z[i] : leak * z[i];
                BigInteger term = activation * Exact(response.FanOut(i)[o], Places);
                residual += i < nodes.Teachers ? term : -term;
            }

            product += residual * Exact(response.FanOut(nodes.Teachers + student)[o], Places);
        }

        return product;
    }

    /// <summary>The case with every weight and sample cut to a multiple of 2^-30.</summary>
    private static KinkCase Cut(KinkCase given)
    {
        double[] Multiples(ReadOnlySpan<double> values) =>
            Array.ConvertAll(values.ToArray(), value => Math.ScaleB(Math.Round(Math.ScaleB(value, 30)), -30));
        NetworkPair pair = given.Pair;
        return new KinkCase(
            new NetworkPair(
                pair.Teacher.WithWeights(Multiples(pair.Teacher.AllWeights)),
                pair.Student.WithWeights(Multiples(pair.Student.AllWeights))
            ),
            Multiples(given.Samples)
        );
    }
}
