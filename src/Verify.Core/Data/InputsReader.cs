// Inputs X in an npy file, N x d, read a block of rows at a time: memory is the caller's block, whatever N is.
// All of X at once: InputsFile.cs. Not for archives.

namespace Verify.Core.Data;

/// <summary>
/// A forward pass over a user's dataset (float32 or float64). The claimed shape is checked against the file's length when
/// it is opened, every value when it is read.
/// </summary>
public sealed class InputsReader : IRowReader
{
    private readonly string path;
    private readonly FileStream stream;
    private readonly ArrayBytes bytes;
    private readonly bool isSingle;
    private int position;

    /// <summary>Opens X: rank 2, at least one sample, d columns.</summary>
    /// <exception cref="InputException">The file cannot be read, or X is not of that kind.</exception>
    public InputsReader(string path, int inputs)
    {
        this.path = path;
        stream = FileErrors.OpenRead(path);
        try
        {
            ArraySource source = new(path);
            bytes = new ArrayBytes(stream, stream.Length, source);
            NpyHeader header = NpyReader.ReadHeader(bytes);
            InputsFile.RequireShape(header.Shape.AsSpan(), source, inputs);
            isSingle = header.IsSingle;
            Samples = header.Shape[0];
            Inputs = inputs;
        }
        catch (Exception exception)
        {
            stream.Dispose();
            if (FileErrors.IsFromFileSystem(exception))
            {
                throw FileErrors.CannotRead(path, exception);
            }

            throw;
        }
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
        Span<double> values = destination[..(rows * Inputs)];
        NpyReader.ReadValues(bytes, isSingle, values);
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                (int row, int column) = Math.DivRem(i, Inputs);
                throw FiniteCheck.NotFinite(
                    new ArraySource(path),
                    values[i],
                    NdArray.Describe([position + row, column])
                );
            }
        }

        position += rows;
        return rows;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();
}
