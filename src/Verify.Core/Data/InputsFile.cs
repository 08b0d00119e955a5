// Inputs X in an npy file, N x d, read at once. Not for archives; too large for memory: InputsReader.cs.

namespace Verify.Core.Data;

/// <summary>Reads a user's dataset.</summary>
public static class InputsFile
{
    /// <summary>X of a file: rank 2, at least one sample, d columns, finite.</summary>
    /// <exception cref="InputException">The file cannot be read, or X is not of that kind.</exception>
    public static NdArray Read(string path, int inputs)
    {
        NdArray array = NpyReader.Read(path);
        RequireShape(array.Shape.AsSpan(), new ArraySource(path), inputs);
        FiniteCheck.RequireFinite(array, path);
        return array;
    }

    /// <summary>Returns when the shape is N x d with at least one sample.</summary>
    /// <exception cref="InputException">It is another.</exception>
    internal static void RequireShape(ReadOnlySpan<int> extents, ArraySource source, int inputs)
    {
        string shape = NdArray.Describe(extents);
        if (extents.Length != 2)
        {
            throw source.Fail($"has the shape {shape}; inputs are N x d");
        }

        if (extents[0] == 0)
        {
            throw source.Fail($"has the shape {shape}: there are no samples");
        }

        if (extents[1] != inputs)
        {
            throw source.Fail($"has {extents[1]} columns, but the networks take {inputs} inputs");
        }
    }
}
