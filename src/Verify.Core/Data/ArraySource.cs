// Where an array comes from, for messages: a file, and within an archive a key. Not an open file.

namespace Verify.Core.Data;

/// <summary>An array file, or the array <c>Key</c> of an archive.</summary>
internal readonly record struct ArraySource(string Path, string? Key = null)
{
    /// <summary>"'x.npy' {predicate}." or "Array 'k' in 'x.npz' {predicate}.", as an exception to throw.</summary>
    internal InputException Fail(string predicate, Exception? cause = null)
    {
        string sentence = $"{this} {predicate}.";
        return cause is null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Key is null
            ? FileErrors.Quote(Path)
            : $"Array {FileErrors.QuoteShort(Key)} in {FileErrors.Quote(Path)}";
}
