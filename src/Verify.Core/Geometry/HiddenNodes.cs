// The nodes of layer 1 of a teacher and a student side by side, ready for bands: scaled columns, norms, offsets.
// Geometry only: what the layers above do with the nodes is KinkResponse's.

using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Node i is teacher i for i &lt; m and student i - m after. Every column [w~; b] is multiplied by a power of two that
/// brings its largest |w~_u| into [1, 2): the hyperplane is the same to the last bit, and norms neither overflow nor
/// vanish. The normalised pre-activation of theory.md, section 4, is h_i(x) = (w~_i.x + b_i) / ||w~_i||. A node with
/// w~ = 0 is constant: it has no hyperplane, no band and no kink, and is left as it is.
/// </summary>
public sealed class HiddenNodes
{
    private readonly double[] weights;
    private readonly double[] directions;
    private readonly int[] exponents;
    private readonly Interval[] norms;

    /// <summary>The nodes of a teacher and, where there is one, of a student with the same inputs.</summary>
    /// <exception cref="ArgumentException">The inputs differ.</exception>
    /// <exception cref="InputException">A column cannot be scaled within the range of doubles.</exception>
    public HiddenNodes(Network teacher, Network? student)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        if (student is not null && student.Shape.Inputs != teacher.Shape.Inputs)
        {
            throw new ArgumentException("Teacher and student take different inputs.");
        }

        Inputs = teacher.Shape.Inputs;
        Teachers = teacher.Shape.Width(1);
        Students = student?.Shape.Width(1) ?? 0;
        weights = new double[checked((Inputs + 1) * Count)];
        directions = new double[checked(Inputs * Count)];
        exponents = new int[Count];
        norms = new Interval[Count];
        Add(teacher.Weights(1), 0, "teacher");
        if (student is not null)
        {
            Add(student.Weights(1), Teachers, "student");
        }

        Regular = norms.Count(norm => norm.Lower > 0);
    }

    /// <summary>d.</summary>
    public int Inputs { get; }

    /// <summary>m, the teacher's nodes.</summary>
    public int Teachers { get; }

    /// <summary>n, the student's nodes; 0 without a student.</summary>
    public int Students { get; }

    /// <summary>m + n.</summary>
    public int Count => Teachers + Students;

    /// <summary>K: the nodes that have a hyperplane.</summary>
    public int Regular { get; }

    /// <summary>The scaled columns [w~; b], (d+1) x (m+n).</summary>
    public ReadOnlyMatrixView Weights => new(weights, Inputs + 1, Count);

    /// <summary>The scaled w~_i, d numbers; its length is <see cref="Norm"/>.</summary>
    public ReadOnlySpan<double> Direction(int node) => directions.AsSpan(node * Inputs, Inputs);

    /// <summary>The scaled b_i.</summary>
    public double Bias(int node) => weights[Inputs * Count + node];

    /// <summary>||w~_i|| of the scaled column: at least 1, and [0, 0] for a constant node.</summary>
    public Interval Norm(int node) => norms[node];

    /// <summary>The power of two that the column was multiplied by has this exponent.</summary>
    public int Exponent(int node) => exponents[node];

    /// <summary>Whether the node has a hyperplane.</summary>
    public bool IsRegular(int node) => norms[node].Lower > 0;

    /// <summary>b_i of the normalised node, b / ||w~||.</summary>
    /// <exception cref="ArgumentException">The node is constant.</exception>
    public Interval Offset(int node) =>
        IsRegular(node)
            ? Interval.Exact(Bias(node)) / norms[node]
            : throw new ArgumentException($"Node {node} is constant.");

    /// <summary>"teacher 3" or "student 0".</summary>
    public string Name(int node) => node < Teachers ? $"teacher {node}" : $"student {node - Teachers}";

    private void Add(ReadOnlyMatrixView columns, int first, string network)
    {
        for (int k = 0; k < columns.Columns; k++)
        {
            int node = first + k;
            double largest = 0;
            for (int u = 0; u < Inputs; u++)
            {
                largest = Math.Max(largest, Math.Abs(columns[u, k]));
            }

            int exponent = largest == 0 ? 0 : -Math.ILogB(largest);
            exponents[node] = exponent;
            for (int u = 0; u <= Inputs; u++)
            {
                double scaled = Math.ScaleB(columns[u, k], exponent);
                if (!double.IsFinite(scaled) || Math.ScaleB(scaled, -exponent) != columns[u, k])
                {
                    throw new InputException(
                        $"The weights of {network} node {k} leave the range of doubles when they are normalised; scale the network."
                    );
                }

                weights[u * Count + node] = scaled;
                if (u < Inputs)
                {
                    directions[node * Inputs + u] = scaled;
                }
            }

            norms[node] = Interval.Norm(Direction(node));
        }
    }
}
