// Inputs X in an npy file, N x d. Not for archives.

namespace Verify.Core.Data;

/// <summary>Reads a user's dataset.</summary>
public static class InputsFile
{
    /// <summary>X of a file: rank 2, at least one sample, d columns, finite.</summary>
    /// <exception cref="InputException">The file cannot be read, or X is not of that kind.</exception>
    public static NdArray Read(string path, int inputs)
    {
        NdArray array = NpyReader.Read(path);
        string shape = NdArray.Describe(array.Shape.AsSpan());
        if (array.Rank != 2)
        {
            throw new InputException($"{FileErrors.Quote(path)} has the shape {shape}; inputs are N x d.");
        }

        if (array.Shape[0] == 0)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} has the shape {shape}: there are no samples."
            );
        }

        if (array.Shape[1] != inputs)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} has {array.Shape[1]} columns, but the networks take {inputs} inputs."
            );
        }

        FiniteCheck.RequireFinite(array, path);
        return array;
    }
}
