using System.Text;
using System.Text.Json;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class JsonLinesTests
{
    private static readonly string[] Keys =
    [
        "claim",
        "case",
        "seed",
        "spec",
        "applicable",
        "measured",
        "bound",
        "verdict",
    ];

    [Fact]
    public void Write_Cases_AreOneObjectALineWithTheDocumentedKeys()
    {
        string[] lines = Lines(SampleRecords.Cases);

        Assert.Equal(SampleRecords.Cases.Length, lines.Length);
        foreach ((string line, CaseRecord record) in lines.Zip(SampleRecords.Cases))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string[] optional =
            [
                .. Optional("rejected", record.Rejected),
                .. Optional("finding", record.Finding),
            ];
            Assert.Equal(
                [.. Keys, .. optional],
                json.RootElement.EnumerateObject().Select(pair => pair.Name)
            );
            Assert.Equal(record.Seed, json.RootElement.GetProperty("seed").GetUInt64());
            Assert.Equal(record.Spec, json.RootElement.GetProperty("spec").GetString());
            AssertNumber(record.Measured, json.RootElement.GetProperty("measured"));
            AssertNumber(record.Bound, json.RootElement.GetProperty("bound"));
        }
    }

    [Fact]
    public void Write_ManyCases_ReachTheStreamBeforeTheEndAndAllAtTheEnd()
    {
        using MemoryStream stream = new();
        using JsonLines lines = new(stream, leaveOpen: true);
        CaseRecord[] many =
        [
            .. Enumerable.Range(0, 2000).Select(i => SampleRecords.Cases[0] with { Case = i }),
        ];

        lines.Write(many);
        Assert.InRange(stream.Length, 1, long.MaxValue);

        lines.Flush();
        Assert.Equal(2000, Encoding.UTF8.GetString(stream.ToArray()).Count(c => c == '\n'));
    }

    [Fact]
    public void Dispose_StreamNotLeftOpen_ClosesIt()
    {
        MemoryStream stream = new();

        new JsonLines(stream).Dispose();

        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void Write_NoCases_LeavesAnEmptyFile() => Assert.Empty(Lines([]));

    private static string[] Lines(IEnumerable<CaseRecord> records)
    {
        using MemoryStream stream = new();
        using (JsonLines lines = new(stream, leaveOpen: true))
        {
            lines.Write(records);
        }

        string text = Encoding.UTF8.GetString(stream.ToArray());
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Optional(string name, string? value) => value is null ? [] : [name];

    private static void AssertNumber(double? expected, JsonElement actual)
    {
        switch (expected)
        {
            case null:
                Assert.Equal(JsonValueKind.Null, actual.ValueKind);
                break;
            case { } number when double.IsFinite(number):
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(number),
                    BitConverter.DoubleToInt64Bits(actual.GetDouble())
                );
                break;
            case { } number:
                Assert.Equal(
                    number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    actual.GetString()
                );
                break;
        }
    }
}
