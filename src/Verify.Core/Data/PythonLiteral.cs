// Reads the Python literals that occur in npy headers: dictionaries, tuples, lists, strings, integers, True, False.
// Not a Python parser: no escapes, prefixes, floats, long suffixes, comments or concatenation. Nothing is evaluated.

using System.Globalization;
using System.Numerics;

namespace Verify.Core.Data;

/// <summary>A value of the literal grammar; tuples and lists keep their items, dictionaries their entries in order.</summary>
internal abstract record PythonLiteral
{
    private const int DeepestNesting = 32;

    private PythonLiteral() { }

    internal sealed record Text(string Value) : PythonLiteral;

    internal sealed record Integer(BigInteger Value) : PythonLiteral;

    internal sealed record Boolean(bool Value) : PythonLiteral;

    internal sealed record None : PythonLiteral;

    internal sealed record Sequence(bool IsTuple, IReadOnlyList<PythonLiteral> Items) : PythonLiteral;

    internal sealed record Dictionary(IReadOnlyList<(string Key, PythonLiteral Value)> Entries)
        : PythonLiteral;

    /// <summary>The one literal that the text consists of, white space around it allowed.</summary>
    /// <exception cref="FormatException">Anything else; the message says what was met and where.</exception>
    internal static PythonLiteral Parse(string text)
    {
        var parser = new Parser(text);
        PythonLiteral value = parser.ReadValue(0);
        parser.RequireEnd();
        return value;
    }

    private sealed class Parser(string text)
    {
        private int _at;

        internal PythonLiteral ReadValue(int depth)
        {
            if (depth > DeepestNesting)
            {
                throw Error("is nested too deeply");
            }

            char next = Peek();
            return next switch
            {
                '{' => ReadDictionary(depth),
                '(' => ReadTuple(depth),
                '[' => new Sequence(false, ReadItems('[', ']', depth, out _)),
                '\'' or '"' => new Text(ReadText()),
                '-' or (>= '0' and <= '9') => ReadInteger(),
                _ => ReadWord(),
            };
        }

        internal void RequireEnd()
        {
            SkipSpace();
            if (_at < text.Length)
            {
                throw Error("goes on after its end");
            }
        }

        private Dictionary ReadDictionary(int depth)
        {
            Expect('{');
            var entries = new List<(string, PythonLiteral)>();
            while (Peek() != '}')
            {
                if (Peek() is not ('\'' or '"'))
                {
                    throw Error("has a key that is not a string");
                }

                string key = ReadText();
                Expect(':');
                entries.Add((key, ReadValue(depth + 1)));
                if (!SkipComma('}'))
                {
                    break;
                }
            }

            Expect('}');
            return new Dictionary(entries);
        }

        private PythonLiteral ReadTuple(int depth)
        {
            List<PythonLiteral> items = ReadItems('(', ')', depth, out bool endsWithComma);

            // As in Python, parentheses around one value without a comma are only parentheses.
            return items.Count == 1 && !endsWithComma ? items[0] : new Sequence(true, items);
        }

        private List<PythonLiteral> ReadItems(char open, char close, int depth, out bool endsWithComma)
        {
            Expect(open);
            endsWithComma = false;
            var items = new List<PythonLiteral>();
            while (Peek() != close)
            {
                items.Add(ReadValue(depth + 1));
                endsWithComma = SkipComma(close);
                if (!endsWithComma)
                {
                    break;
                }
            }

            Expect(close);
            return items;
        }

        /// <summary>Whether a comma was there; a value must be followed by one or by the closing bracket.</summary>
        private bool SkipComma(char close)
        {
            char next = Peek();
            if (next == ',')
            {
                _at++;
                return true;
            }

            return next == close ? false : throw Error($"lacks a comma or '{close}'");
        }

        private string ReadText()
        {
            char quote = Peek();
            int start = ++_at;
            for (; _at < text.Length && text[_at] != quote; _at++)
            {
                if (text[_at] == '\\' || char.IsControl(text[_at]))
                {
                    throw Error("has an escape or a control character in a string");
                }
            }

            if (_at == text.Length)
            {
                throw Error("has a string without its closing quote");
            }

            return text[start.._at++];
        }

        private Integer ReadInteger()
        {
            int start = _at;
            if (text[_at] == '-')
            {
                _at++;
            }

            int digits = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            bool wellFormed = _at > digits && (text[digits] != '0' || _at == digits + 1);
            bool goesOn = _at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.');
            if (!wellFormed || goesOn || _at - digits > 100)
            {
                throw Error("has a number that is not a plain decimal integer");
            }

            return new Integer(
                BigInteger.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture)
            );
        }

        private PythonLiteral ReadWord()
        {
            int start = _at;
            while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at]))
            {
                _at++;
            }

            switch (text[start.._at])
            {
                case "True":
                    return new Boolean(true);
                case "False":
                    return new Boolean(false);
                case "None":
                    return new None();
                default:
                    _at = start;
                    throw Error(
                        start == text.Length ? "ends too early" : "has something that is not a value"
                    );
            }
        }

        private void Expect(char expected)
        {
            if (Peek() != expected)
            {
                throw Error($"lacks '{expected}'");
            }

            _at++;
        }

        /// <summary>The next character after white space; NUL at the end (a NUL in the text matches nothing either).</summary>
        private char Peek()
        {
            SkipSpace();
            return _at < text.Length ? text[_at] : '\0';
        }

        private void SkipSpace()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
        }

        private FormatException Error(string what) => new($"{what} at character {_at + 1}");
    }
}
