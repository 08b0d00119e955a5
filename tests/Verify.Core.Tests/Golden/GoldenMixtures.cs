// V, V*, A and B of a golden file beside ours, with their rounding bounds.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Tests.Gradients;

namespace Verify.Core.Tests.Golden;

/// <remarks>
/// The bound. By ResidualBound's step 2 the computed V_l is within gamma_k |V_l| of the exact one with the same gates,
/// k = k_V(l), where |V_l| is the same recursion over |W| with the same gates; A_l = V_l^T V*_l has k_A = k_V + k_V* + C
/// relative to |V_l|^T |V*_l|, and B_l has k_B = 2 k_V + C relative to |V_l|^T |V_l|. The counts hold for the golden side
/// too: its V_{L-1} is exact as ours (products with 0 and 1), each step below has at most one rounding for the gate,
/// n_l + 1 for the chain with the constant in it, and A and B have C. So the two are within 2 gamma_k. The
/// magnitudes are a decomposition of the networks with |W|, driven by the gates of the actual passes.
/// </remarks>
internal static class GoldenMixtures
{
    internal static List<Comparison> Comparisons(GoldenPasses passes)
    {
        GoldenFile file = passes.File;
        NetworkPair pair = passes.Pair;
        RoundingCounts counts = passes.Magnitudes.Counts;
        MixtureCollector ours = MixtureCollector.Over(pair, passes.Teacher, passes.Student);
        NetworkPair absolute = new(passes.Magnitudes.Teacher.Network, passes.Magnitudes.Student.Network);
        MixtureCollector magnitudes = MixtureCollector.Over(absolute, passes.Teacher, passes.Student);
        List<Comparison> list = [];
        for (int l = 1; l <= pair.Depth; l++)
        {
            int n = pair.Student.Shape.Coordinates(l);
            int m = pair.Teacher.Shape.Coordinates(l);
            int c = pair.Outputs;
            long student = RoundingCounts.FanOut(pair.Student.Shape, l);
            long teacher = RoundingCounts.FanOut(pair.Teacher.Shape, l);
            Add($"SV{l}", c, n, ours.StudentFanOut(l), magnitudes.StudentFanOut(l), student);
            Add($"TV{l}", c, m, ours.TeacherFanOut(l), magnitudes.TeacherFanOut(l), teacher);
            Add($"A{l}", n, m, ours.A(l), magnitudes.A(l), counts.TeacherMixture(l));
            Add($"B{l}", n, n, ours.B(l), magnitudes.B(l), counts.StudentMixture(l));
        }

        return list;

        void Add(string key, int rows, int columns, double[] values, double[] sums, long k) =>
            list.Add(Comparison.Of(key, file.Leading(key, rows, columns), values, sums, k, k));
    }
}
