// The least standard deviation of samples over all directions, rounded down. Of the samples, not of their law.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Ends of the spectrum of the samples' scatter, all of them or as taken across a direction.</summary>
internal static class SampleSpread
{
    /// <summary>sqrt(least eigenvalue of the centred scatter / N), rounded down; 0 when nothing positive is certain.</summary>
    internal static double LeastDeviation(ReadOnlyMatrixView points, AcrossDirection? across)
    {
        if (points.Rows == 0)
        {
            return 0;
        }

        // Samples taken across are already relative to their mean, up to rounding.
        SecondMoment moment = across is null ? new(Mean(points)) : new(across.Dimension);
        double perturbation = 0;
        double[] row = new double[moment.Dimension];
        for (int i = 0; i < points.Rows; i++)
        {
            if (across is null)
            {
                moment.Add(points.Row(i));
            }
            else
            {
                perturbation = Math.Max(perturbation, across.Project(points.Row(i), row));
                moment.Add(row);
            }
        }

        int d = moment.Dimension;
        double[] scatter = moment.CentredScatter(out double errorNorm);
        double least = OutwardEigenvalues
            .OfNorm(new ReadOnlyMatrixView(scatter, d, d), errorNorm)
            .LowestAtLeast;
        if (!(least > 0))
        {
            return 0;
        }

        // Moving every sample by at most e changes a standard deviation by at most e (a distance in the mean square).
        double deviation = DirectedRounding.SqrtDown(DirectedRounding.DivideDown(least, points.Rows));
        return Math.Max(0, DirectedRounding.SubtractDown(deviation, perturbation));
    }

    private static double[] Mean(ReadOnlyMatrixView points)
    {
        double[] mean = new double[points.Columns];
        for (int i = 0; i < points.Rows; i++)
        {
            ReadOnlySpan<double> row = points.Row(i);
            for (int k = 0; k < mean.Length; k++)
            {
                mean[k] += (row[k] - mean[k]) / (i + 1);
            }
        }

        return mean;
    }
}
