// Zeroed memory that starts on a cache line and does not move, for kernels that take pointers. It grows nowhere.

using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Panels;

/// <summary>
/// A pinned array of <see cref="Length"/> numbers whose first one is on a 64-byte boundary. The pointer is valid for as
/// long as the object is reachable: whoever takes it keeps the object alive.
/// </summary>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private readonly T[] memory;
    private readonly int start;

    /// <summary>Zeros.</summary>
    /// <exception cref="OverflowException">More than an array can hold.</exception>
    internal AlignedArray(long length)
    {
        int line = 64 / sizeof(T);
        Length = checked((int)length);
        memory = GC.AllocateArray<T>(checked(Length + line), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        start = (int)((64 - address % 64) % 64 / (nuint)sizeof(T));
        Pointer = (T*)Unsafe.AsPointer(ref memory[start]);
    }

    /// <summary>The number of elements.</summary>
    internal int Length { get; }

    /// <summary>The first element, on a 64-byte boundary.</summary>
    internal T* Pointer { get; }

    /// <summary>All elements.</summary>
    internal Span<T> Span => memory.AsSpan(start, Length);
}

/// <summary>Row strides for padded matrices.</summary>
internal static class PaddedStride
{
    /// <summary>Columns rounded up to whole 64-byte lines.</summary>
    internal static int Lines<T>(int columns)
        where T : unmanaged
    {
        int line = 64 / Unsafe.SizeOf<T>();
        return checked((columns + line - 1) / line * line);
    }

    /// <summary>
    /// The same, and an odd number of lines: rows at an even one would share few sets of the cache, and a panel of some
    /// columns of many rows would evict itself.
    /// </summary>
    internal static int OddLines<T>(int columns)
        where T : unmanaged
    {
        int line = 64 / Unsafe.SizeOf<T>();
        return checked(((columns + line - 1) / line | 1) * line);
    }
}
