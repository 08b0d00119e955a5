// Slurm did not do what it was asked. Often it passes (a controller that restarts), so that it is no InputException.

namespace Verify.Audit.Cluster;

/// <summary>A command of Slurm failed; the message is one clause without a full stop.</summary>
public class SlurmException : Exception
{
    /// <summary>With what happened.</summary>
    public SlurmException(string message)
        : base(message) { }

    /// <summary>With what happened and why.</summary>
    public SlurmException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>A command of Slurm is not installed.</summary>
public sealed class SlurmMissingException(string program, Exception inner)
    : SlurmException($"there is no {program} here, so that Slurm cannot be used", inner);
