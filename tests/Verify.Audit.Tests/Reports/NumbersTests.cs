using Verify.Audit.Reports;

namespace Verify.Audit.Tests.Reports;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1.00")]
    [InlineData(0.1, "0.100")]
    [InlineData(0.12301, "0.124")]
    [InlineData(0.123, "0.123")]
    [InlineData(0.9999, "1.00")]
    [InlineData(1.0000000000000002, "1.01")]
    [InlineData(12.31, "12.4")]
    [InlineData(999.1, "1,000")]
    [InlineData(99900.0, "99,900")]
    [InlineData(99950.0, "1.00×10⁵")]
    [InlineData(123456.0, "1.24×10⁵")]
    [InlineData(0.001, "0.00100")]
    [InlineData(0.000999, "9.99×10⁻⁴")]
    [InlineData(5e-324, "4.94×10⁻³²⁴")]
    [InlineData(double.MaxValue, "1.80×10³⁰⁸")]
    [InlineData(-0.12345, "−0.123")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(null, "–")]
    public void AtMost_Value_IsRoundedUpToThreeDigits(double? value, string expected) =>
        Assert.Equal(expected, Numbers.AtMost(value));

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(0.75, "0.75")]
    [InlineData(10.0, "10")]
    [InlineData(1.25e-15, "1.25×10⁻¹⁵")]
    [InlineData(1e-15, "1×10⁻¹⁵")]
    [InlineData(1.2345678, "1.23457")]
    [InlineData(1.2345644, "1.23456")]
    [InlineData(1234500.0, "1.2345×10⁶")]
    [InlineData(1000.0, "1,000")]
    public void About_Value_IsNearestWithoutTrailingZeros(double value, string expected) =>
        Assert.Equal(expected, Numbers.About(value, 6));

    [Theory]
    [InlineData(0.003, "0.30 %")]
    [InlineData(0.00300001, "0.31 %")]
    [InlineData(0.95, "95 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(2.9e-9, "2.9×10⁻⁷ %")]
    [InlineData(double.NaN, "–")]
    [InlineData(null, "–")]
    public void PercentAtMost_Rate_IsRoundedUpToTwoDigits(double? rate, string expected) =>
        Assert.Equal(expected, Plain(Numbers.PercentAtMost(rate)));

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(1, 1000, "< 1 %")]
    [InlineData(999, 1000, "> 99 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(1, 3, "33 %")]
    [InlineData(0, 0, "0 %")]
    public void Share_OfWhole_NeverPrintsAnEndItIsNotAt(int part, int whole, string expected) =>
        Assert.Equal(expected, Plain(Numbers.Share(part, whole)));

    [Theory]
    [InlineData(0.517, "0.52 s")]
    [InlineData(61.26, "61.3 s")]
    [InlineData(119.9, "119.9 s")]
    [InlineData(179.6, "3 min 0 s")]
    [InlineData(192.0, "3 min 12 s")]
    [InlineData(-1.0, "–")]
    [InlineData(double.NaN, "–")]
    public void Duration_Seconds_ReadsAsMinutesWhenLong(double seconds, string expected) =>
        Assert.Equal(expected, Plain(Numbers.Duration(seconds)));

    [Theory]
    [InlineData(0, "1")]
    [InlineData(-12, "10⁻¹²")]
    [InlineData(307, "10³⁰⁷")]
    public void PowerOfTen_Exponent_IsRaised(int exponent, string expected) =>
        Assert.Equal(expected, Numbers.PowerOfTen(exponent));

    [Theory]
    [InlineData(1, "1 case")]
    [InlineData(0, "0 cases")]
    [InlineData(12000, "12,000 cases")]
    public void Count_WithNoun_HasItsPlural(int count, string expected) =>
        Assert.Equal(expected, Numbers.Count(count, "case"));

    // A ratio must never look better than it is: what is printed, read back, is not below the value.
    [Fact]
    public void AtMost_ManyRatios_ReadBackNotBelow()
    {
        double value = 1e-3;
        for (int i = 0; i < 2000; i++)
        {
            value *= 1.0043;
            string printed = Numbers.AtMost(value).Replace(",", "", StringComparison.Ordinal);
            double read = double.Parse(printed, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(read, value, value * 1.01);
        }
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
