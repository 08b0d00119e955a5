// The rounding bound on the residual: it holds on thousands of pairs of every kind, it notices one entry of A, B or g that
// is off by 2^-40, and it claims nothing where numbers leave the range of doubles.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Gradients;

public sealed class ResidualBoundTests
{
    private const double Perturbation = 1.0 / (1L << 40);

    public static TheoryData<WeightDistribution, Bend> Kinds()
    {
        TheoryData<WeightDistribution, Bend> kinds = [];
        foreach (WeightDistribution distribution in Enum.GetValues<WeightDistribution>())
        {
            foreach (Bend bend in Enum.GetValues<Bend>())
            {
                kinds.Add(distribution, bend);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compute_RandomPairs_IsNeverExceeded(WeightDistribution distribution, Bend bend)
    {
        int finite = 0;
        const int cases = 200;
        for (ulong seed = 0; seed < cases; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, distribution, bend);
            finite += AssertHolds(drawn, $"seed {seed}") ? 1 : 0;
        }

        // From depth 3 on squares of products of weights of 1e60 leave the range, so a fifth of those cases is left; of the
        // rest, only some layers that are uneven do.
        Assert.InRange(
            finite,
            bend == Bend.Huge ? cases / 8
                : bend == Bend.Uneven ? cases / 2
                : cases,
            cases
        );
    }

    [Fact]
    public void Compute_WiderNetworks_IsNeverExceeded()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Assert.True(
                AssertHolds(GradientCase.Gaussian(20, [30, 40, 50, 8], [30, 70, 33, 8], seed), "wide")
            );
        }
    }

    /// <summary>
    /// Every entry of A that contributes at least 2^-5 of the magnitude Gamma_k of its node, and every g_k of that
    /// size, is noticed when it alone is off by 2^-40: the change is at least 2^-45 Gamma_k, and twice the bound
    /// is (for the counts of these cases, below 120 together) less than 240 u Gamma_k = 2^-45.1 Gamma_k.
    /// </summary>
    [Theory]
    [InlineData(WeightDistribution.SmallIntegers)]
    [InlineData(WeightDistribution.Dyadic)]
    [InlineData(WeightDistribution.Separated)]
    [InlineData(WeightDistribution.Gaussian)]
    [InlineData(WeightDistribution.UnitDirections)]
    [InlineData(WeightDistribution.Wide)]
    public void Compute_OneEntryOffByTwoToMinus40_IsExceeded(WeightDistribution distribution)
    {
        int mixtures = 0;
        int overlaps = 0;
        int gradients = 0;
        for (ulong seed = 0; seed < 150; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, distribution);
            PairMagnitudes magnitudes = new(drawn.Pair, drawn.Teacher, drawn.Student);
            RoundingCounts counts = magnitudes.Counts;
            if (counts.Gradient(1) + Enumerable.Range(1, drawn.Pair.Depth).Max(counts.Mixture) >= 120)
            {
                continue;
            }

            ResidualBound bound = ResidualBound.Compute(drawn.Pair, drawn.Teacher, drawn.Student);
            for (int i = 0; i < drawn.Samples; i++)
            {
                PlainMixture mixture = new(drawn, i);
                for (int l = 1; l <= drawn.Pair.Depth; l++)
                {
                    for (int k = 0; k < mixture.G[l].Length; k++)
                    {
                        double allowed = bound.At(l)[i, k];
                        double least = magnitudes.Gradient(l)[i, k] / 32;
                        mixtures += Spoil(
                            mixture,
                            l,
                            k,
                            mixture.A[l],
                            mixture.TeacherActivations(l),
                            allowed,
                            least
                        );
                        overlaps += Spoil(
                            mixture,
                            l,
                            k,
                            mixture.B[l],
                            mixture.StudentActivations(l),
                            allowed,
                            least
                        );
                        if (least > 0 && Math.Abs(mixture.G[l][k]) >= least)
                        {
                            double right = mixture.G[l][k];
                            mixture.G[l][k] = right * (1 + Perturbation);
                            Assert.True(Math.Abs(mixture.Residual(l, k)) > allowed, $"g, seed {seed}");
                            mixture.G[l][k] = right;
                            gradients++;
                        }
                    }
                }
            }
        }

        Assert.True(
            mixtures > 1000 && overlaps > 1000 && gradients > 1000,
            $"{mixtures} {overlaps} {gradients}"
        );
    }

    /// <summary>
    /// Step 4 is needed: there are residuals above what relative roundings alone allow, made of losses in the subnormal
    /// range, and the whole bound covers them.
    /// </summary>
    [Fact]
    public void Compute_ProductsInTheSubnormalRange_NeedTheUnderflowTerm()
    {
        int needed = 0;
        CounterRandom random = new(5);
        for (int trial = 0; trial < 2000; trial++)
        {
            // Layers of magnitudes 2^-540 to 2^-530 and 1: the product of two tiny ones is subnormal or nearly.
            NetworkShape shape = new(2, 3, 3, 2);
            double[] x = [random.NextGaussian(), random.NextGaussian()];
            GradientCase drawn = new(new NetworkPair(Draw(shape), Draw(shape)), x);
            AssertHolds(drawn, $"trial {trial}");
            PairMagnitudes magnitudes = new(drawn.Pair, drawn.Teacher, drawn.Student);
            Lemma1Residual residual = Compute(drawn);
            for (int l = 1; l <= 3; l++)
            {
                double relative =
                    PairMagnitudes.Slack
                    * (
                        RoundingError.Gamma(magnitudes.Counts.Gradient(l))
                        + RoundingError.Gamma(magnitudes.Counts.Mixture(l))
                    );
                for (int k = 0; k < shape.Width(l); k++)
                {
                    needed +=
                        Math.Abs(residual.At(l)[0, k]) > relative * magnitudes.Gradient(l)[0, k] ? 1 : 0;
                }
            }
        }

        Assert.True(needed > 100, $"{needed}");

        Network Draw(NetworkShape shape)
        {
            double[] weights = new double[shape.WeightCount];
            int tiny = 1 + random.NextBelow(3);
            int alsoTiny = 1 + random.NextBelow(3);
            for (int l = 1; l <= 3; l++)
            {
                double scale = Math.ScaleB(1, l == tiny || l == alsoTiny ? -540 + random.NextBelow(11) : 0);
                foreach (ref double weight in weights.AsSpan(shape.WeightOffset(l), shape.WeightLength(l)))
                {
                    weight = scale * random.NextGaussian();
                }
            }

            return new Network(shape, 0.25, weights);
        }
    }

    /// <summary>
    /// A_1 = 1e320 (V_1 being 1e160) overflows although f, g and every magnitude of a path stay small, since x is 1e-300.
    /// </summary>
    [Fact]
    public void Compute_MixtureOverflowsAlone_ClaimsNothing()
    {
        NetworkShape shape = new(1, 1, 1, 1);
        Network teacher = new(shape, 0, [1, 0, 1e80, 0, 1e80, 0]);
        Network student = new(shape, 0, [2, 0, 1e80, 0, 1e80, 0]);
        GradientCase drawn = new(new NetworkPair(teacher, student), [1e-300]);
        Assert.True(double.IsFinite(drawn.Backward.Gradients(1)[0, 0]));
        Assert.False(double.IsFinite(Compute(drawn).Largest(1)));
        Assert.Equal(
            double.PositiveInfinity,
            ResidualBound.Compute(drawn.Pair, drawn.Teacher, drawn.Student).Largest(1)
        );
    }

    [Fact]
    public void Compute_ActivationsOverflow_ClaimsNothing()
    {
        GradientCase finite = GradientCase.Gaussian(2, [2, 3, 2], [2, 4, 2]);
        GradientCase drawn = new(finite.Pair, [1, 1, double.MaxValue, double.MaxValue]);
        ResidualBound bound = ResidualBound.Compute(drawn.Pair, drawn.Teacher, drawn.Student);
        Assert.False(double.IsFinite(bound.Largest(1)));
    }

    [Fact]
    public void Compute_NoSamples_IsEmpty()
    {
        GradientCase drawn = GradientCase.Gaussian(0, [3, 5, 2], [3, 7, 2]);
        ResidualBound bound = ResidualBound.Compute(drawn.Pair, drawn.Teacher, drawn.Student);
        Assert.Equal((0, 7, 0.0), (bound.At(1).Rows, bound.At(1).Columns, bound.Largest(1)));
    }

    private static Lemma1Residual Compute(GradientCase drawn) =>
        Lemma1Residual.Compute(drawn.Pair, drawn.Teacher, drawn.Student, drawn.Backward);

    /// <summary>Checks every entry; returns whether all bounds are finite.</summary>
    private static bool AssertHolds(GradientCase drawn, string where)
    {
        Lemma1Residual residual = Compute(drawn);
        ResidualBound bound = ResidualBound.Compute(drawn.Pair, drawn.Teacher, drawn.Student);
        bool allFinite = true;
        for (int l = 1; l <= drawn.Pair.Depth; l++)
        {
            ReadOnlySpan<double> values = residual.At(l).Data;
            ReadOnlySpan<double> bounds = bound.At(l).Data;
            Assert.Equal(bounds.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                // Where the bound is finite so is the residual: a NaN fails here.
                bool finite = double.IsFinite(bounds[i]);
                allFinite &= finite;
                Assert.True(
                    !finite || Math.Abs(values[i]) <= bounds[i],
                    $"{where}, layer {l}, entry {i}: {values[i]:R} above {bounds[i]:R}"
                );
            }
        }

        return allFinite;
    }

    private static int Spoil(
        PlainMixture mixture,
        int layer,
        int node,
        double[] matrix,
        double[] f,
        double allowed,
        double least
    )
    {
        int spoiled = 0;
        for (int j = 0; j < f.Length; j++)
        {
            ref double entry = ref matrix[node * f.Length + j];
            if (least > 0 && Math.Abs(mixture.Gate(layer, node) * entry * f[j]) >= least)
            {
                double right = entry;
                entry = right * (1 + Perturbation);
                Assert.True(Math.Abs(mixture.Residual(layer, node)) > allowed, $"layer {layer}, node {node}");
                entry = right;
                spoiled++;
            }
        }

        return spoiled;
    }
}
