// D.band: the band condition on the whole dataset, as far as it is kept while the data stream by. The theorem uses its
// transverse form, per teacher (TeacherJudgement); this one is what the slides print.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Audit.Checking;

/// <summary>Keeps the first samples of a dataset and certifies eta on them.</summary>
internal sealed class DatasetBand(int samples, int inputs)
{
    // 32 MiB, and no more samples than the search counts in about a second.
    private const long MostValues = 1L << 22;
    private const int MostSamples = 50_000;

    private readonly double[] values = new double[
        inputs * (int)Math.Min(samples, Math.Min(MostSamples, Math.Max(1, MostValues / inputs)))
    ];

    private int filled;

    /// <summary>How many samples are kept: all of them when the dataset is small enough.</summary>
    internal int Kept => filled / inputs;

    /// <summary>Takes what there is room for.</summary>
    /// <param name="rows">Whole samples, row after row, in the order of the file.</param>
    internal void Add(ReadOnlySpan<double> rows)
    {
        ReadOnlySpan<double> taken = rows[..Math.Min(rows.Length, values.Length - filled)];
        taken.CopyTo(values.AsSpan(filled));
        filled += taken.Length;
    }

    /// <summary>eta over the bands of half-width <paramref name="floor"/> and more, with the theory's slack d + 1.</summary>
    internal BandCertificate Certify(double floor, BandOptions options) =>
        BandCondition.Certify(
            new ReadOnlyMatrixView(values.AsSpan(0, filled), Kept, inputs),
            inputs + 1,
            floor,
            options
        );
}
