// What a check found, in plain language. One sentence a teacher, a headline, notes; console and page share them.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports;
using Verify.Core.Data;
using Verify.Core.Geometry;

namespace Verify.Audit.Checking;

/// <summary>Sentences about a <see cref="CheckRecord"/>.</summary>
public static class CheckSentences
{
    /// <summary>The result in a sentence or two.</summary>
    public static string Headline(CheckRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        int total = record.Regular.Count();
        string all = Numbers.Count(total, "teacher");
        int contradicted = record.Teachers.Count(teacher => teacher.Outcome == CheckOutcome.Contradicted);
        if (contradicted > 0)
        {
            return $"For {contradicted} of {all} a certificate says what the weights deny: a counterexample to the theory, or a fault of this program.";
        }

        if (record.StudentPath is null)
        {
            int holds = record.Teachers.Count(teacher => teacher.Outcome == CheckOutcome.DatasetHolds);
            return $"The dataset's conditions hold with known constants in the bands of {holds} of {all}.";
        }

        if (record.Depth > 2)
        {
            return $"Nothing is certified: the certificate (F.instance) is for two layers and these networks have {record.Depth}, so only the dataset's conditions at the lowest layer are reported.";
        }

        int open = total - record.Matched;
        string closely =
            record.Matched == 0 ? ""
            : record.MatchedClosely == record.Matched
                ? $", {(record.Matched == 1 ? "it" : "all")} to within {Numbers.About(record.Settings.Epsilon)}"
            : $", {record.MatchedClosely} of them to within {Numbers.About(record.Settings.Epsilon)}";
        string rest = open == 0 ? "" : $" For {open} nothing can be concluded.";
        return $"{record.Matched} of {all} must be matched by a student{closely}.{rest}";
    }

    /// <summary>What else must be known to read the numbers.</summary>
    public static ImmutableArray<string> Notes(CheckRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        List<string> notes =
        [
            $"N = {Numbers.Count(record.Samples)} samples in {Numbers.Count(record.Inputs, "dimension")}; step s = {Exactly(record.Step)}, half-width delta = {Exactly(record.Delta)}, {(record.Settings.Mode == AugmentationMode.Aware ? "aware: x +- s w*_j for x in band j" : "agnostic: x +- s e_u for every x and u")}; spread of the data {Numbers.About(record.Spread)}.",
        ];
        notes.Add(record.IsFullRank ? Band(record) : LowRank(record));

        if (record.WasNormalised)
        {
            notes.Add(
                "Nodes were normalised first (w / |w~|, v |w~|): the same functions; offsets, gradients and alpha are those of normalised nodes."
            );
        }

        int constant = record.Teachers.Count(teacher => teacher.Outcome == CheckOutcome.Constant);
        if (constant + record.ConstantStudents > 0)
        {
            notes.Add(
                $"{Numbers.Count(constant, "teacher")} and {Numbers.Count(record.ConstantStudents, "student")} have w~ = 0: no boundary, nothing to match."
            );
        }

        foreach (ImmutableArray<int> group in CoplanarGroups(record))
        {
            notes.Add(
                $"Teachers {string.Join(", ", group)} are co-planar, exactly: no data can tell them apart."
            );
        }

        if (record.Teachers.FirstOrDefault(teacher => teacher.Eta?.Confidence is not null) is { } assumed)
        {
            notes.Add(
                $"Upper ends of eta hold with confidence {Exactly(assumed.Eta!.Confidence!.Value)} for each teacher alone, under an assumption that the data cannot show; for teacher {assumed.Teacher}: {assumed.Eta.Assumption}"
            );
        }

        if (record.HasCertificates)
        {
            notes.Add(
                $"F.paper at eps = {Exactly(record.Settings.Epsilon)} and K = {record.RegularNodes}: gradients below |alpha| {Numbers.About(record.PaperFactor)} with s = 2 eps / K^(3/2) = {Numbers.About(record.PaperStep)}; the largest |g| found on D' is {Numbers.AtMost(record.LargestGradient)}."
            );
        }

        return [.. notes];
    }

    /// <summary>What can be said about one teacher.</summary>
    public static string Of(CheckRecord record, TeacherRecord teacher)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(teacher);
        return teacher.Outcome switch
        {
            CheckOutcome.Constant => "has no boundary (w~ = 0)",
            CheckOutcome.NoSamples =>
                "no sample lies in its band: more samples, or a larger step, are needed",
            CheckOutcome.NotObserved =>
                $"no student is active at any of the {Numbers.Count(teacher.InBand, "sample")} in its band",
            CheckOutcome.NotTied =>
                "the students that observe it have fan-outs orthogonal to its own: alpha_kj = 0",
            CheckOutcome.GradientTooLarge => TooLarge(teacher),
            CheckOutcome.TooFewSamples => TooFew(record, teacher),
            CheckOutcome.HeldByTeacher =>
                $"its samples are held by {HolderName(record, teacher)}, and no student is near enough",
            CheckOutcome.Matched => Matched(record, teacher),
            CheckOutcome.Contradicted =>
                "a certificate contradicts the weights: keep these files, and report them",
            CheckOutcome.DatasetHolds => "the dataset's conditions hold with the constants shown",
            _ => teacher.Eta?.LowRankSentence
                ?? "no finite eta is known: a band across it may hold any share of its samples",
        };
    }

    private static string Matched(CheckRecord record, TeacherRecord teacher)
    {
        NodeBound match = teacher.Match!;
        PlaneAngle measured = match.Measured!.Value;
        return $"student {match.Node - record.TeacherNodes} must be within sin {Numbers.AtMost(match.SineAtMost)} and offset {Numbers.AtMost(match.OffsetAtMost)} (measured {Numbers.AtMost(measured.Sine.Upper)} and {Numbers.AtMost(measured.Offset.Upper)})";
    }

    private static string TooLarge(TeacherRecord teacher)
    {
        int lowest = 0;
        while (lowest < teacher.Ratios.Length && teacher.Ratios[lowest] == 0)
        {
            lowest++;
        }

        string factor =
            lowest == teacher.Ratios.Length
                ? "there is no sample near enough to its boundary for the step to cross it"
                : $"every gradient in its band is at least {Numbers.About(Math.ScaleB(1, lowest - SmallGradientTally.LowestRatio))} times the threshold";
        return $"{factor}: a kink that no student matches would look the same";
    }

    private static string TooFew(CheckRecord record, TeacherRecord teacher)
    {
        InstanceCertificate instance = teacher.Instance!;
        long most = instance.Counts.Held.Skip(record.TeacherNodes).DefaultIfEmpty().Max();
        return $"{Numbers.Count(instance.Counts.Size, "sample")} with small gradients, of which one student holds {Numbers.Count(most)}: not enough to bound an angle in {record.Inputs} dimensions";
    }

    private static string HolderName(CheckRecord record, TeacherRecord teacher)
    {
        NodeBound holder = teacher.Instance!.Nodes.First(bound =>
            bound.Node < record.TeacherNodes && bound.SaysSomething
        );
        return $"teacher {holder.Node}{(teacher.Coplanar.Contains(holder.Node) ? ", which is co-planar" : "")}";
    }

    private static string Band(CheckRecord record)
    {
        string part =
            record.BandSamples < record.Samples ? $" of the first {Numbers.Count(record.BandSamples)}" : "";
        string worst = record.Band.Worst is { } band
            ? $"; the worst band found has half-width {Numbers.About(band.HalfWidth)} and holds {Numbers.Count(band.Count)}{part}"
            : "";
        string sure = record.Band.Confidence is { } confidence
            ? $" (the upper end at confidence {Numbers.About(confidence)}, assuming that {Lower(record.Band.Assumption)})"
            : "";
        string literal = record.LiteralBand is { } all ? $", literally {Least(all)}" : "";
        return $"D.band: eta at half-widths from s + delta up is in {Ends(record.Band)}{sure}{literal}{worst}.";
    }

    private static string Lower(string sentence) =>
        sentence.Length == 0 ? "" : char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private static string LowRank(CheckRecord record)
    {
        string found = record.Band.LowRankSentence is { } exact ? $" Exactly, {exact}." : "";
        return $"Low-rank data: that the samples do not all lie in one hyperplane cannot be shown (the variance across some direction is at most {Numbers.AtMost(record.LowestVariance.Upper)}); the band condition then fails for every eta.{found}";
    }

    private static IEnumerable<ImmutableArray<int>> CoplanarGroups(CheckRecord record) =>
        record
            .Teachers.Where(teacher =>
                teacher.Coplanar.Length > 0 && teacher.Coplanar.All(other => other > teacher.Teacher)
            )
            .Select(teacher => teacher.Coplanar.Insert(0, teacher.Teacher));

    /// <summary>An option's value as it was or could be typed.</summary>
    internal static string Exactly(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>"2.1 .. 3.4", both ends of eta.</summary>
    public static string Ends(BandCertificate? eta) =>
        eta is null ? Numbers.Missing : $"{Numbers.About(eta.Lower)} .. {Numbers.AtMost(eta.Upper)}";

    /// <summary>"≥ 57".</summary>
    public static string Least(BandCertificate? eta) =>
        eta is null ? Numbers.Missing : $"≥ {Numbers.About(eta.Lower)}";
}
