// observe's JSON for layer 1: booleans and indices first, exact certificates after. Layers above the first are
// DeepObservationJson.cs; neither is a report format of audits.

using System.Text.Json;
using Verify.Algebra;
using Verify.Audit.Results;
using Verify.Claims.Geometry;

namespace Verify.Audit.Observing;

/// <summary>Writes an <see cref="ObservationRecord"/>.</summary>
public static class ObservationJson
{
    /// <summary>
    /// { observed: m x n booleans, witness: m x n points or null, zeroGradient: n of true, false or "undecided",
    /// specialised: m lists of student indices, layer: 1, box, zeroGradientWitness, certificates }. Points in witness are the
    /// nearest doubles; certificates hold exact fractions as strings.
    /// </summary>
    public static string Render(ObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Json.Write(json =>
        {
            Matrix(json, "observed", record, observation => json.WriteBooleanValue(observation.IsPositive));
            Matrix(json, "witness", record, observation => Point(json, observation));
            json.WriteStartArray("zeroGradient");
            foreach (ZeroGradientRecord student in record.ZeroGradients)
            {
                if (student.IsZero is { } isZero)
                {
                    json.WriteBooleanValue(isZero);
                }
                else
                {
                    json.WriteStringValue("undecided");
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("specialised");
            foreach (IReadOnlyList<int> students in record.Specialised)
            {
                json.WriteStartArray();
                foreach (int student in students)
                {
                    json.WriteNumberValue(student);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteNumber("layer", 1);
            json.WriteString("box", RationalModule.toString(record.Radius));
            json.WriteStartArray("zeroGradientWitness");
            foreach (ZeroGradientRecord student in record.ZeroGradients)
            {
                json.WriteStartObject();
                json.WriteString("remark", student.Remark);
                if (student is { Witness: { } point, Value: { } value })
                {
                    JsonNumbers.Exact(json, "point", point);
                    json.WriteString("gradient", RationalModule.toString(value));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            Matrix(json, "certificates", record, observation => Certificate(json, observation));
        });
    }

    private static void Matrix(
        Utf8JsonWriter json,
        string name,
        ObservationRecord record,
        Action<Observation> write
    )
    {
        json.WriteStartArray(name);
        foreach (IReadOnlyList<Observation> row in record.Observations)
        {
            json.WriteStartArray();
            foreach (Observation observation in row)
            {
                write(observation);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Point(Utf8JsonWriter json, Observation observation)
    {
        if (observation is Observation.Observed observed)
        {
            JsonNumbers.Nearest(json, observed.witness);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Certificate(Utf8JsonWriter json, Observation observation)
    {
        json.WriteStartObject();
        switch (observation)
        {
            case Observation.Observed observed:
                json.WriteString("kind", "witness");
                JsonNumbers.Exact(json, "point", observed.witness);
                break;
            case Observation.NotObserved { certificate: Unobserved.DoesNotMeet meets }:
                Multipliers(json, meets.Item);
                break;
            default:
                json.WriteString("kind", "no boundary");
                break;
        }

        json.WriteEndObject();
    }

    // The linear program maximises the margin t: its constraints are the box, then the student's side (for c = 0), then
    // the teacher's boundary.
    private static void Multipliers(Utf8JsonWriter json, LinearOutcome outcome)
    {
        switch (outcome)
        {
            case LinearOutcome.Optimal optimal:
                json.WriteString("kind", "largest margin not positive");
                json.WriteString("margin", RationalModule.toString(optimal.value));
                JsonNumbers.Exact(json, "multipliers", optimal.y);
                break;
            case LinearOutcome.Infeasible { Item: Infeasibility.Farkas farkas }:
                json.WriteString("kind", "infeasible");
                JsonNumbers.Exact(json, "multipliers", farkas.y);
                break;
            default:
                json.WriteString("kind", "empty region");
                break;
        }
    }
}
