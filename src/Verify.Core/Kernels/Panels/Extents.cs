// Extents of tiles beyond those of ProductTile.cs and PanelTile.cs: numbers as types, so that a loop's text is unrolled.

namespace Verify.Core.Kernels.Panels;

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
