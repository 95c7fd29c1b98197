using System.Globalization;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Tests.Formatting;

public sealed class FiguresTests
{
    public FiguresTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0L, "0")]
    [InlineData(1234567L, "1,234,567")]
    public void Counts_have_group_separators(long? value, string text) => Assert.Equal(text, Figures.Count(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.0, "0/s")]
    [InlineData(0.001, "<0.01/s")]
    [InlineData(0.042, "0.04/s")]
    [InlineData(9.96, "10/s")]
    [InlineData(12.34, "12.3/s")]
    [InlineData(99.96, "100/s")]
    [InlineData(1234.4, "1,234/s")]
    [InlineData(double.NaN, "—")]
    public void A_slow_rate_does_not_read_as_none(double? value, string text) => Assert.Equal(text, Figures.Rate(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.0, "0 B")]
    [InlineData(1023.0, "1,023 B")]
    [InlineData(1024.0, "1 KiB")]
    [InlineData(1536.0, "1.5 KiB")]
    [InlineData(1048575.0, "1 MiB")]
    [InlineData(1.25 * 1024 * 1024 * 1024, "1.25 GiB")]
    public void Bytes_have_three_significant_figures(double? value, string text) => Assert.Equal(text, Figures.Bytes(value));

    [Theory]
    [InlineData(9999.0, "9,999")]
    [InlineData(12345.0, "12.3k")]
    [InlineData(999_999.0, "1M")]
    [InlineData(4_500_000.0, "4.5M")]
    [InlineData(2.5e9, "2.5G")]
    public void The_short_form_never_shows_a_thousand_thousands(double value, string text) => Assert.Equal(text, Figures.Short(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.421, "42.1 %")]
    [InlineData(1.0, "100 %")]
    public void A_share_is_a_percentage(double? value, string text) => Assert.Equal(text, Figures.Percent(value));

    [Fact]
    public void Numbers_follow_the_viewers_language()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de");

        Assert.Equal("1.234", Figures.Count(1234));
        Assert.Equal("12,3/s", Figures.Rate(12.34));
    }
}
