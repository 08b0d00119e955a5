// The same products under BenchmarkDotNet, whose memory diagnoser counts allocations independently of ours.

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Verify.Core.Kernels;

namespace Verify.Benchmarks;

/// <summary>
/// The <c>bdn</c> benchmark. BenchmarkDotNet needs the class public and unsealed; it runs in this process, since the
/// project that it would generate elsewhere does not see the package list.
/// </summary>
[MemoryDiagnoser]
[InProcess]
public class ProductDiagnosis
{
    private double[] _a = [];
    private double[] _b = [];
    private double[] _c = [];

    /// <summary>Rows, columns and inner extent.</summary>
    [Params(5, 64, 97, 256)]
    public int Size { get; set; }

    /// <summary>Passes the remaining arguments on to BenchmarkDotNet.</summary>
    internal static void Run(string[] args) => BenchmarkRunner.Run<ProductDiagnosis>(args: args);

    /// <summary>Fixed operands.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _a = ProductBenchmark.Numbers(Size * Size, 1);
        _b = ProductBenchmark.Numbers(Size * Size, 2);
        _c = new double[Size * Size];
    }

    /// <summary>The scalar meaning.</summary>
    [Benchmark(Baseline = true)]
    public void Reference() =>
        Core.Kernels.Reference.MatrixProduct.Run(_a, Size, 1, _b, Size, 1, Size, new(_c, Size, Size), false);

    /// <summary>a b.</summary>
    [Benchmark]
    public void Multiply() =>
        MatrixProduct.Multiply(new(_a, Size, Size), new(_b, Size, Size), new(_c, Size, Size));

    /// <summary>a b^T.</summary>
    [Benchmark]
    public void MultiplyTransposedRight() =>
        MatrixProduct.MultiplyTransposedRight(new(_a, Size, Size), new(_b, Size, Size), new(_c, Size, Size));
}
