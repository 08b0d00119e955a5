// Why nobody observes, as parts of observe's JSON for a layer above the first: the regions that cover the box, and for each
// the multipliers of a linear program's certificate. What is the same for several students is written once.

using System.Globalization;
using System.Text.Json;
using Verify.Algebra;
using Verify.Claims.Geometry;

namespace Verify.Audit.Observing;

/// <summary>Writes the certificates of <see cref="DeepObservation.NotObserved"/>.</summary>
public static class DeepAbsenceJson
{
    /// <summary>
    /// The most lists of multipliers that are written, some 10 megabytes for weights of full doubles: beyond it a file says
    /// how many there are and leaves them out.
    /// </summary>
    public const int MostCertificates = 20_000;

    private const string HowToCheck =
        "cover: gates as bits, 1 for z >= 0, network after network (the student only for leak 0), layer after layer below this "
        + "one, node after node. Every string of bits begins with a region or a dead end, when the gate of a form that is "
        + "constant is what its constant says. Multipliers are keyed by the number of an inequality a.x < b, from 0: "
        + "x[0] < r, -x[0] < r, x[1] < r, ..; in certificates then z_k > 0; then the side of every gate in order, forms that "
        + "are constant left out (>= and <= but for dead ends); in noZero and certificates last z* = 0. All but the last are "
        + ">= 0, and the inequalities times their multipliers add up to 0 < 0 or to 0 <= a negative number.";

    /// <summary>Lists of multipliers in a record: dead ends, and per region one a teacher or one a pair.</summary>
    public static int Count(DeepObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (Cover(record)?.DeadEnds.Length ?? 0)
            + record.Observations.Sum(row =>
                (NoZero(row)?.Count(outcome => outcome is not null) ?? 0)
                + Absences(row).Sum(absence => absence.Regions.Count(reason => reason.IsNotActive))
            );
    }

    /// <summary>The members cover, noZero and howToCheck; omitted in their place beyond the limit; nothing when none is needed.</summary>
    internal static void Write(Utf8JsonWriter json, DeepObservationRecord record)
    {
        if (Cover(record) is not { } cover)
        {
            return;
        }

        if (Count(record) > MostCertificates)
        {
            json.WriteString(
                "omitted",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Count(record)} certificates over {cover.Regions.Length} regions were found; a file holds at most {MostCertificates}"
                )
            );
            return;
        }

        json.WriteString("howToCheck", HowToCheck);
        json.WriteStartObject("cover");
        json.WriteStartArray("regions");
        foreach (bool[] bits in cover.Regions)
        {
            json.WriteStringValue(Text(bits));
        }

        json.WriteEndArray();
        json.WriteStartArray("deadEnds");
        foreach ((bool[] bits, LinearOutcome outcome) in cover.DeadEnds)
        {
            json.WriteStartObject();
            json.WriteString("gates", Text(bits));
            json.WritePropertyName("multipliers");
            Multipliers(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("noZero");
        foreach (IReadOnlyList<DeepObservation> row in record.Observations)
        {
            json.WriteStartArray();
            foreach (LinearOutcome? outcome in NoZero(row) ?? [])
            {
                if (outcome is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    Multipliers(json, outcome);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The member regions: per region "constant", "noZero" (see there), or why the student is not active.</summary>
    internal static void Reasons(Utf8JsonWriter json, DeepAbsence absence)
    {
        json.WriteStartArray("regions");
        foreach (RegionAbsence reason in absence.Regions)
        {
            if (reason is RegionAbsence.NotActive inactive)
            {
                Multipliers(json, inactive.Item);
            }
            else
            {
                json.WriteStringValue(reason.IsNoSlope ? "constant" : "noZero");
            }
        }

        json.WriteEndArray();
    }

    /// <summary>The multipliers that are not zero.</summary>
    private static void Multipliers(Utf8JsonWriter json, LinearOutcome outcome)
    {
        Rational[] y = outcome switch
        {
            LinearOutcome.Optimal optimal => optimal.y,
            LinearOutcome.Infeasible { Item: Infeasibility.Farkas farkas } => farkas.y,
            _ => throw new InvalidOperationException("A margin is neither unbounded nor bounded twice."),
        };
        json.WriteStartObject();
        for (int i = 0; i < y.Length; i++)
        {
            if (y[i].Sign != 0)
            {
                json.WriteString(i.ToString(CultureInfo.InvariantCulture), RationalModule.toString(y[i]));
            }
        }

        json.WriteEndObject();
    }

    private static IEnumerable<DeepAbsence> Absences(IEnumerable<DeepObservation> row) =>
        row.OfType<DeepObservation.NotObserved>().Select(none => none.certificate);

    // All absences of a record share one cover.
    private static Cover? Cover(DeepObservationRecord record) =>
        record.Observations.SelectMany(row => Absences(row)).FirstOrDefault()?.Cover;

    /// <summary>Per region why the teacher of this row has no zero there, whoever looks; null when all observe it.</summary>
    private static LinearOutcome?[]? NoZero(IEnumerable<DeepObservation> row) =>
        Absences(row).FirstOrDefault() is { } any
            ? [.. any.Regions.Select(reason => (reason as RegionAbsence.NoZero)?.Item)]
            : null;

    private static string Text(bool[] bits) => string.Concat(bits.Select(bit => bit ? '1' : '0'));
}
