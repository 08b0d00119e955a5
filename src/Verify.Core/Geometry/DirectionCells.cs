// Cells of directions, and how far the projections of samples can go within one.
// The cells only; what is bounded over them is CellBands' and CellWidths'.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Directions up to sign, D >= 2, are the points of D faces: face f holds the vectors n with n_f = 1 and all other entries
/// in [-1, 1], since any vector divided by its largest entry is one. A cell is a box in a face: centre t and half-sides h,
/// dyadic, so that halving a box leaves no gap.
/// <para>
/// Within a cell the projection n.y of a sample stays within sum over k of h_k |y_k| of that at the centre, and 1 &lt;= |n|
/// &lt;= the length at the corner farthest from 0. Samples are taken relative to the middle of their bounding box, so those
/// near the middle hardly move.
/// </para>
/// </summary>
internal sealed class DirectionCells
{
    // A box halved 40 times: its bound is then that of its centre, up to rounding.
    private static readonly double SmallestHalfSide = Math.ScaleB(1, -40);

    private readonly int dimension;
    private readonly int count;
    private readonly double[] centred;
    private readonly double[] spread;
    private readonly double[] normal;
    private readonly double[] halfSide;
    private readonly List<int> faces = [];
    private readonly List<double> boxes = [];

    internal DirectionCells(PointSet points)
    {
        dimension = points.Dimension;
        count = points.Count;
        normal = new double[dimension];
        halfSide = new double[dimension];
        spread = new double[dimension];
        centred = Centred(points);
        Least = new double[count];
        Most = new double[count];
        Along = new double[count];
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            double size = 0;
            for (int k = 0; k < dimension; k++)
            {
                double value = Math.Abs(centred[i * dimension + k]);
                spread[k] += value;
                size += value;
            }

            largest = Math.Max(largest, size);
        }

        // |n_k| <= 1 and h_k <= 1, so each of the two chains below is off by at most gamma_D of sum |y_k|, centring by u of
        // it, and p - m, p + m by 2 u of it; the sum itself is too small by at most gamma_D of it. gamma_(4D + 16)
        // is more than all of these. A displaced sample moves a projection by at most |n| <= sqrt(D) times its displacement.
        Error =
            largest * RoundingError.Gamma(4 * dimension + 16)
            + points.Perturbation * DirectedRounding.SqrtUp(dimension) * (1 + 4 * RoundingError.UnitRoundoff)
            + 8 * dimension * RoundingError.Underflow;
        for (int face = 0; face < dimension; face++)
        {
            faces.Add(face);
            for (int k = 0; k < dimension; k++)
            {
                boxes.Add(k == face ? 1 : 0);
                boxes.Add(k == face ? 0 : 1);
            }
        }
    }

    /// <summary>The number of samples.</summary>
    internal int Count => count;

    /// <summary>How many cells there are; the first D cover all directions.</summary>
    internal int Cells => faces.Count;

    /// <summary>An upper bound on the error of any projection below, rounding and displacement together.</summary>
    internal double Error { get; }

    /// <summary>The least values of the samples' projections over the opened cell, sorted; errors included.</summary>
    internal double[] Least { get; }

    /// <summary>The largest values, sorted; errors included.</summary>
    internal double[] Most { get; }

    /// <summary>The projections on the cell's centre, sorted; off by at most <see cref="Error"/>.</summary>
    internal double[] Along { get; }

    /// <summary>At least the length of every direction vector of the opened cell.</summary>
    internal double LongestNormal { get; private set; }

    /// <summary>At most the length of the centre's direction vector.</summary>
    internal double CentreLength { get; private set; }

    /// <summary>The centre of a cell.</summary>
    internal double[] Centre(int cell)
    {
        double[] centre = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            centre[k] = boxes[2 * (cell * dimension + k)];
        }

        return centre;
    }

    /// <summary>Half of a cell's extent in entry k of the direction; 0 for the entry that is 1.</summary>
    internal double HalfSide(int cell, int k) => boxes[2 * (cell * dimension + k) + 1];

    /// <summary>Fills Least and Most, and Along when asked.</summary>
    internal void Open(int cell, bool withCentre)
    {
        double corner = 1;
        double middle = 1;
        for (int k = 0; k < dimension; k++)
        {
            normal[k] = boxes[2 * (cell * dimension + k)];
            halfSide[k] = boxes[2 * (cell * dimension + k) + 1];
            if (k != faces[cell])
            {
                double far = Math.Abs(normal[k]) + halfSide[k];
                corner += far * far;
                middle += normal[k] * normal[k];
            }
        }

        double rounding = RoundingError.Gamma(2 * dimension + 4);
        LongestNormal = Math.Sqrt(corner) * (1 + rounding);
        CentreLength = Math.Sqrt(middle) * (1 - rounding);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> row = centred.AsSpan(i * dimension, dimension);
            double along = 0;
            double reach = 0;
            for (int k = 0; k < row.Length; k++)
            {
                along = Math.FusedMultiplyAdd(normal[k], row[k], along);
                reach = Math.FusedMultiplyAdd(halfSide[k], Math.Abs(row[k]), reach);
            }

            Along[i] = along;
            Least[i] = along - reach - Error;
            Most[i] = along + reach + Error;
        }

        Array.Sort(Least);
        Array.Sort(Most);
        if (withCentre)
        {
            Array.Sort(Along);
        }
    }

    /// <summary>Halves the cell across the side along which the samples move most; false when it is too small to be halved.</summary>
    internal bool Split(int cell)
    {
        int widest = -1;
        double most = 0;
        for (int k = 0; k < dimension; k++)
        {
            double side = boxes[2 * (cell * dimension + k) + 1];
            if (side > SmallestHalfSide && side * spread[k] >= most)
            {
                (widest, most) = (k, side * spread[k]);
            }
        }

        if (widest < 0)
        {
            return false;
        }

        for (int part = -1; part <= 1; part += 2)
        {
            faces.Add(faces[cell]);
            for (int k = 0; k < dimension; k++)
            {
                double centre = boxes[2 * (cell * dimension + k)];
                double side = boxes[2 * (cell * dimension + k) + 1];
                boxes.Add(k == widest ? centre + part * side / 2 : centre);
                boxes.Add(k == widest ? side / 2 : side);
            }
        }

        return true;
    }

    private static double[] Centred(PointSet points)
    {
        int d = points.Dimension;
        double[] centred = new double[points.Data.Length];
        for (int k = 0; k < d; k++)
        {
            double low = double.PositiveInfinity;
            double high = double.NegativeInfinity;
            for (int i = 0; i < points.Count; i++)
            {
                low = Math.Min(low, points.Data[i * d + k]);
                high = Math.Max(high, points.Data[i * d + k]);
            }

            double middle = low + (high - low) / 2;
            for (int i = 0; i < points.Count; i++)
            {
                centred[i * d + k] = points.Data[i * d + k] - middle;
            }
        }

        return centred;
    }
}
