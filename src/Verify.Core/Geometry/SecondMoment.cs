using Verify.Core.Numerics;
namespace Verify.Core.Geometry;
/// <summary>placeholder</summary>
public sealed class SecondMoment
{
    /// <summary>p</summary>
    public SecondMoment(int inputs) { }
    /// <summary>p</summary>
    public long Count { get; private set; }
    /// <summary>p</summary>
    public void Add(ReadOnlyMatrixView rows) { Count += rows.Rows; }
}
