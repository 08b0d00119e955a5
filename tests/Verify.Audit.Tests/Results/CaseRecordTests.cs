// Tightness of one case, and what it does in a claim's summary.

using Verify.Audit.Results;

namespace Verify.Audit.Tests.Results;

public sealed class CaseRecordTests
{
    [Theory]
    [InlineData(1.0, 4.0, 0.25)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.0, 3.0, 0.0)]
    [InlineData(2.0, 0.0, double.PositiveInfinity)]
    [InlineData(double.Epsilon, double.Epsilon, 1.0)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Tightness_OfAMeasurement_IsItsShareOfTheBound(
        double measured,
        double bound,
        double expected
    ) => Assert.Equal(expected, Record(measured, bound).Tightness);

    [Fact]
    public void Tightness_OfNothingMeasured_IsNull()
    {
        Assert.Null(Record(null, null).Tightness);
        Assert.Null(Record(1, null).Tightness);
        Assert.Null(Record(null, 1).Tightness);
    }

    private static CaseRecord Record(double? measured, double? bound) =>
        new("L1.psd", 0, 1, "", true, null, measured, bound, "satisfied", null);
}
