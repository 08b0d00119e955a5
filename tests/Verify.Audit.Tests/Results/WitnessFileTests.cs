// Witness files: what is written is read back to the bit, and whatever is no witness is refused in one sentence.

using System.Text.Json.Nodes;
using Microsoft.FSharp.Collections;
using Verify.Audit.Results;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Claims.Generators;
using Verify.Core.Data;
using Verify.Core.Networks;

namespace Verify.Audit.Tests.Results;

public sealed class WitnessFileTests
{
    private const string Spec = "d=2,t=1,s=2,C=1,c=0,w=gaussian,r=independent,x=cube,N=2,seed=17";

    /// <summary>Subnormal, signed zero, the ends of the range, decimals that are no doubles, and neighbours of 1.</summary>
    private static readonly double[] s_awkward =
    [
        double.Epsilon,
        -0.0,
        1e308,
        0.1,
        -double.MaxValue,
        BitConverter.UInt64BitsToDouble(0x000FFFFFFFFFFFFF),
        Math.BitIncrement(1),
        -1.0 / 3,
        1e-300,
        123456789.125,
        0,
    ];

    private static readonly Claim s_claim = Catalogue.all.Single(claim =>
        claim.Id == "L1.identity/sign-of-B"
    );

    [Fact]
    public void Read_OfWhatWasWritten_HasTheSameBits()
    {
        using WorkFolder folder = new();
        Trial written = Awkward();
        folder.Put("w.json", Write(written));
        (Claim claim, Trial? read) = WitnessFile.Read(folder.PathOf("w.json"));
        Assert.Equal(s_claim.Id, claim.Id);
        Assert.Equal(Spec, read!.Spec);
        Assert.Equal(Bits(written.Material), Bits(read.Material));
        Assert.Contains(BitConverter.DoubleToInt64Bits(-0.0), Bits(read.Material));
        Assert.Equal(written.Check.Invoke(null!), read.Check.Invoke(null!));
    }

    [Fact]
    public void Write_OfTheSameCase_IsTheSameTextInEveryCulture()
    {
        string expected = Write(Awkward());
        Assert.All(
            Reports.Cultures.Names,
            culture => Assert.Equal(expected, Reports.Cultures.In(culture, () => Write(Awkward())))
        );
        Assert.EndsWith("}\n", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_InfiniteMeasurement_StillReads()
    {
        using WorkFolder folder = new();
        Counterexample found = new(
            Awkward(),
            new Measurement(double.PositiveInfinity, double.NaN),
            Running.MadeUpClaims.Here("overflow \"quoted\" \ud83d\ude00 <b>")
        );
        folder.Put("w.json", WitnessFile.Write(s_claim, ulong.MaxValue, int.MaxValue, found));
        Assert.NotNull(WitnessFile.Read(folder.PathOf("w.json")).Trial);
        JsonNode json = JsonNode.Parse(folder.Text("w.json"))!;
        Assert.Equal(ulong.MaxValue, (ulong)json["auditSeed"]!);
        Assert.Equal("overflow \"quoted\" \ud83d\ude00 <b>", (string?)json["finding"]);
    }

    [Fact]
    public void Read_OfAProofsRefusal_NamesItsClaim()
    {
        using WorkFolder folder = new();
        Claim proof = Catalogue.all.First(claim => claim.Kind.IsFalseTwin && claim.Evidence.IsProof);
        folder.Put("w.json", WitnessFile.Write(proof, new ProofRecord("the step", false, ["a", "b"])));
        (Claim claim, Trial? trial) = WitnessFile.Read(folder.PathOf("w.json"));
        Assert.Equal((proof.Id, null), (claim.Id, trial));
    }

    [Fact]
    public void NameOf_EveryClaim_IsAFileNameOfItsOwn()
    {
        string[] names = [.. Catalogue.all.Select(claim => WitnessFile.NameOf(claim.Id))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(@"^[A-Za-z0-9._-]+\.json$", name));
    }

    [Theory]
    [InlineData("format")]
    [InlineData("claim")]
    [InlineData("spec")]
    [InlineData("teacher")]
    [InlineData("teacher/widths")]
    [InlineData("teacher/leak")]
    [InlineData("teacher/W1")]
    [InlineData("teacher/W2")]
    [InlineData("student")]
    [InlineData("student/widths")]
    [InlineData("student/leak")]
    [InlineData("student/W1")]
    [InlineData("student/W2")]
    [InlineData("inputs")]
    public void Read_PropertyMissingOrOfAnotherType_IsRefused(string path)
    {
        string good = Write(Awkward());
        string[] others =
        [
            "null",
            "true",
            "7",
            "\"x\"",
            "\"\"",
            "[]",
            "{}",
            "[7]",
            "[[]]",
            "[[true]]",
            "[[[]]]",
            "[\"1\"]",
        ];
        Refused(good, path, value: null);
        Assert.All(others, other => Refused(good, path, other));
    }

    [Theory]
    [InlineData("teacher/W1/0/0", "\"NaN\"")]
    [InlineData("teacher/W1/0/0", "\"Infinity\"")]
    [InlineData("teacher/W1/0/0", "\"0.1\"")]
    [InlineData("teacher/W1/0/0", "0.1")]
    [InlineData("teacher/W1/0/0", "\"1e400\"")]
    [InlineData("teacher/W1/0/0", "\"1e999999999\"")]
    [InlineData("teacher/W1/0/0", "\"0x1p+1024\"")]
    [InlineData("teacher/W1/0/0", "\"0x1p-1075\"")]
    [InlineData("teacher/W1/0/0", "\"0x1p-999999999999\"")]
    [InlineData("teacher/W1/0/0", "\" 1\"")]
    [InlineData("teacher/W1/0/0", "\"\"")]
    [InlineData("teacher/W1/0/0", "null")]
    [InlineData("teacher/W1/0/0", "[]")]
    [InlineData("teacher/W1/0", "[\"1\", \"2\"]")]
    [InlineData("teacher/leak", "\"1\"")]
    [InlineData("teacher/leak", "\"-0.5\"")]
    [InlineData("teacher/leak", "\"NaN\"")]
    [InlineData("teacher/widths/0", "1.5")]
    [InlineData("teacher/widths/0", "-2")]
    [InlineData("teacher/widths/0", "1e400")]
    [InlineData("teacher/widths/0", "2147483648")]
    [InlineData("teacher/widths/1", "2147483647")]
    [InlineData("teacher/widths", "[2, 1]")]
    [InlineData("teacher/widths", "[2, 2147483647, 1]")]
    [InlineData("teacher/widths", "[3, 1, 1]")]
    [InlineData("inputs", "[[\"1\"], [\"2\"]]")]
    [InlineData("inputs", "[[\"1\", \"2\"], [\"2\"]]")]
    [InlineData("spec", "\"d=2\"")]
    [InlineData("spec", "\"d=2,t=1,s=2,C=1,c=0,w=gaussian,r=independent,x=cube,N=2,seed=17 \"")]
    [InlineData("claim", "\"L1.nothing\"")]
    [InlineData("claim", "\"l1.identity\"")]
    [InlineData("format", "\"verify-witness-2\"")]
    public void Read_WrongValue_IsRefused(string path, string value) =>
        Refused(Write(Awkward()), path, value);

    [Fact]
    public void Read_NetworksThatDoNotGoTogether_IsRefused()
    {
        JsonNode json = JsonNode.Parse(Write(Awkward()))!;
        JsonNode student = JsonNode.Parse(
            """{ "widths": [1, 1, 1], "leak": "0", "W1": [["1"], ["1"]], "W2": [["1"], ["1"]] }"""
        )!;
        json["student"] = student;
        IsRefused(json.ToJsonString());
    }

    [Fact]
    public void Read_TruncatedAnywhere_IsRefused()
    {
        string good = Write(Awkward());
        for (int length = 1; length < good.Length - 2; length += 7)
        {
            IsRefused(good[..length]);
        }
    }

    /// <summary>Refused with the property set to a value, or, for no text at all, without the property.</summary>
    private static void Refused(string good, string path, string? value)
    {
        JsonNode root = JsonNode.Parse(good)!;
        string[] parts = path.Split('/');
        JsonNode parent = parts[..^1].Aggregate(root, Step);
        if (value is null)
        {
            Assert.True(parent.AsObject().Remove(parts[^1]));
        }
        else if (parent is JsonArray list)
        {
            list[Index(parts[^1])] = JsonNode.Parse(value);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }

        IsRefused(root.ToJsonString());

        static JsonNode Step(JsonNode node, string part) =>
            node is JsonArray list ? list[Index(part)]! : node[part]!;

        static int Index(string part) => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void IsRefused(string text)
    {
        using WorkFolder folder = new();
        folder.Put("w.json", text);
        InputException refusal = Assert.Throws<InputException>(() =>
            WitnessFile.Read(folder.PathOf("w.json"))
        );
        Assert.Contains("w.json", refusal.Message, StringComparison.Ordinal);
        Refusal.IsSentence(refusal.Message);
    }

    private static string Write(Trial trial) =>
        WitnessFile.Write(
            s_claim,
            auditSeed: 3,
            firstCase: 4,
            new Counterexample(trial, new Measurement(1, 0.5), Running.MadeUpClaims.Here("made up"))
        );

    private static Trial Awkward()
    {
        Material material = new(
            ListModule.OfSeq<Tuple<string, Network>>([
                new("teacher", Network([2, 1, 1], s_awkward)),
                new("student", Network([2, 2, 1], s_awkward)),
            ]),
            ListModule.OfSeq<Tuple<string, Table>>([new("inputs", new Table(2, 2, s_awkward[..4]))])
        );
        return ((Evidence.Sampled)s_claim.Evidence).Item.Restore.Invoke(Spec).Invoke(material);
    }

    private static Network Network(int[] widths, double[] palette)
    {
        NetworkShape shape = new(widths);
        return new Network(shape, 0.5, [.. Cycle(palette, shape.WeightCount)]);
    }

    private static IEnumerable<double> Cycle(double[] palette, int count) =>
        Enumerable.Range(0, count).Select(i => palette[i % palette.Length]);

    private static long[] Bits(Material material)
    {
        double[] values =
        [
            .. material.Networks.SelectMany(network => network.Item2.AllWeights.ToArray()),
            .. material.Networks.Select(network => network.Item2.Leak),
            .. material.Tables.SelectMany(table => table.Item2.Values),
        ];
        return Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
    }
}
