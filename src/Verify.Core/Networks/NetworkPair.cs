// A teacher and a student that can be compared: same inputs, outputs and depth. Widths and leaks may differ.

namespace Verify.Core.Networks;

/// <summary>Teacher (starred, widths m_l) and student (widths n_l) with equal d, C and L.</summary>
public sealed class NetworkPair
{
    /// <summary>Pairs two networks.</summary>
    /// <exception cref="ArgumentException">The inputs, the outputs or the depths differ.</exception>
    public NetworkPair(Network teacher, Network student)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        Require("weight layers", teacher.Shape.Depth, student.Shape.Depth);
        Require("inputs", teacher.Shape.Inputs, student.Shape.Inputs);
        Require("outputs", teacher.Shape.Outputs, student.Shape.Outputs);
        Teacher = teacher;
        Student = student;
    }

    /// <summary>The fixed network f*.</summary>
    public Network Teacher { get; }

    /// <summary>The trained network f.</summary>
    public Network Student { get; }

    /// <summary>L, of both.</summary>
    public int Depth => Student.Shape.Depth;

    /// <summary>d, of both.</summary>
    public int Inputs => Student.Shape.Inputs;

    /// <summary>C, of both.</summary>
    public int Outputs => Student.Shape.Outputs;

    private static void Require(string what, int teacher, int student)
    {
        if (teacher != student)
        {
            throw new ArgumentException(
                $"The teacher has {teacher} {what} and the student {student}; they must agree."
            );
        }
    }
}
