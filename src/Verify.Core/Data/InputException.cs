// The one exception that means "what the user gave is wrong". Not for programming errors.

namespace Verify.Core.Data;

/// <summary>
/// Bad input: a missing or malformed file, a wrong shape, a value that is not finite, an option out of range. The
/// message is one clear sentence for the user, naming the file or option; the command line prints it and exits with 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>An input error with its sentence.</summary>
    public InputException(string message)
        : base(message) { }

    /// <summary>An input error with its sentence and what caused it.</summary>
    public InputException(string message, Exception inner)
        : base(message, inner) { }
}
