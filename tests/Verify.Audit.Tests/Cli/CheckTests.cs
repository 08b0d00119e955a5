// `verify check` as users run it: what is certified, what is not and why, and the files it leaves.

using System.Text.Json;
using System.Xml.Linq;
using Verify.Core.Data;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class CheckTests
{
    private const int Certified = 0;
    private const int Open = 3;

    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "golden");

    [Theory]
    [InlineData("aware", 3)]
    [InlineData("agnostic", 3)]
    [InlineData("aware", 1)]
    public void Check_MovedCopies_MustMatchTheirTeachers(string mode, int inputs)
    {
        using WorkFolder folder = CheckFiles.Put(inputs);
        ProcessResult result = VerifyProcess.Run(
            folder,
            [.. CheckFiles.Arguments, "--mode", mode, "--out", "out"]
        );
        Assert.Equal(Certified, result.ExitCode);
        Assert.StartsWith(
            "3 of 3 teachers must be matched by a student",
            result.Out,
            StringComparison.Ordinal
        );
        using JsonDocument json = JsonDocument.Parse(folder.Text("out/check.json"));
        JsonElement root = json.RootElement;
        Assert.Equal(3, root.GetProperty("matched").GetInt32());
        JsonElement dataset = root.GetProperty("dataset");
        JsonElement band = dataset.GetProperty("band");
        Assert.Equal(dataset.GetProperty("N").GetInt32(), dataset.GetProperty("bandSamples").GetInt32());
        Assert.InRange(band.GetProperty("atLeast").GetDouble(), 0, band.GetProperty("atMost").GetDouble());
        Assert.InRange(
            dataset.GetProperty("literalBand").GetProperty("atLeast").GetDouble(),
            band.GetProperty("atLeast").GetDouble(),
            double.PositiveInfinity
        );
        int teacher = 0;
        foreach (JsonElement found in root.GetProperty("perTeacher").EnumerateArray())
        {
            Assert.Equal("matched", found.GetProperty("outcome").GetString());
            JsonElement best = found
                .GetProperty("instance")
                .GetProperty("nodes")
                .EnumerateArray()
                .First(node => node.TryGetProperty("student", out _));
            Assert.Equal(teacher++, best.GetProperty("student").GetInt32());
            Assert.InRange(
                best.GetProperty("sineAtMost").GetDouble(),
                best.GetProperty("sine")[0].GetDouble(),
                0.99
            );
        }

        XDocument page = XDocument.Parse(folder.Text("out/check.html"));
        Assert.Contains("3 of 3 teachers", page.Root!.Value, StringComparison.Ordinal);
        Assert.Equal(2, page.Descendants("svg").Count());
    }

    [Fact]
    public void Check_TeacherWithoutItsCopy_IsLeftOpen()
    {
        using WorkFolder folder = CheckFiles.Put(firstCopy: 1);
        ProcessResult result = VerifyProcess.Run(folder, CheckFiles.Arguments);
        Assert.Equal(Open, result.ExitCode);
        Assert.Contains("nothing can be concluded", result.Out, StringComparison.Ordinal);
        Assert.Contains("teacher 1: student 0 must be within", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("teacher 0: student", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnyNumberOfJobs_WritesTheSameBytes()
    {
        using WorkFolder folder = CheckFiles.Put(samples: 50_000);
        VerifyProcess.Run(folder, [.. CheckFiles.Arguments, "--jobs", "1", "--out", "one"]);
        VerifyProcess.Run(folder, [.. CheckFiles.Arguments, "--jobs", "3", "--out", "three"]);
        foreach (string name in (string[])["check.json", "check.html"])
        {
            Assert.Equal(folder.Text($"one/{name}"), folder.Text($"three/{name}"));
        }
    }

    [Fact]
    public void Check_DatasetOnly_ReportsItsConditions()
    {
        using WorkFolder folder = CheckFiles.Put();
        ProcessResult result = VerifyProcess.Run(folder, [.. CheckFiles.DatasetOnly, "--out", "out"]);
        Assert.Equal(Certified, result.ExitCode);
        Assert.Contains("conditions hold", result.Out, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(folder.Text("out/check.json"));
        foreach (JsonElement teacher in json.RootElement.GetProperty("perTeacher").EnumerateArray())
        {
            Assert.False(teacher.TryGetProperty("instance", out _));
            JsonElement eta = teacher.GetProperty("eta");
            Assert.InRange(
                eta.GetProperty("atMost").GetDouble(),
                eta.GetProperty("atLeast").GetDouble(),
                1000
            );
        }

        XDocument.Parse(folder.Text("out/check.html"));
    }

    [Fact]
    public void Check_LowRankData_AreNamed()
    {
        using WorkFolder folder = CheckFiles.Put();
        double[,] samples = CheckFiles.Samples(3000, 3);
        for (int i = 0; i < 3000; i++)
        {
            samples[i, 2] = samples[i, 0] - 2 * Math.Round(samples[i, 1] * 1024) / 1024;
            samples[i, 1] = Math.Round(samples[i, 1] * 1024) / 1024;
            samples[i, 0] = Math.Round(samples[i, 0] * 1024) / 1024;
            samples[i, 2] = samples[i, 0] - 2 * samples[i, 1];
        }

        folder.Put("x.npy", Npy(samples));
        ProcessResult result = VerifyProcess.Run(folder, CheckFiles.DatasetOnly);
        Assert.Equal(Open, result.ExitCode);
        Assert.Contains("Low-rank data", result.Out, StringComparison.Ordinal);
        Assert.Contains("lie in the hyperplane", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DeepNetworks_SaysThatCertificatesAreForTwoLayers()
    {
        using WorkFolder folder = CheckFiles.Put();
        folder.Put("t.npz", Network(3, 4, 3, 2));
        folder.Put("s.npz", Network(3, 5, 3, 2));
        ProcessResult result = VerifyProcess.Run(folder, CheckFiles.Arguments);
        Assert.Equal(Open, result.ExitCode);
        Assert.Contains("is for two layers and these networks have 3", result.Out, StringComparison.Ordinal);
        Assert.Contains("kappa", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CoplanarAndConstantTeachers_AreNamed()
    {
        using WorkFolder folder = CheckFiles.Put();
        double[,] first =
        {
            { 1, -2, 0, 0.5 },
            { 0.25, -0.5, 0, 1 },
            { 2, -4, 0, 1 },
            { 0.5, -1, 3, 0 },
        };
        folder.Put("t.npz", Npz(("W1", Npy(first)), ("W2", Npy(Matrix(5, 2)))));
        ProcessResult result = VerifyProcess.Run(folder, CheckFiles.Arguments);
        Assert.Contains("Teachers 0, 1 are co-planar, exactly", result.Out, StringComparison.Ordinal);
        Assert.Contains("teacher 2: has no boundary", result.Out, StringComparison.Ordinal);
        Assert.Contains("of 3 teachers", result.Out, StringComparison.Ordinal);
    }

    public static TheoryData<string> Golden =>
        [
            .. Directory
                .GetFiles(s_golden, "two_layer_*.npz")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Check_GoldenPair_CountsItsBands(string name)
    {
        using WorkFolder folder = new();
        IReadOnlyDictionary<string, NdArray> golden = NpzReader.ReadAll(
            Path.Combine(s_golden, name + ".npz")
        );
        GoldenDecomposeTests.Put(folder, "t.npz", golden, 'T', 2);
        GoldenDecomposeTests.Put(folder, "s.npz", golden, 'S', 2);
        NpyWriter.Write(folder.PathOf("x.npy"), golden["X"]);
        string leak = golden["c_leaky"]
            .Values[0]
            .ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        ProcessResult result = VerifyProcess.Run(
            folder,
            [.. CheckFiles.Arguments, "--step", "0.5", "--delta", "0.25", "--leak", leak, "--out", "out"]
        );
        Assert.True(result.ExitCode is Certified or Open, result.Error);
        Core.Networks.Network teacher = NetworkFile.Read(folder.PathOf("t.npz"), 0);
        using JsonDocument json = JsonDocument.Parse(folder.Text("out/check.json"));
        JsonElement teachers = json.RootElement.GetProperty("perTeacher");
        Assert.Equal(teacher.Shape.Width(1), teachers.GetArrayLength());
        for (int j = 0; j < teacher.Shape.Width(1); j++)
        {
            Assert.Equal(InBand(teacher, j, golden["X"], 0.25), teachers[j].GetProperty("inBand").GetInt32());
        }
    }

    private static int InBand(Core.Networks.Network teacher, int j, NdArray samples, double delta)
    {
        int d = teacher.Shape.Inputs;
        int count = 0;
        for (int i = 0; i < samples.Shape[0]; i++)
        {
            double z = teacher.Weights(1)[d, j];
            double square = 0;
            for (int u = 0; u < d; u++)
            {
                double w = teacher.Weights(1)[u, j];
                z += w * samples.AsMatrix()[i, u];
                square += w * w;
            }

            count += square > 0 && Math.Abs(z) / Math.Sqrt(square) <= delta ? 1 : 0;
        }

        return count;
    }
}
