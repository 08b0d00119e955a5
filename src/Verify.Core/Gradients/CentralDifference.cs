// The central difference of the loss in one weight, with a rounding bound: what L1.update is checked against.
// It has no truncation error (see below), so a large step is as good as a small one.

using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// (J(w + h) - J(w - h)) / (2 h) for one weight w of the student, J = 1/2 E_x ||f*_L - f_L||^2, against -dW.
/// </summary>
/// <remarks>
/// <para>
/// While no gate changes, f_L is affine in any single weight (a path passes through a layer once), so J is a quadratic
/// in w and its central difference is its derivative, exactly. If the gates at w - h, w and w + h agree they agree in
/// between: by induction over layers each pre-activation is affine in w on the segment.
/// </para>
/// <para>
/// Rounding, in the notation of <see cref="ResidualBound"/>. With E = Phi*_L + Phi_L at the shifted student,
/// |J^ - J| &lt;= gamma_k S, S = sum of E^2 over samples and outputs / (2N), k = 2 (max k_f(L) + 1) + N C + 2; the
/// difference quotient is off by at most (gamma_{k+1}) (S_+ + S_-) / (2h), h a power of two. The update is off by at
/// most gamma_{k_f(l-1) + k_g(l) + N + 1} (1/N) sum of Phi_{l-1,i} Gamma_{l,j}. Underflow: a loss of eta in f becomes
/// at most 2 T eta M X in e, 16 C T eta (M X)^2 in J, and that over h in the quotient; 8 T eta M^3 X^2 in dW: together
/// below 32 C T eta M^3 X^2 / min(h, 1), doubled for roundings.
/// </para>
/// </remarks>
public static class CentralDifference
{
    /// <summary>What was found at one weight.</summary>
    /// <param name="SameGates">Every gate agrees at w - h, w and w + h: the comparison means something.</param>
    /// <param name="Quotient">The central difference of J.</param>
    /// <param name="Update">dW at the weight, which is minus the gradient.</param>
    /// <param name="Bound">What |Quotient + Update| cannot exceed if SameGates.</param>
    public readonly record struct Result(bool SameGates, double Quotient, double Update, double Bound);

    /// <summary>Compares at entry (row, column) of the student's W_l.</summary>
    /// <param name="pair">Teacher and student.</param>
    /// <param name="inputs">X, N x d, N &gt;= 1.</param>
    /// <param name="layer">l = 1..L.</param>
    /// <param name="row">0..n_{l-1}, the last being the bias.</param>
    /// <param name="column">0..n_l - 1.</param>
    /// <param name="step">h, a power of two such that w + h and w - h are exact.</param>
    /// <exception cref="ArgumentException">No samples, or h is not positive, or w + h or w - h is not exact.</exception>
    public static Result Compare(
        NetworkPair pair,
        ReadOnlyMatrixView inputs,
        int layer,
        int row,
        int column,
        double step
    )
    {
        ArgumentNullException.ThrowIfNull(pair);
        double weight = pair.Student.Weights(layer)[row, column];
        if (inputs.Rows == 0 || !(step > 0) || !IsExactSum(weight, step) || !IsExactSum(weight, -step))
        {
            throw new ArgumentException(
                $"The step {step} is not positive or not exact at the weight {weight}, or there are no samples."
            );
        }

        ForwardPass teacher = ForwardPass.Over(pair.Teacher, inputs);
        ForwardPass student = ForwardPass.Over(pair.Student, inputs);
        BackwardPass backward = BackwardPass.Over(pair.Student, student, teacher.Outputs);
        double[] update = new double[pair.Student.Shape.WeightLength(layer)];
        MatrixView updates = new(
            update,
            pair.Student.Shape.Width(layer - 1) + 1,
            pair.Student.Shape.Width(layer)
        );
        backward.WeightUpdate(student, layer, updates);

        Loss plus = Shifted(pair, inputs, teacher, student, layer, row, column, weight + step);
        Loss minus = Shifted(pair, inputs, teacher, student, layer, row, column, weight - step);
        double quotient = (plus.Value - minus.Value) / (2 * step);

        PairMagnitudes magnitudes = new(pair, teacher, student);
        double updateMagnitude = 0;
        for (int i = 0; i < inputs.Rows; i++)
        {
            updateMagnitude +=
                magnitudes.Student.At(layer - 1)[i, row] * magnitudes.Gradient(layer)[i, column];
        }

        RoundingCounts counts = magnitudes.Counts;
        long lossCount = 2 * (OutputCount(pair) + 1) + (long)inputs.Rows * pair.Outputs + 3;
        long updateCount =
            RoundingCounts.Activation(pair.Student.Shape, layer - 1)
            + counts.Gradient(layer)
            + inputs.Rows
            + 1;
        double gain = Math.Max(plus.Gain, Math.Max(minus.Gain, magnitudes.Gain));
        double underflow =
            64.0
            * pair.Outputs
            * counts.OperationsPerEntry
            * RoundingError.Underflow
            * gain
            * gain
            * gain
            * magnitudes.LargestInput
            * magnitudes.LargestInput
            / Math.Min(step, 1);
        double bound =
            PairMagnitudes.Slack
                * (
                    RoundingError.Gamma(lossCount) * (plus.Magnitude + minus.Magnitude) / (2 * step)
                    + RoundingError.Gamma(updateCount) * updateMagnitude / inputs.Rows
                )
            + underflow;
        return new Result(plus.SameGates && minus.SameGates, quotient, updates[row, column], bound);
    }

    /// <summary>Whether a + b is a double (Knuth's two-sum leaves no remainder).</summary>
    public static bool IsExactSum(double a, double b)
    {
        double sum = a + b;
        double second = sum - a;
        return (a - (sum - second)) + (b - second) == 0;
    }

    private readonly record struct Loss(double Value, double Magnitude, double Gain, bool SameGates);

    private static Loss Shifted(
        NetworkPair pair,
        ReadOnlyMatrixView inputs,
        ForwardPass teacher,
        ForwardPass unshifted,
        int layer,
        int row,
        int column,
        double weight
    )
    {
        NetworkPair shifted = new(pair.Teacher, pair.Student.WithWeight(layer, row, column, weight));
        ForwardPass student = ForwardPass.Over(shifted.Student, inputs);
        PairMagnitudes magnitudes = new(shifted, teacher, student);
        double value = 0;
        double magnitude = 0;
        for (int i = 0; i < inputs.Rows; i++)
        {
            for (int c = 0; c < pair.Outputs; c++)
            {
                double difference = teacher.Outputs[i, c] - student.Outputs[i, c];
                double largest = magnitudes.Gradient(pair.Depth)[i, c];
                value = Math.FusedMultiplyAdd(difference, difference, value);
                magnitude = Math.FusedMultiplyAdd(largest, largest, magnitude);
            }
        }

        bool sameGates = true;
        for (int l = 1; l < pair.Depth; l++)
        {
            sameGates &= student.Gates(l).Data.SequenceEqual(unshifted.Gates(l).Data);
        }

        double scale = 2.0 * inputs.Rows;
        return new Loss(value / scale, magnitude / scale, magnitudes.Gain, sameGates);
    }

    private static long OutputCount(NetworkPair pair) =>
        Math.Max(
            RoundingCounts.Activation(pair.Teacher.Shape, pair.Depth),
            RoundingCounts.Activation(pair.Student.Shape, pair.Depth)
        );
}
