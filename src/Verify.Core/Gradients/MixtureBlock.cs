// What the decomposition hands to its visitor: one layer, the samples that share the layer's upper gates, and their
// common V, V*, A and B. The views are valid during the call only.

using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// The mixture coefficients of Lemma 1 at one layer for a set of samples with equal gates in every layer above it.
/// Coordinates below the top include the constant as the last one; layer L has none.
/// </summary>
public readonly ref struct MixtureBlock
{
    /// <summary>l, from L down to 1.</summary>
    public required int Layer { get; init; }

    /// <summary>Indices into the batch, ascending.</summary>
    public required ReadOnlySpan<int> Samples { get; init; }

    /// <summary>V_l of the student, C x (n_l + 1), or C x C at the top.</summary>
    public required ReadOnlyMatrixView StudentFanOut { get; init; }

    /// <summary>V*_l of the teacher, C x (m_l + 1), or C x C at the top.</summary>
    public required ReadOnlyMatrixView TeacherFanOut { get; init; }

    /// <summary>A_l = V_l^T V*_l, (n_l + 1) x (m_l + 1), entries alpha_kj.</summary>
    public required ReadOnlyMatrixView A { get; init; }

    /// <summary>B_l = V_l^T V_l, (n_l + 1) x (n_l + 1), entries beta_kk'.</summary>
    public required ReadOnlyMatrixView B { get; init; }
}

/// <summary>Receives every block of a decomposition once.</summary>
public interface IMixtureVisitor
{
    /// <summary>Called with the blocks of all layers; each sample is in exactly one block of each layer.</summary>
    void Visit(in MixtureBlock block);
}
