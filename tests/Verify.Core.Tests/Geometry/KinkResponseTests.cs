// The products v_k.(f* - f) of the pass against intervals that hold the exact ones: the guards cover what rounding does.

using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class KinkResponseTests
{
    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(30, 0.1)]
    public void Guard_RandomPair_CoversTheRounding(int inputs, double leak)
    {
        KinkCase given = KinkCase.Create(inputs, 6, 9, 40, 1e-12, leak);
        KinkTest test = given.Test(AugmentationMode.Aware, 0.3, 0.1);
        HiddenNodes nodes = test.Nodes;
        KinkResponse response = test.Response!;
        KinkResponse.Workspace workspace = new(response, 1);
        double closest = 0;
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
            Interval[] exactZ = [.. Enumerable.Range(0, nodes.Count).Select(i => PreActivation(nodes, i, x))];
            for (int i = 0; i < nodes.Count; i++)
            {
                Assert.True(IsNear(z[i], exactZ[i], test.Guard.Guard(i, reach)));
            }

            for (int k = 0; k < nodes.Students; k++)
            {
                Interval exact = Product(given, response, exactZ, k);
                double guard = response.Guard(k, response.SharedGuard(reach));
                Assert.True(IsNear(products[k], exact, guard), $"{products[k]:R} {exact} {guard:R}");
                closest = Math.Max(closest, Math.Abs(products[k]) / guard);

                double[] one = new double[1];
                workspace.OneStudent(new ReadOnlyMatrixView(z, 1, nodes.Count), k, new MatrixView(one, 1, 1));
                Assert.Equal(products[k], one[0]);
            }
        }

        Assert.True(closest > 1, "The guards are so wide that they decide nothing.");
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

    private static bool IsNear(double value, Interval exact, double guard) =>
        value >= exact.Lower - guard && value <= exact.Upper + guard;

    private static Interval PreActivation(HiddenNodes nodes, int node, double[] x) =>
        Interval.Dot(nodes.Direction(node), x) + Interval.Exact(nodes.Bias(node));

    private static Interval Product(KinkCase given, KinkResponse response, Interval[] z, int student)
    {
        HiddenNodes nodes = response.Nodes;
        Interval leak = Interval.Exact(given.Pair.Teacher.Leak);
        Interval product = Interval.Zero;
        for (int o = 0; o < response.Outputs; o++)
        {
            Interval residual =
                Interval.Exact(given.Pair.Teacher.Weights(2)[nodes.Teachers, o])
                - Interval.Exact(given.Pair.Student.Weights(2)[nodes.Students, o]);
            for (int i = 0; i < nodes.Count; i++)
            {
                Interval activation = Interval.Max(z[i], leak * z[i]);
                Interval term = activation * Interval.Exact(response.FanOut(i)[o]);
                residual = i < nodes.Teachers ? residual + term : residual - term;
            }

            product += residual * Interval.Exact(response.FanOut(nodes.Teachers + student)[o]);
        }

        return product;
    }
}
