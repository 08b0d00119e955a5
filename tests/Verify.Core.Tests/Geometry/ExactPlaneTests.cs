// The cross product of differences against exact fractions: nearly parallel, equal and far apart points.

using Verify.Core.Geometry;
using Verify.Core.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class ExactPlaneTests
{
    [Fact]
    public void Cross_HardCases_HasTheExactSignAndValue()
    {
        CounterRandom random = new(71);
        for (int trial = 0; trial < 20_000; trial++)
        {
            int range = (trial % 3) switch
            {
                0 => 0,
                1 => 30,
                _ => 300,
            };
            (double X, double Y) Point() =>
                (ExactNumber.Random(random, -range, range), ExactNumber.Random(random, -range, range));
            (double X, double Y) p = Point();
            (double X, double Y) q = Point();
            (double X, double Y) r = Point();
            (double X, double Y) s = Point();
            if (trial % 2 == 0)
            {
                // s - r parallel to q - p up to the last place.
                double t = random.NextBelow(8);
                s = (r.X + t * (q.X - p.X), r.Y + t * (q.Y - p.Y));
            }

            ExactNumber Of(double value) => ExactNumber.Of(value);
            ExactNumber exact =
                (Of(q.X) - Of(p.X)) * (Of(s.Y) - Of(r.Y)) - (Of(q.Y) - Of(p.Y)) * (Of(s.X) - Of(r.X));
            Assert.Equal(exact.Numerator.Sign, ExactPlane.CrossSign(p, q, r, s));
            double cross = ExactPlane.Cross(p, q, r, s);
            ExactNumber gap = Of(cross) - exact;
            ExactNumber allowed = exact * Of(ExactPlane.CrossError);
            Assert.True((gap * gap).CompareTo(allowed * allowed) <= 0);
        }
    }

    [Fact]
    public void Serves_Range_AsStated()
    {
        Assert.True(ExactPlane.Serves([0, -0.0, 1, -1e100, Math.ScaleB(1, -448), Math.ScaleB(1, 400)]));
        Assert.False(ExactPlane.Serves([Math.ScaleB(1, -449)]));
        Assert.False(ExactPlane.Serves([1e140]));
        Assert.False(ExactPlane.Serves([double.NaN]));
    }
}
