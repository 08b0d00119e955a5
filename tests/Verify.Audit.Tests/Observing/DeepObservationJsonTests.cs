// Above layer 1 a file that says "not observed" proves it: these tests read the JSON and the networks and nothing else, and
// add up the inequalities as the file says. Regions come from the file, forms from evaluating the networks.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Verify.Algebra;
using Verify.Audit.Observing;
using Verify.Claims.Geometry;
using Verify.Core.Networks;

namespace Verify.Audit.Tests.Observing;

public sealed class DeepObservationJsonTests
{
    private static readonly Rational s_radius = RationalModule.ofInt(2);

    // Layer 2 of the teacher: a fold that crosses the box, one that does not, and a plateau; of the student: nodes that are
    // active in a part of the box, nowhere and everywhere.
    private static readonly Network s_teacher = Net(
        [2, 2, 3, 1],
        [1, 0.5, -0.25, 1, 0.125, -0.5],
        [1, 1, 1, 1, 0.5, -1, -1, 3, 0],
        [1, 1, 1, 0]
    );

    private static readonly Network s_student = Net(
        [2, 2, 3, 1],
        [1, -1, 1, 0.5, -1, 0.25],
        [1, -1, 1, -1, -1, 1, -0.5, -0.5, 1],
        [1, 1, 1, 0]
    );

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Render_NotObserved_IsProvedByTheFileAlone(double leak)
    {
        DeepObservationRecord record = Decide(leak);
        Proof proof = new(DeepObservationJson.Render(record), leak);
        int refusals = 0;
        for (int j = 0; j < 3; j++)
        {
            for (int k = 0; k < 3; k++)
            {
                if (record.Observations[j][k].IsNotObserved)
                {
                    refusals++;
                    Assert.True(proof.Refuses(j, k), $"{j}, {k}");
                }
            }
        }

        Assert.InRange(refusals, leak == 0 ? 4 : 3, 8);
        Assert.True(proof.Covers(), "The regions and dead ends do not cover the box.");
    }

    [Fact]
    public void Render_AChangedMultiplier_ProvesNothing()
    {
        string text = DeepObservationJson.Render(Decide(0));
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement deadEnd = json.RootElement.GetProperty("cover").GetProperty("deadEnds")[0];
        string multipliers = deadEnd.GetProperty("multipliers").GetRawText();
        JsonProperty first = deadEnd.GetProperty("multipliers").EnumerateObject().First();
        string changed = multipliers.Replace(first.Value.GetRawText(), "\"7\"", StringComparison.Ordinal);
        Assert.NotEqual(multipliers, changed);
        Assert.False(new Proof(text.Replace(multipliers, changed, StringComparison.Ordinal), 0).Covers());
    }

    [Fact]
    public void Render_AMissingRegion_CoversNothing()
    {
        string text = DeepObservationJson.Render(Decide(0));
        using JsonDocument json = JsonDocument.Parse(text);
        string region = json.RootElement.GetProperty("cover").GetProperty("regions")[0].GetRawText();
        Assert.False(new Proof(text.Replace(region, "\"-\"", StringComparison.Ordinal), 0).Covers());
    }

    [Fact]
    public void Count_IsWhatTheFileHolds()
    {
        DeepObservationRecord record = Decide(0);
        using JsonDocument json = JsonDocument.Parse(DeepObservationJson.Render(record));
        JsonElement root = json.RootElement;
        int written =
            root.GetProperty("cover").GetProperty("deadEnds").GetArrayLength()
            + root.GetProperty("noZero")
                .EnumerateArray()
                .Sum(row => row.EnumerateArray().Count(entry => entry.ValueKind == JsonValueKind.Object))
            + root.GetProperty("certificates")
                .EnumerateArray()
                .SelectMany(row => row.EnumerateArray())
                .Where(entry => entry.TryGetProperty("regions", out _))
                .Sum(entry =>
                    entry
                        .GetProperty("regions")
                        .EnumerateArray()
                        .Count(reason => reason.ValueKind == JsonValueKind.Object)
                );
        Assert.Equal(DeepAbsenceJson.Count(record), written);
        Assert.InRange(written, 5, DeepAbsenceJson.MostCertificates);
    }

    [Fact]
    public void Render_MoreCertificatesThanTheLimit_SaysSoAndStaysSmall()
    {
        DeepObservationRecord record = Decide(0);
        DeepObservation refusal = record
            .Observations.SelectMany(row => row)
            .First(entry => entry.IsNotObserved);
        int each = ((DeepObservation.NotObserved)refusal).certificate.Regions.Count(reason =>
            reason.IsNoZero
        );
        Assert.NotEqual(0, each);
        DeepObservationRecord wide = record with
        {
            Observations =
            [
                .. Enumerable.Repeat(
                    ImmutableArray.Create(refusal),
                    DeepAbsenceJson.MostCertificates / each + 1
                ),
            ],
        };
        string text = DeepObservationJson.Render(wide);
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Contains(
            "at most 20000",
            json.RootElement.GetProperty("omitted").GetString(),
            StringComparison.Ordinal
        );
        Assert.False(json.RootElement.TryGetProperty("cover", out _));
        Assert.DoesNotContain("noZero", text, StringComparison.Ordinal);
    }

    private static DeepObservationRecord Decide(double leak) =>
        DeepObservationRecord.Decide(
            new NetworkPair(With(s_teacher, leak), With(s_student, leak)),
            2,
            s_radius,
            1000,
            null,
            CancellationToken.None
        );

    private static Network With(Network network, double leak) => new(network.Shape, leak, network.AllWeights);

    private static Network Net(int[] widths, params double[][] layers) =>
        new(new NetworkShape(widths), 0, layers.SelectMany(layer => layer).ToArray());

    /// <summary>Reads a file and does the sums that it asks for. Its own arithmetic of inequalities a.x &lt; b.</summary>
    private sealed class Proof
    {
        private readonly JsonElement root;
        private readonly ExactNetwork teacher;
        private readonly ExactNetwork student;
        private readonly ExactNetwork[] networks;

        internal Proof(string text, double leak)
        {
            using JsonDocument json = JsonDocument.Parse(text);
            root = json.RootElement.Clone();
            teacher = ExactNetworkModule.ofNetwork(With(s_teacher, leak));
            student = ExactNetworkModule.ofNetwork(With(s_student, leak));
            networks = leak > 0 ? [teacher] : [teacher, student];
        }

        private sealed record Side(Rational[] A, Rational B, bool IsStrict);

        private static IEnumerable<Side> Box()
        {
            for (int i = 0; i < 2; i++)
            {
                foreach (int sign in (int[])[1, -1])
                {
                    yield return new(
                        [.. Enumerable.Range(0, 2).Select(l => RationalModule.ofInt(l == i ? sign : 0))],
                        s_radius,
                        true
                    );
                }
            }
        }

        // z > 0 or z >= 0 for the bit 1.
        private static Side Of(Rational[] z, bool bit, bool isStrict) =>
            bit ? new([.. z[..2].Select(a => -a)], z[2], isStrict) : new(z[..2], -z[2], isStrict);

        private static bool IsConstant(Rational[] z) => z[0].Sign == 0 && z[1].Sign == 0;

        // Layer 1 is the only one below layer 2: bits are two gates a network.
        private List<Side> Gates(string bits, bool isStrict) =>
            [
                .. bits.Select(
                        (bit, i) => (Z: CoverModule.forms(networks[i / 2], [], 1)[i % 2], Bit: bit == '1')
                    )
                    .Where(gate => !IsConstant(gate.Z))
                    .Select(gate => Of(gate.Z, gate.Bit, isStrict)),
            ];

        private static Rational[] Upper(ExactNetwork network, string bits, int node) =>
            CoverModule.forms(
                network,
                [
                    [.. bits.Select(bit => bit == '1')],
                ],
                2
            )[node];

        /// <summary>Whether the sides, times the multipliers, add up to a contradiction; the last may be an equality.</summary>
        private static bool Contradict(List<Side> sides, Rational[]? zero, JsonElement multipliers)
        {
            Rational[] sum = [Rational.Zero, Rational.Zero];
            Rational right = Rational.Zero;
            bool isStrict = false;
            foreach (JsonProperty entry in multipliers.EnumerateObject())
            {
                int i = int.Parse(entry.Name, CultureInfo.InvariantCulture);
                Rational y = RationalModule.tryParse(entry.Value.GetString()!)!.Value;
                bool isZero = i == sides.Count && zero is not null;
                Side side = isZero ? new(zero![..2], -zero[2], false) : sides[i];
                if (!isZero && y.Sign < 0)
                {
                    return false;
                }

                sum = [sum[0] + y * side.A[0], sum[1] + y * side.A[1]];
                right += y * side.B;
                isStrict |= side.IsStrict;
            }

            return sum[0].Sign == 0 && sum[1].Sign == 0 && (right.Sign < 0 || right.Sign == 0 && isStrict);
        }

        internal bool Refuses(int j, int k)
        {
            JsonElement cover = root.GetProperty("cover").GetProperty("regions");
            JsonElement reasons = root.GetProperty("certificates")[j][k].GetProperty("regions");
            return reasons.GetArrayLength() == cover.GetArrayLength()
                && Enumerable
                    .Range(0, cover.GetArrayLength())
                    .All(i =>
                        Refuses(cover[i].GetString()!, reasons[i], root.GetProperty("noZero")[j][i], j, k)
                    );
        }

        private bool Refuses(string bits, JsonElement reason, JsonElement noZero, int j, int k)
        {
            Rational[] zero = Upper(teacher, bits[..2], j);
            if (reason.ValueKind == JsonValueKind.String && reason.GetString() == "constant")
            {
                return IsConstant(zero);
            }

            List<Side> sides = [.. Box()];
            if (reason.ValueKind == JsonValueKind.Object)
            {
                sides.Add(Of(Upper(student, bits[2..], k), true, true));
            }

            sides.AddRange(Gates(bits, false));
            return Contradict(sides, zero, reason.ValueKind == JsonValueKind.Object ? reason : noZero);
        }

        internal bool Covers()
        {
            HashSet<string> regions =
            [
                .. root.GetProperty("cover")
                    .GetProperty("regions")
                    .EnumerateArray()
                    .Select(bits => bits.GetString()!),
            ];
            Dictionary<string, JsonElement> deadEnds = root.GetProperty("cover")
                .GetProperty("deadEnds")
                .EnumerateArray()
                .ToDictionary(
                    end => end.GetProperty("gates").GetString()!,
                    end => end.GetProperty("multipliers")
                );
            return From("");

            bool From(string bits) =>
                deadEnds.TryGetValue(bits, out JsonElement multipliers)
                    ? Contradict([.. Box(), .. Gates(bits, true)], null, multipliers)
                : bits.Length == 2 * networks.Length ? regions.Contains(bits)
                : From(bits + '1') && From(bits + '0');
        }
    }
}
