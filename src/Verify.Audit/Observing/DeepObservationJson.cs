// observe's JSON for a layer above the first: as ObservationJson.cs as far as the questions are the same. Why nobody
// observes is DeepAbsenceJson.cs.

using System.Text.Json;
using Verify.Algebra;
using Verify.Audit.Results;
using Verify.Claims.Geometry;

namespace Verify.Audit.Observing;

/// <summary>Writes a <see cref="DeepObservationRecord"/>.</summary>
public static class DeepObservationJson
{
    private const string Remark =
        "zeroGradient and specialised are decided for layer 1 only; nodes above it have no single hyperplane to be co-planar with";

    /// <summary>
    /// { observed: m x n of true, false or "undecided", witness: m x n points or null, layer, box, remark, certificates };
    /// where something is false also { cover, noZero, howToCheck }, or { omitted } when that is more than
    /// <see cref="DeepAbsenceJson.MostCertificates"/>. Points in witness are the nearest doubles; certificates hold exact
    /// fractions as strings: a point on the teacher's boundary and one beside it where the teacher's node is not zero, or
    /// the reason in every region of the cover.
    /// </summary>
    public static string Render(DeepObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        bool isWhole = DeepAbsenceJson.Count(record) <= DeepAbsenceJson.MostCertificates;
        return Json.Write(json =>
        {
            Matrix(json, "observed", record, Observed);
            Matrix(json, "witness", record, Witness);
            json.WriteNumber("layer", record.Layer);
            json.WriteString("box", RationalModule.toString(record.Radius));
            json.WriteString("remark", Remark);
            Matrix(json, "certificates", record, (json, entry) => Certificate(json, entry, isWhole));
            DeepAbsenceJson.Write(json, record);
        });
    }

    private static void Matrix(
        Utf8JsonWriter json,
        string name,
        DeepObservationRecord record,
        Action<Utf8JsonWriter, DeepObservation> write
    )
    {
        json.WriteStartArray(name);
        foreach (IReadOnlyList<DeepObservation> row in record.Observations)
        {
            json.WriteStartArray();
            foreach (DeepObservation observation in row)
            {
                write(json, observation);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Observed(Utf8JsonWriter json, DeepObservation observation)
    {
        if (observation.IsUndecidedAfter)
        {
            json.WriteStringValue("undecided");
        }
        else
        {
            json.WriteBooleanValue(observation.IsObserved);
        }
    }

    private static void Witness(Utf8JsonWriter json, DeepObservation observation)
    {
        if (observation is DeepObservation.Observed observed)
        {
            JsonNumbers.Nearest(json, observed.witness.Point);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Certificate(Utf8JsonWriter json, DeepObservation observation, bool isWhole)
    {
        json.WriteStartObject();
        switch (observation)
        {
            case DeepObservation.Observed observed:
                json.WriteString("kind", "witness");
                JsonNumbers.Exact(json, "point", observed.witness.Point);
                JsonNumbers.Exact(json, "beside", observed.witness.Beside);
                break;
            case DeepObservation.NotObserved none:
                json.WriteString("kind", "in none of all regions");
                if (isWhole)
                {
                    DeepAbsenceJson.Reasons(json, none.certificate);
                }

                break;
            case DeepObservation.UndecidedAfter after:
                json.WriteString("kind", "undecided");
                json.WriteNumber("regions", after.regions);
                break;
        }

        json.WriteEndObject();
    }
}
