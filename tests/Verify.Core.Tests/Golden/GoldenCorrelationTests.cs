// Correlations of teacher and student nodes against golden ones, in both published guards.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Golden;

/// <remarks>
/// <para>
/// The bound, for columns x, y of N samples with exact means, centred columns x', y' and s = sqrt(|x'|^2 + guard) (guard
/// times N where it is added to the variance, which divides everything by N). A mean is off by at most gamma_N mean|x|
/// (N - 1 additions in any order and a division), a difference by u of itself, so the computed centred column
/// is off by at most e_x s_x in norm, e_x = sqrt(N) gamma_N mean|x| / s_x + 2u. Then with Cauchy's
/// inequality the dot product is off by at most ((1 + e_x)(1 + e_y)(1 + gamma_N) - 1) s_x s_y, and each root by at most
/// e_x + gamma_{N+4} relative to s (by the triangle inequality for the vector (x', sqrt guard)). As |r| &lt;= 1,
/// the quotient is off by 2 (e_x + e_y) + gamma_{3N+16} and terms of second order; gamma_{4N} in the place of
/// gamma_{3N+16} leaves gamma_{N-16} = 5e-14 for those, which are below 1e-18 for the e below 1e-10 that the test
/// asserts. Normalising before the product instead of after it, and the scalings by N, are among the 16.
/// Both sides differ by at most twice that. (<c>corr</c> is centred by its description; that <c>corr_statscorr</c> meets
/// the bound of a centred evaluation says that its formula loses no more.)
/// </para>
/// </remarks>
public sealed class GoldenCorrelationTests
{
    public static TheoryData<string, CorrelationGuard> Cases()
    {
        TheoryData<string, CorrelationGuard> cases = [];
        foreach (string name in GoldenFile.Names("corr_"))
        {
            cases.Add(name, CorrelationGuard.SumOfSquares);
            cases.Add(name, CorrelationGuard.Variance);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Correlation_OfEachFile_LiesWithinTheBoundAndNoticesOnePartIn1e12(
        string name,
        CorrelationGuard guard
    )
    {
        GoldenFile file = new(name);
        Comparison comparison = Compare(file, guard);
        comparison.AssertClose();
        Assert.True(comparison.Notices(1e-12));
        Assert.True(comparison.Notices(-1e-12));
    }

    /// <summary>The two guards differ by far more than the bound, so that one cannot pass for the other.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Correlation_WithTheOtherGuard_LiesOutsideTheBound(string name, CorrelationGuard guard)
    {
        GoldenFile file = new(name);
        CorrelationGuard other =
            guard == CorrelationGuard.Variance ? CorrelationGuard.SumOfSquares : CorrelationGuard.Variance;
        Comparison right = Compare(file, guard);
        double[] wrong = Correlate(file, other);
        Assert.Contains(
            Enumerable.Range(0, wrong.Length),
            i => Math.Abs(wrong[i] - right.Golden[i]) > right.Allowed[i]
        );
    }

    /// <summary>The golden activations are what our forward rule gives for the golden first layer.</summary>
    [Theory]
    [InlineData('T')]
    [InlineData('S')]
    public void Activations_OfEachFile_LieWithinTheBound(char who)
    {
        foreach (string name in GoldenFile.Names("corr_"))
        {
            GoldenFile file = new(name);
            NdArray weights = file[$"{who}W1"];
            int inputs = weights.Shape[0] - 1;
            int width = weights.Shape[1];
            Network network = new(
                new NetworkShape(inputs, width, 1),
                file.Scalar("c_leaky"),
                [.. weights.Values, .. new double[width + 1]]
            );
            ForwardPass pass = ForwardPass.Over(network, file["X"].AsMatrix());
            long count = RoundingCounts.Activation(network.Shape, 1);
            Comparison
                .Of(
                    $"{name} {who}H",
                    file.Values($"{who}H"),
                    GoldenPasses.WithoutConstant(pass.Activations(1), width),
                    GoldenPasses.WithoutConstant(new MagnitudePass(network, pass).At(1), width),
                    count,
                    count
                )
                .AssertClose();
        }
    }

    [Fact]
    public void Correlation_DeadNodes_AreExactlyZero()
    {
        GoldenFile file = new("corr_02");
        int m = file["TH"].Shape[1];
        int n = file["SH"].Shape[1];
        double[] correlations = Correlate(file, CorrelationGuard.SumOfSquares);
        for (int j = 0; j < m; j++)
        {
            Assert.Equal(0, correlations[j * n + n - 1]);
        }

        Assert.All(correlations[((m - 1) * n)..], value => Assert.Equal(0, value));
    }

    private static double[] Correlate(GoldenFile file, CorrelationGuard guard)
    {
        NdArray t = file["TH"];
        NdArray s = file["SH"];
        double[] correlations = new double[t.Shape[1] * s.Shape[1]];
        Statistics.Correlation(
            t.AsMatrix(),
            s.AsMatrix(),
            new MatrixView(correlations, t.Shape[1], s.Shape[1]),
            guard
        );
        return correlations;
    }

    private static Comparison Compare(GoldenFile file, CorrelationGuard guard)
    {
        string key = guard == CorrelationGuard.Variance ? "corr_statscorr" : "corr";
        double[] t = CentringErrors(file["TH"], guard);
        double[] s = CentringErrors(file["SH"], guard);
        double rest = RoundingError.Gamma(4L * file["TH"].Shape[0]);
        double[] allowed = new double[t.Length * s.Length];
        for (int j = 0; j < t.Length; j++)
        {
            for (int k = 0; k < s.Length; k++)
            {
                allowed[j * s.Length + k] = 2 * (2 * (t[j] + s[k]) + rest);
            }
        }

        return new Comparison($"{file.Name} {key}", file.Values(key), Correlate(file, guard), allowed);
    }

    /// <summary>e_x of every column.</summary>
    private static double[] CentringErrors(NdArray array, CorrelationGuard guard)
    {
        ReadOnlyMatrixView x = array.AsMatrix();
        int samples = x.Rows;
        double[] means = new double[x.Columns];
        double[] variances = new double[x.Columns];
        Statistics.ColumnMeans(x, means);
        Statistics.ColumnVariances(x, variances);
        double[] errors = new double[x.Columns];
        for (int j = 0; j < errors.Length; j++)
        {
            double magnitude = 0;
            for (int i = 0; i < samples; i++)
            {
                magnitude += Math.Abs(x[i, j]) / samples;
            }

            double added = guard == CorrelationGuard.Variance ? samples * 1e-7 : 1e-10;
            double norm = Math.Sqrt(samples * variances[j] + added);
            errors[j] =
                Math.Sqrt(samples) * RoundingError.Gamma(samples) * magnitude / norm
                + 2 * RoundingError.UnitRoundoff;
            Assert.True(errors[j] < 1e-10);
        }

        return errors;
    }
}
