// Samples in order, some rows at a time: from a file (InputsReader.cs) or from memory (MemoryRows.cs). Forward only; a
// second pass opens another reader.

namespace Verify.Core.Data;

/// <summary>A pass over the rows of an N x d matrix.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>N.</summary>
    int Samples { get; }

    /// <summary>d.</summary>
    int Inputs { get; }

    /// <summary>
    /// Fills the destination with the next whole rows, row-major, and returns their number: fewer than there is room for
    /// only at the end, where it is 0.
    /// </summary>
    /// <exception cref="ArgumentException">There is not room for one row.</exception>
    /// <exception cref="InputException">The rows cannot be read, or hold a value that is not finite.</exception>
    int Read(Span<double> destination);
}
