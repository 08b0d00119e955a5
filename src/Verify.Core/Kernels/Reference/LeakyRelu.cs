// The scalar meaning of Kernels/LeakyRelu.cs. Not for speed.

namespace Verify.Core.Kernels.Reference;

/// <summary>sigma and its gate, element by element.</summary>
internal static class LeakyRelu
{
    internal static void Forward(
        ReadOnlySpan<double> z,
        double leak,
        Span<double> activations,
        Span<double> gates
    )
    {
        for (int i = 0; i < z.Length; i++)
        {
            double value = z[i];
            bool active = value >= 0;
            activations[i] = active ? value : leak * value;
            gates[i] = active ? 1 : leak;
        }
    }
}
