// The checks that public kernel entries share, with their throws out of line. Not for inner loops.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// Shape and overlap rules. An element-wise kernel may write where it reads if both start at the same element (and,
/// for views, have the same stride); any other overlap is refused. Views are compared by the memory they span, so two
/// views that interleave in one buffer without sharing an element are refused too.
/// </summary>
internal static class KernelGuard
{
    /// <summary>Refuses operands of different lengths.</summary>
    internal static void SameLength(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            Throw($"The operands have {x.Length} and {y.Length} elements.");
        }
    }

    /// <summary>The first <paramref name="length"/> elements of a destination that may be longer.</summary>
    internal static Span<double> Destination(Span<double> destination, int length)
    {
        if (destination.Length < length)
        {
            Throw($"The destination has {destination.Length} elements and needs {length}.");
        }

        return destination[..length];
    }

    /// <summary>Refuses a view that is not rows x columns.</summary>
    internal static void Shape(ReadOnlyMatrixView view, int rows, int columns, string name)
    {
        if (view.Rows != rows || view.Columns != columns)
        {
            Throw($"The {name} is {view.Rows} x {view.Columns} and has to be {rows} x {columns}.");
        }
    }

    /// <summary>Refuses a vector that is not of the given length.</summary>
    internal static void Length(ReadOnlySpan<double> vector, int length, string name)
    {
        if (vector.Length != length)
        {
            Throw($"The {name} has {vector.Length} elements and has to have {length}.");
        }
    }

    /// <summary>Refuses any overlap.</summary>
    internal static void Disjoint(ReadOnlySpan<double> operand, ReadOnlySpan<double> destination)
    {
        if (operand.Overlaps(destination))
        {
            Throw("The destination overlaps an operand that it may not overlap.");
        }
    }

    /// <summary>Refuses an overlap unless both start at the same element.</summary>
    internal static void InPlaceOrDisjoint(ReadOnlySpan<double> operand, ReadOnlySpan<double> destination)
    {
        if (
            operand.Overlaps(destination)
            && !Unsafe.AreSame(
                in MemoryMarshal.GetReference(operand),
                in MemoryMarshal.GetReference(destination)
            )
        )
        {
            Throw("The destination overlaps an operand, shifted against it.");
        }
    }

    /// <summary>Refuses an overlap unless both views start at the same element and have the same stride.</summary>
    internal static void InPlaceOrDisjoint(ReadOnlyMatrixView operand, ReadOnlyMatrixView destination)
    {
        InPlaceOrDisjoint(operand.Data, destination.Data);
        if (operand.Stride != destination.Stride && operand.Rows > 1)
        {
            Disjoint(operand.Data, destination.Data);
        }
    }

    [DoesNotReturn]
    internal static void Throw(string message) => throw new ArgumentException(message);
}
