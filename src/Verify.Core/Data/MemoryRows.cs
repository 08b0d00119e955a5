// A dataset in memory as a reader of rows. It copies rows and nothing else.

namespace Verify.Core.Data;

/// <summary>The rows of an array that the caller keeps and does not change meanwhile.</summary>
public sealed class MemoryRows : IRowReader
{
    private readonly ReadOnlyMemory<double> values;
    private int position;

    /// <summary>Reads <paramref name="values"/>, N x d row-major, all finite.</summary>
    /// <exception cref="ArgumentException">No columns, or a number of values that is no multiple of d.</exception>
    public MemoryRows(ReadOnlyMemory<double> values, int inputs)
    {
        if (inputs < 1 || values.Length % inputs != 0)
        {
            throw new ArgumentException($"{values.Length} values are no rows of {inputs}.");
        }

        this.values = values;
        Inputs = inputs;
        Samples = values.Length / inputs;
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Read(Span<double> destination)
    {
        if (destination.Length < Inputs)
        {
            throw new ArgumentException($"There is not room for a row of {Inputs}.");
        }

        int rows = Math.Min(destination.Length / Inputs, Samples - position);
        values.Span.Slice(position * Inputs, rows * Inputs).CopyTo(destination);
        position += rows;
        return rows;
    }

    /// <summary>Nothing is held.</summary>
    public void Dispose() { }
}
