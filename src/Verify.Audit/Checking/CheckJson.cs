// check.json: the summary first, then every teacher with its conditions, the theorem's numbers and its certificate.

using System.Text.Json;
using Verify.Audit.Results;
using Verify.Core.Data;
using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Audit.Checking;

/// <summary>Writes a <see cref="CheckRecord"/>. Numbers round-trip; infinities, which JSON lacks, are null.</summary>
public static class CheckJson
{
    /// <summary>The file's name.</summary>
    public const string FileName = "check.json";

    /// <summary>The file's text.</summary>
    public static string Render(CheckRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Json.Write(json =>
        {
            json.WriteString("headline", CheckSentences.Headline(record));
            json.WriteNumber("exitCode", record.ExitCode);
            json.WriteNumber("teachers", record.Regular.Count());
            json.WriteNumber("matched", record.Matched);
            json.WriteNumber("matchedWithinEpsilon", record.MatchedClosely);
            Settings(json, record);
            Dataset(json, record);
            json.WriteStartArray("notes");
            foreach (string note in CheckSentences.Notes(record))
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteStartArray("perTeacher");
            foreach (TeacherRecord teacher in record.Teachers)
            {
                json.WriteStartObject();
                Teacher(json, record, teacher);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void Settings(Utf8JsonWriter json, CheckRecord record)
    {
        json.WriteStartObject("settings");
        json.WriteString("data", record.DataPath);
        json.WriteString("teacher", record.TeacherPath);
        json.WriteString("student", record.StudentPath);
        json.WriteNumber("step", record.Step);
        json.WriteNumber("delta", record.Delta);
        json.WriteNumber("leak", record.Leak);
        json.WriteNumber("eps", record.Settings.Epsilon);
        json.WriteString("mode", record.Settings.Mode == AugmentationMode.Aware ? "aware" : "agnostic");
        json.WriteNumber("confidence", record.Settings.Confidence);
        json.WriteNumber("seed", record.Settings.Seed);
        json.WriteEndObject();
    }

    private static void Dataset(Utf8JsonWriter json, CheckRecord record)
    {
        json.WriteStartObject("dataset");
        json.WriteNumber("N", record.Samples);
        json.WriteNumber("d", record.Inputs);
        json.WriteNumber("layers", record.Depth);
        json.WriteNumber("m", record.TeacherNodes);
        json.WriteNumber("n", record.StudentNodes);
        json.WriteNumber("K", record.RegularNodes);
        Number(json, "spread", record.Spread);
        Ends(json, "lowestVariance", record.LowestVariance);
        json.WriteBoolean("fullRank", record.IsFullRank);
        Eta(json, "band", record.Band);
        Eta(json, "literalBand", record.LiteralBand);
        json.WriteNumber("bandSamples", record.BandSamples);
        if (record.LargestGradient is { } largest)
        {
            Number(json, "largestGradient", largest);
        }

        if (record.HasCertificates)
        {
            Number(json, "paperThresholdPerAlpha", record.PaperFactor);
            Number(json, "paperStep", record.PaperStep);
        }

        json.WriteEndObject();
    }

    private static void Teacher(Utf8JsonWriter json, CheckRecord record, TeacherRecord teacher)
    {
        json.WriteNumber("teacher", teacher.Teacher);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName($"{teacher.Outcome}"));
        json.WriteString("sentence", CheckSentences.Of(record, teacher));
        json.WriteNumber("inBand", teacher.InBand);
        Number(json, "tau", teacher.Tau);
        Number(json, "mu", teacher.Mu);
        Eta(json, "eta", teacher.Eta);
        Eta(json, "literalEta", teacher.LiteralEta);
        json.WriteNumber("etaSamples", teacher.EtaSamples);
        Indices(json, "coplanar", teacher.Coplanar);
        if (record.StudentPath is null)
        {
            return;
        }

        json.WriteNumber("observers", teacher.Observers);
        json.WriteNumber("bestObserver", teacher.BestObserver);
        Number(json, "kappa", teacher.Kappa);
        Number(json, "paperSamples", record.PaperSamples(teacher.Kappa));
        if (teacher.Specialize is { } theorem)
        {
            Theorem(json, teacher, theorem);
        }

        if (teacher.Instance is { } instance)
        {
            Instance(json, record, instance);
        }

        if (!teacher.Ratios.IsEmpty)
        {
            json.WriteStartObject("gradientOverThreshold");
            for (int q = 0; q < teacher.Ratios.Length; q++)
            {
                if (teacher.Ratios[q] > 0)
                {
                    json.WriteNumber($"2^{q - SmallGradientTally.LowestRatio}", teacher.Ratios[q]);
                }
            }

            json.WriteEndObject();
        }
    }

    private static void Theorem(Utf8JsonWriter json, TeacherRecord teacher, SpecializeCertificate theorem)
    {
        json.WriteStartObject("specialize");
        json.WriteNumber("student", theorem.Student);
        json.WriteBoolean("applies", teacher.SpecializeFails is null);
        json.WriteString("fails", teacher.SpecializeFails);
        Number(json, "kappa", theorem.Kappa);
        Ends(json, "alpha", theorem.Mixture);
        Number(json, "gradient", theorem.Gradient);
        Number(json, "threshold", theorem.Threshold);
        Number(json, "samplesNeeded", theorem.SamplesNeeded);
        Number(json, "datasetNeeded", theorem.DatasetNeeded);
        Number(json, "sineAtMost", theorem.SineAtMost);
        Number(json, "offsetAtMost", theorem.OffsetAtMost);
        json.WriteEndObject();
    }

    private static void Instance(Utf8JsonWriter json, CheckRecord record, InstanceCertificate instance)
    {
        json.WriteStartObject("instance");
        json.WriteNumber("observer", instance.Counts.Observer);
        json.WriteNumber("samples", instance.Counts.Size);
        json.WriteNumber("uncovered", instance.Counts.Uncovered);
        json.WriteNumber("pigeonhole", instance.Pigeonhole);
        if (instance.Guaranteed is { } guaranteed)
        {
            json.WriteStartObject("someNode");
            Bound(json, guaranteed);
            json.WriteEndObject();
        }

        Indices(json, "rivalTeachers", instance.Rivals);
        json.WriteStartArray("nodes");
        foreach (NodeBound bound in instance.Nodes)
        {
            json.WriteStartObject();
            bool isTeacher = bound.Node < record.TeacherNodes;
            json.WriteNumber(
                isTeacher ? "teacher" : "student",
                isTeacher ? bound.Node : bound.Node - record.TeacherNodes
            );
            Bound(json, bound);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Bound(Utf8JsonWriter json, NodeBound bound)
    {
        json.WriteNumber("samples", bound.Held);
        Number(json, "halfWidthAtLeast", bound.HalfWidth);
        Number(json, "sineAtMost", bound.SineAtMost);
        Number(json, "offsetAtMost", bound.OffsetAtMost);
        if (bound.Measured is { } measured)
        {
            Ends(json, "sine", measured.Sine);
            Ends(json, "offset", measured.Offset);
            json.WriteNumber("orientation", measured.Orientation);
        }
    }

    private static void Eta(Utf8JsonWriter json, string name, BandCertificate? eta)
    {
        if (eta is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Number(json, "atLeast", eta.Lower);
        Number(json, "atMost", eta.Upper);
        Number(json, "floor", eta.Floor);
        json.WriteNumber("slack", eta.Slack);
        json.WriteString("method", JsonNamingPolicy.CamelCase.ConvertName($"{eta.Method}"));
        if (eta.Confidence is { } confidence)
        {
            json.WriteNumber("confidence", confidence);
            json.WriteString("assumption", eta.Assumption);
        }

        json.WriteNumber("affineRankAtLeast", eta.AffineRank);
        json.WriteString("lowRank", eta.LowRankSentence);
        if (eta.Worst is { } worst)
        {
            json.WriteStartObject("worst");
            json.WriteNumber("samples", worst.Count);
            Number(json, "halfWidth", worst.HalfWidth);
            Number(json, "offset", worst.Offset);
            json.WriteStartArray("normal");
            foreach (double value in worst.Normal)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Ends(Utf8JsonWriter json, string name, Interval interval)
    {
        json.WriteStartArray(name);
        Value(json, interval.Lower);
        Value(json, interval.Upper);
        json.WriteEndArray();
    }

    private static void Indices(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    private static void Value(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
