// A sweep in a file: a YAML map of key to value or list (JSON is YAML too). Every scalar reads as on the command line.
// Only this much of YAML: no aliases, no second document, nothing nested deeper.

using System.Collections.Immutable;
using System.Text;
using Verify.Core.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Verify.Audit.Sweeping;

/// <summary>Reads files of sweeps.</summary>
public static class SweepFile
{
    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The keys with their values in the order of the file, as it writes them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">What the keys and values have to be, so that a wrong one is named with its line.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not one YAML or JSON map, or has a value that is neither a scalar, a map of scalars (such
    /// as a schedule {0: 0.2, 20: 0.1}) nor a list of these; or a key or value is none of the table's.
    /// </exception>
    public static ImmutableArray<SweepAxis> Read(string path, SettingTable table)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(table);
        Parser? parser = null;
        try
        {
            // The parser keeps its place on a heap of its own and the reading below goes two levels deep: however deeply a
            // file is nested, the stack is not.
            parser = new Parser(
                new StringReader(Utf8.GetString(InputFile.ReadAllBytes(path)).TrimStart('\uFEFF'))
            );
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            ImmutableArray<SweepAxis> axes = Map(path, parser, table);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? axes
                : throw Refused(path, LineOf(parser), "there is a second document");
        }
        catch (InputException)
        {
            throw;
        }
        catch (DecoderFallbackException problem)
        {
            throw new InputException($"'{path}' is not UTF-8 text.", problem);
        }
        catch (YamlException problem)
        {
            throw NoMap(path, problem.Start.Line, problem);
        }
        catch (Exception problem) when (parser is not null && problem is not OutOfMemoryException)
        {
            // The parser's own faults: it fails on some texts that are no YAML ("[5, 10" and then "m: 3") instead of saying so.
            throw NoMap(path, parser.Current?.End.Line ?? 1, problem);
        }
    }

    private static InputException NoMap(string path, long line, Exception problem) =>
        new($"'{path}' is not a YAML or JSON map of keys, at line {line}.", problem);

    private static ImmutableArray<SweepAxis> Map(string path, Parser parser, SettingTable table)
    {
        ImmutableArray<SweepAxis>.Builder axes = ImmutableArray.CreateBuilder<SweepAxis>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            long line = LineOf(parser);
            string key = Word(parser) is { Length: > 0 } name
                ? name
                : throw Refused(path, line, "a key is not a word");
            if (axes.Any(axis => axis.Key == key))
            {
                throw Refused(path, line, $"the key '{key}' is given twice");
            }

            try
            {
                axes.Add(Checked(table, new SweepAxis(key, Values(path, key, parser))));
            }
            catch (UnsuitableException problem)
            {
                throw new InputException($"In '{path}' at line {line}: {problem.Message}", problem);
            }
        }

        return axes.ToImmutable();
    }

    /// <summary>The axis, whose key exists and takes its values.</summary>
    private static SweepAxis Checked(SettingTable table, SweepAxis axis)
    {
        try
        {
            if (axis.Key == SettingTable.PresetName && !table.Presets.IsEmpty)
            {
                foreach (string preset in axis.Values)
                {
                    _ = table.DefaultsOf(preset);
                }
            }
            else
            {
                _ = SweepPlan.Canonical(table, axis);
            }

            return axis;
        }
        catch (InputException problem)
        {
            throw new UnsuitableException(problem);
        }
    }

    private static ImmutableArray<string> Values(string path, string key, Parser parser)
    {
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            return Item(path, key, parser);
        }

        List<string> values = [];
        long line = LineOf(parser);
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            values.AddRange(Item(path, key, parser));
        }

        return values.Count > 0 ? [.. values] : throw Refused(path, line, $"the list of '{key}' is empty");
    }

    private static ImmutableArray<string> Item(string path, string key, Parser parser)
    {
        long line = LineOf(parser);
        if (Word(parser) is { } text)
        {
            try
            {
                return SweepValues.Parse(key, text);
            }
            catch (InputException problem)
            {
                throw new UnsuitableException(problem);
            }
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw Refused(path, line, $"a value of '{key}' is neither a scalar nor a map of scalars");
        }

        List<string> pairs = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            pairs.Add(
                Word(parser) is { } from && Word(parser) is { } to
                    ? $"{from}:{to}"
                    : throw Refused(path, line, $"a value of '{key}' is nested too deeply")
            );
        }

        return ["{" + string.Join(',', pairs) + "}"];
    }

    /// <summary>The scalar that comes next; null when something else does.</summary>
    private static string? Word(Parser parser) =>
        parser.Accept<Scalar>(out _) ? parser.Consume<Scalar>().Value : null;

    /// <summary>The line of what comes next.</summary>
    private static long LineOf(Parser parser) =>
        parser.Accept<ParsingEvent>(out ParsingEvent? next) ? next.Start.Line : 1;

    private static InputException Refused(string path, long line, string clause) =>
        new($"In '{path}' at line {line}, {clause}.");

    /// <summary>A key or value that reads well and is none of the table's: it gets the line of its key.</summary>
    private sealed class UnsuitableException(InputException problem) : Exception(problem.Message, problem);
}
