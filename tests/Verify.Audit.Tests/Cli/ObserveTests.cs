// `verify observe` on networks whose answers are known: what it writes, and its exit codes. That the answers are right in
// general is for the tests of Verify.Claims.

using System.Text.Json;
using System.Xml.Linq;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class ObserveTests
{
    private const int Decided = 0;
    private const int Undecided = 3;

    // Layer 1: the axes, x and y, and (1, 1).x - 3, which the box of radius 1 does not meet.
    private static readonly double[,] s_teacher =
    {
        { 1, 0, 1 },
        { 0, 1, 1 },
        { 0, 0, -3 },
    };

    // Layer 1: x again, and y - 1/2.
    private static readonly double[,] s_student =
    {
        { 1, 0 },
        { 0, 1 },
        { 0, -0.5 },
    };

    [Fact]
    public void Observe_TwoLayers_WritesMatrixWitnessesGradientsAndSpecialisation()
    {
        using WorkFolder folder = Shallow();
        ProcessResult result = VerifyProcess.Run(folder, Observe("1"));
        Assert.Equal(Decided, result.ExitCode);
        Assert.Contains("2 of 3 teachers observed", result.Out, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(folder.Text("f.json"));
        JsonElement root = json.RootElement;

        // x = 0 is seen where y > 1/2; y = 0 is seen where x > 0; x + y = 3 is outside.
        Assert.Equal("[[false,true],[true,false],[false,false]]", Compact(root, "observed"));
        Assert.Equal("[[0],[],[]]", Compact(root, "specialised"));
        Assert.Equal(2, root.GetProperty("zeroGradient").GetArrayLength());
        Assert.All(
            root.GetProperty("zeroGradient").EnumerateArray(),
            value => Assert.Equal(JsonValueKind.False, value.ValueKind)
        );
        JsonElement witness = root.GetProperty("witness");
        Assert.Equal(3, witness.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, witness[0][0].ValueKind);
        Assert.Equal(0, witness[0][1][0].GetDouble());
        Assert.InRange(witness[0][1][1].GetDouble(), 0.5, 1);
        Assert.InRange(witness[1][0][0].GetDouble(), 0, 1);
        Assert.Equal(0, witness[1][0][1].GetDouble());
        Assert.Equal(1, root.GetProperty("layer").GetInt32());
        Assert.Equal("1", root.GetProperty("box").GetString());
    }

    [Fact]
    public void Observe_TwoInputs_DrawsThePictureBesideTheJson()
    {
        using WorkFolder folder = Shallow();
        Assert.Equal(Decided, VerifyProcess.Run(folder, Observe("1")).ExitCode);
        Assert.Equal(["f.json", "f.svg", "s.npz", "t.npz"], folder.Names());
        Assert.StartsWith("<svg", folder.Text("f.svg"), StringComparison.Ordinal);
        Assert.Contains("student 1 observes teacher 0", folder.Text("f.svg"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData("3/2", "3/2")]
    [InlineData("6/4", "3/2")]
    [InlineData("1.50", "3/2")]
    [InlineData(".5", "1/2")]
    [InlineData("0.10000000000000000000000000000000000001", null)]
    public void Observe_Box_IsTheNumberThatIsWritten(string text, string? exact)
    {
        using WorkFolder folder = Shallow();
        Assert.Equal(Decided, VerifyProcess.Run(folder, Observe(text)).ExitCode);
        using JsonDocument json = JsonDocument.Parse(folder.Text("f.json"));
        Assert.Equal(
            exact ?? "10000000000000000000000000000000000001/1" + new string('0', 38),
            json.RootElement.GetProperty("box").GetString()
        );
    }

    [Fact]
    public void Observe_SecondLayer_WritesTheMatrixOnly()
    {
        using WorkFolder folder = Deep();
        ProcessResult result = VerifyProcess.Run(folder, [.. Observe("3"), "--layer", "2"]);
        Assert.Equal(Decided, result.ExitCode);
        Assert.Contains("1 of 2 teachers of layer 2", result.Out, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(folder.Text("f.json"));
        JsonElement root = json.RootElement;
        Assert.Equal("[[true,false],[false,false]]", Compact(root, "observed"));
        Assert.Equal("[[[1],null],[null,null]]", Compact(root, "witness"));
        Assert.Equal(
            [
                "observed",
                "witness",
                "layer",
                "box",
                "remark",
                "certificates",
                "howToCheck",
                "cover",
                "noZero",
            ],
            root.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(2, root.GetProperty("layer").GetInt32());
        JsonElement refusal = root.GetProperty("certificates")[0][1];
        Assert.Equal("in none of all regions", refusal.GetProperty("kind").GetString());
        Assert.Equal(
            root.GetProperty("cover").GetProperty("regions").GetArrayLength(),
            refusal.GetProperty("regions").GetArrayLength()
        );
    }

    [Fact]
    public void Observe_SecondLayerOfTwoInputs_DrawsBentBoundariesBesideTheJson()
    {
        // Layer 2: |x| - y on the teacher's side, y - 1/2 on the student's: a V, seen above the line alone.
        double[,] folds =
        {
            { 1, -1, 0, 0 },
            { 0, 0, 1, -1 },
            { 0, 0, 0, 0 },
        };
        double[,] fold =
        {
            { 1 },
            { 1 },
            { -1 },
            { 1 },
            { 0 },
        };
        double[,] line =
        {
            { 0 },
            { 0 },
            { 1 },
            { -1 },
            { -0.5 },
        };
        using WorkFolder folder = new();
        folder.Put("t.npz", Npz(("W1", Npy(folds)), ("W2", Npy(fold)), ("W3", Npy(Matrix(2, 1)))));
        folder.Put("s.npz", Npz(("W1", Npy(folds)), ("W2", Npy(line)), ("W3", Npy(Matrix(2, 1)))));
        Assert.Equal(Decided, VerifyProcess.Run(folder, [.. Observe("1"), "--layer", "2"]).ExitCode);
        Assert.Equal(["f.json", "f.svg", "s.npz", "t.npz"], folder.Names());
        XElement svg = XElement.Parse(folder.Text("f.svg"));
        XNamespace space = svg.Name.Namespace;
        string Path(string title) =>
            svg.Elements(space + "path")
                .Single(path => path.Element(space + "title")?.Value == title)
                .Attribute("d")!
                .Value;

        // The box is 420 units from 46 to 466: the V goes through the middle (256, 256) and the corners above.
        string v = Path("teacher node 0");
        Assert.Equal(2, v.Count(c => c == 'M'));
        Assert.Equal(2, v.Split("256 256").Length - 1);
        Assert.Contains("46 46", v, StringComparison.Ordinal);
        Assert.Contains("466 46", v, StringComparison.Ordinal);
        Assert.All(
            Path("student node 0").Split('M', StringSplitOptions.RemoveEmptyEntries),
            piece => Assert.Contains(" 151L", piece, StringComparison.Ordinal)
        );
        Assert.Contains("student 0 observes teacher 0", svg.Value, StringComparison.Ordinal);
        Assert.Contains("layer-2 nodes", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_RegionLimit_LeavesUndecidedAndSaysSo()
    {
        using WorkFolder folder = Deep();
        ProcessResult result = VerifyProcess.Run(folder, [.. Observe("3"), "--layer", "2", "--regions", "1"]);
        Assert.Equal(Undecided, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(folder.Text("f.json"));
        Assert.All(
            json.RootElement.GetProperty("observed")[1].EnumerateArray(),
            value => Assert.Equal("undecided", value.GetString())
        );
    }

    [Fact]
    public void Observe_HelpOfLayer_SaysWhatIsLeftOut()
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(folder, "observe", "--help");
        Assert.Equal(Decided, result.ExitCode);
        Assert.Contains("--layer", result.Out, StringComparison.Ordinal);
        Assert.Contains("co-planar", result.Out, StringComparison.Ordinal);
    }

    private static string Compact(JsonElement root, string member) =>
        JsonSerializer.Serialize(root.GetProperty(member));

    private static string[] Observe(string box) =>
        ["observe", "--teacher", "t.npz", "--student", "s.npz", "--box", box, "--out", "f.json"];

    private static WorkFolder Shallow()
    {
        WorkFolder folder = new();
        folder.Put("t.npz", Npz(("W1", Npy(s_teacher)), ("W2", Npy(Matrix(4, 2)))));
        folder.Put("s.npz", Npz(("W1", Npy(s_student)), ("W2", Npy(Matrix(3, 2)))));
        return folder;
    }

    /// <summary>
    /// d = 1, layer 1: x and -x; layer 2 of the teacher: |x| - 1 and |x| + 1; of the student: x - 1/2 and the constant -1.
    /// </summary>
    private static WorkFolder Deep()
    {
        double[,] bothSides =
        {
            { 1, -1 },
            { 0, 0 },
        };
        double[,] teacher =
        {
            { 1, 1 },
            { 1, 1 },
            { -1, 1 },
        };
        double[,] student =
        {
            { 1, 0 },
            { -1, 0 },
            { -0.5, -1 },
        };
        WorkFolder folder = new();
        folder.Put("t.npz", Npz(("W1", Npy(bothSides)), ("W2", Npy(teacher)), ("W3", Npy(Matrix(3, 1)))));
        folder.Put("s.npz", Npz(("W1", Npy(bothSides)), ("W2", Npy(student)), ("W3", Npy(Matrix(3, 1)))));
        return folder;
    }
}
