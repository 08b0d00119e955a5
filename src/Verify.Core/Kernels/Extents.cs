// Extents of tiles: numbers as types, so that the text of an inner loop is unrolled for each of them.

namespace Verify.Core.Kernels;

/// <summary>A tile extent as a type, so that the JIT drops the parts of the tile beyond it.</summary>
internal interface IExtent
{
    static abstract int Value { get; }
}

internal readonly struct One : IExtent
{
    public static int Value => 1;
}

internal readonly struct Two : IExtent
{
    public static int Value => 2;
}

internal readonly struct Three : IExtent
{
    public static int Value => 3;
}

internal readonly struct Four : IExtent
{
    public static int Value => 4;
}

internal readonly struct Five : IExtent
{
    public static int Value => 5;
}

internal readonly struct Six : IExtent
{
    public static int Value => 6;
}

internal readonly struct Seven : IExtent
{
    public static int Value => 7;
}

internal readonly struct Eight : IExtent
{
    public static int Value => 8;
}

internal readonly struct Nine : IExtent
{
    public static int Value => 9;
}

internal readonly struct Ten : IExtent
{
    public static int Value => 10;
}

internal readonly struct Eleven : IExtent
{
    public static int Value => 11;
}

internal readonly struct Twelve : IExtent
{
    public static int Value => 12;
}

internal readonly struct Thirteen : IExtent
{
    public static int Value => 13;
}

internal readonly struct Fourteen : IExtent
{
    public static int Value => 14;
}
