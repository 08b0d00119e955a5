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

    /// <summary>The keys with their values in the order of the file.</summary>
    /// <exception cref="InputException">
    /// The file cannot be read, is not one YAML or JSON map, or has a value that is neither a scalar, a map of scalars (such
    /// as a schedule {0: 0.2, 20: 0.1}) nor a list of these.
    /// </exception>
    public static ImmutableArray<SweepAxis> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            // The parser keeps its place on a heap of its own and the reading below goes two levels deep: however deeply a
            // file is nested, the stack is not.
            Parser parser = new(
                new StringReader(Utf8.GetString(InputFile.ReadAllBytes(path)).TrimStart('\uFEFF'))
            );
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            ImmutableArray<SweepAxis> axes = Map(path, parser);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? axes
                : throw Refused(path, parser, "there is a second document");
        }
        catch (DecoderFallbackException problem)
        {
            throw new InputException($"'{path}' is not UTF-8 text.", problem);
        }
        catch (YamlException problem)
        {
            throw new InputException(
                $"'{path}' is not a YAML or JSON map of keys, at line {problem.Start.Line}.",
                problem
            );
        }
    }

    private static ImmutableArray<SweepAxis> Map(string path, Parser parser)
    {
        ImmutableArray<SweepAxis>.Builder axes = ImmutableArray.CreateBuilder<SweepAxis>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            string key = Word(parser) is { Length: > 0 } name
                ? name
                : throw Refused(path, parser, "a key is not a word");
            if (axes.Any(axis => axis.Key == key))
            {
                throw Refused(path, parser, $"the key '{key}' is given twice");
            }

            axes.Add(new SweepAxis(key, Values(path, key, parser)));
        }

        return axes.ToImmutable();
    }

    private static ImmutableArray<string> Values(string path, string key, Parser parser)
    {
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            return Item(path, key, parser);
        }

        List<string> values = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            values.AddRange(Item(path, key, parser));
        }

        return values.Count > 0 ? [.. values] : throw Refused(path, parser, $"the list of '{key}' is empty");
    }

    private static ImmutableArray<string> Item(string path, string key, Parser parser)
    {
        if (Word(parser) is { } text)
        {
            return SweepValues.Parse(key, text);
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw Refused(path, parser, $"a value of '{key}' is neither a scalar nor a map of scalars");
        }

        List<string> pairs = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            pairs.Add(
                Word(parser) is { } from && Word(parser) is { } to
                    ? $"{from}:{to}"
                    : throw Refused(path, parser, $"a value of '{key}' is nested too deeply")
            );
        }

        return ["{" + string.Join(',', pairs) + "}"];
    }

    /// <summary>The scalar that comes next; null when something else does.</summary>
    private static string? Word(Parser parser) =>
        parser.Accept<Scalar>(out _) ? parser.Consume<Scalar>().Value : null;

    private static InputException Refused(string path, Parser parser, string clause) =>
        new($"In '{path}' at line {parser.Current?.Start.Line ?? 1}, {clause}.");
}
