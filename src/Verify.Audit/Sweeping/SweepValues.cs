// The values of one key as they are written: "1,2,5", "1..32", "'a,b'", "{0:0.2,20:0.1}". Texts only: whether a value suits
// its key is SweepPlan's business.

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>
/// Reads lists: values between commas, each a range of whole numbers (both ends belong to it), a text in single or double
/// quotes (a backslash takes the next character as it is), or a plain word. A comma inside brackets, braces or parentheses
/// separates nothing. Spaces around a value do not count.
/// </summary>
internal static class SweepValues
{
    /// <summary>More values than any sweep has, and few enough to be listed.</summary>
    internal const int Most = 1_000_000;

    /// <summary>The values in the order in which they are written; at least one.</summary>
    /// <exception cref="InputException">
    /// A value is missing, a quote or bracket is not closed, or a range is empty or too long. The sentence names the key.
    /// </exception>
    internal static ImmutableArray<string> Parse(string key, string text)
    {
        ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>();
        Reader reader = new(key, text);
        do
        {
            (string value, bool quoted) = reader.Next();
            if (!quoted && Range(value) is { } ends)
            {
                Add(values, key, value, ends);
            }
            else if (value.Length == 0 && !quoted)
            {
                throw new InputException(
                    text.Trim().Length == 0
                        ? $"'{key}=' has no value."
                        : $"A value of '{key}={text}' is missing: there is nothing between two commas or at an end."
                );
            }
            else
            {
                values.Add(value);
            }
        } while (reader.AtComma());

        return values.Count <= Most
            ? values.ToImmutable()
            : throw new InputException($"'{key}' has more than {Most} values.");
    }

    /// <summary>A list that <see cref="Parse"/> reads as the values; three whole numbers or more in a row become a range.</summary>
    internal static string Write(ImmutableArray<string> values)
    {
        List<string> items = [];
        for (int i = 0; i < values.Length; )
        {
            int end = RunEnd(values, i);
            if (end - i >= 2)
            {
                items.Add($"{values[i]}..{values[end]}");
                i = end + 1;
            }
            else
            {
                items.Add(Quoted(values[i]));
                i++;
            }
        }

        return string.Join(',', items);
    }

    /// <summary>The index of the last value of the row n, n + 1, .. that begins at <paramref name="start"/>.</summary>
    private static int RunEnd(ImmutableArray<string> values, int start)
    {
        int end = start;
        if (Canonical(values[start]) is { } first)
        {
            while (
                end + 1 < values.Length
                && Canonical(values[end + 1]) is { } next
                && next - 1 == first + (end - start)
            )
            {
                end++;
            }
        }

        return end;
    }

    /// <summary>The number whose text the value is, as a range writes it.</summary>
    private static long? Canonical(string value) =>
        Whole(value) is { } number && number.ToString(CultureInfo.InvariantCulture) == value ? number : null;

    private static string Quoted(string value)
    {
        bool plain =
            value.Length > 0
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '-' or '.')
            && Range(value) is null;
        return plain
            ? value
            : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
    }

    /// <summary>The ends of "a..b", or null. BigInteger-sized ends are no range and no value either.</summary>
    private static (long From, long To)? Range(string value)
    {
        int dots = value.IndexOf("..", StringComparison.Ordinal);
        return dots > 0 && Whole(value[..dots]) is { } from && Whole(value[(dots + 2)..]) is { } to
            ? (from, to)
            : null;
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;

    private static void Add(
        ImmutableArray<string>.Builder values,
        string key,
        string text,
        (long From, long To) ends
    )
    {
        if (ends.From > ends.To)
        {
            throw new InputException(
                $"The range '{text}' of '{key}' is empty: its ends are the wrong way round."
            );
        }

        // The difference of two longs of any sign fits an unsigned one.
        ulong more = unchecked((ulong)ends.To - (ulong)ends.From);
        if (more >= Most)
        {
            throw new InputException($"The range '{text}' of '{key}' has more than {Most} values.");
        }

        for (ulong i = 0; i <= more; i++)
        {
            values.Add((ends.From + (long)i).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Goes through the text once.</summary>
    private ref struct Reader(string key, string text)
    {
        private int position;

        /// <summary>Steps over a comma; false at the end.</summary>
        internal bool AtComma()
        {
            bool more = position < text.Length;
            position++;
            return more;
        }

        /// <summary>The value up to the next comma that separates, or to the end.</summary>
        internal (string Value, bool Quoted) Next()
        {
            while (position < text.Length && text[position] == ' ')
            {
                position++;
            }

            return position < text.Length && text[position] is '\'' or '"'
                ? (Quoted(), true)
                : (Plain(), false);
        }

        private string Quoted()
        {
            char quote = text[position++];
            StringBuilder value = new();
            for (; position < text.Length && text[position] != quote; position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length)
                {
                    position++;
                }

                value.Append(text[position]);
            }

            if (position == text.Length)
            {
                throw new InputException($"A quote in '{key}={text}' is not closed.");
            }

            position++;
            while (position < text.Length && text[position] == ' ')
            {
                position++;
            }

            return position == text.Length || text[position] == ','
                ? value.ToString()
                : throw new InputException($"In '{key}={text}', a comma is missing after the closing quote.");
        }

        private string Plain()
        {
            int start = position;
            Stack<char> open = [];
            for (; position < text.Length && (open.Count > 0 || text[position] != ','); position++)
            {
                char c = text[position];
                if (c is '(' or '[' or '{')
                {
                    open.Push(
                        c switch
                        {
                            '(' => ')',
                            '[' => ']',
                            _ => '}',
                        }
                    );
                }
                else if (c is ')' or ']' or '}' && !(open.TryPop(out char expected) && expected == c))
                {
                    throw new InputException($"In '{key}={text}', the '{c}' closes nothing.");
                }
            }

            return open.TryPeek(out char missing)
                ? throw new InputException($"In '{key}={text}', a '{missing}' is missing.")
                : text[start..position].TrimEnd(' ');
        }
    }
}
