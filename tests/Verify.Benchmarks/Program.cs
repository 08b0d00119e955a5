// The benchmarks' command line: one name per benchmark. Nothing here is a test; figures are compared within one run.

using Verify.Benchmarks;
using Verify.Benchmarks.Published;

// A benchmark is added by a line here and a file of its own.
(string Name, string Purpose, Action<string[]> Run)[] benchmarks =
[
    (
        "product",
        "matrix product against the FMA peak, the scalar reference and MathNet",
        ProductBenchmark.Run
    ),
    (
        "decomposition",
        "Lemma 1 decomposition in samples per second against a plain scalar form",
        DecompositionBenchmark.Run
    ),
    ("two-layer", "the two-layer training step against the FMA peak and PyTorch", TwoLayerBenchmark.Run),
    ("deep", "the deep training step and the means of A and B against PyTorch", DeepBenchmark.Run),
    ("stages", "each stage of a training step against the FMA peak", StageBenchmark.Run),
    ("audit", "audit cases per second, claim by claim, on one thread and on all", AuditBenchmark.Run),
    ("sweep", "runs of a sweep per second, one at a time and all cores at once", SweepBenchmark.Run),
    (
        "lp",
        "exact linear programs of d = 10 and 60 constraints, with and without the float guess",
        LinearProgramBenchmark.Run
    ),
    ("check", "verify check on growing datasets: seconds and peak memory", CheckBenchmark.Run),
    ("bands", "band certificates against the number of samples, for d = 1, 2, 3 and 20", BandBenchmark.Run),
    (
        "published",
        "what the published runs reach beside ours: the tables of docs/published-runs.md",
        PublishedRuns.Run
    ),
    ("bdn", "the products under BenchmarkDotNet, with its memory diagnoser", ProductDiagnosis.Run),
];

string? wanted = args.FirstOrDefault();
foreach ((string name, _, Action<string[]> run) in benchmarks)
{
    if (name == wanted)
    {
        run(args[1..]);
        return 0;
    }
}

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Verify.Benchmarks -- <benchmark>");
foreach ((string name, string purpose, _) in benchmarks)
{
    Console.Error.WriteLine($"  {name, -10} {purpose}");
}

return 2;
