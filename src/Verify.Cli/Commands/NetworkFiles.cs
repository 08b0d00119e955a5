// Reading the user's two networks, with the sentence for a pair that does not go together.

using Verify.Core.Data;
using Verify.Core.Networks;

namespace Verify.Cli.Commands;

/// <summary>The user's networks.</summary>
internal static class NetworkFiles
{
    /// <summary>Teacher and student with one leak.</summary>
    /// <exception cref="InputException">A file is bad, or the networks differ in inputs, outputs or depth.</exception>
    internal static NetworkPair ReadPair(string teacher, string student, double leak)
    {
        Network teacherNetwork = NetworkFile.Read(teacher, leak);
        Network studentNetwork = NetworkFile.Read(student, leak);
        try
        {
            return new NetworkPair(teacherNetwork, studentNetwork);
        }
        catch (ArgumentException problem)
        {
            throw new InputException(
                $"'{teacher}' and '{student}' do not go together: {problem.Message}",
                problem
            );
        }
    }
}
