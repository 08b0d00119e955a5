// The check that an array from a user holds numbers only. Apart from the readers, since a file may hold NaN rightly.

namespace Verify.Core.Data;

/// <summary>Refuses NaN and infinities in input.</summary>
public static class FiniteCheck
{
    /// <summary>Returns when every value is finite (an empty array passes).</summary>
    /// <exception cref="InputException">
    /// Some value is not finite; the sentence names the file, the key if any, the first such index in row-major order
    /// and the value.
    /// </exception>
    public static void RequireFinite(NdArray array, string fileName, string? key = null)
    {
        ReadOnlySpan<double> values = array.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw NotFinite(new ArraySource(fileName, key), values[i], Index(array, i));
            }
        }
    }

    /// <summary>The refusal of a value that is not finite.</summary>
    internal static InputException NotFinite(ArraySource source, double value, string index)
    {
        string name =
            double.IsNaN(value) ? "NaN"
            : value > 0 ? "infinity"
            : "minus infinity";
        return source.Fail($"holds {name} at index {index}, but only finite values can be used");
    }

    private static string Index(NdArray array, int position)
    {
        var index = new int[array.Rank];
        for (int axis = array.Rank - 1; axis >= 0; axis--)
        {
            (position, index[axis]) = Math.DivRem(position, array.Shape[axis]);
        }

        return NdArray.Describe(index);
    }
}
