using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Preferences;

namespace RocketMQ.ManagementConsole.Tests.Formatting;

public sealed class TimesTests : ConsolePage
{
    private Times Times => Services.GetRequiredService<Times>();

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(850, "850 ms")]
    [InlineData(1500, "1.5 s")]
    [InlineData(61_000, "1 min 1 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(86_400_000, "1 d")]
    [InlineData(-2000, "−2 s")]
    public void Durations_have_at_most_two_units(int milliseconds, string text) =>
        Assert.Equal(text, Times.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void What_is_unknown_is_a_dash()
    {
        Assert.Equal("—", Times.Duration(null));
        Assert.Equal("—", Times.Exact(null));
        Assert.Equal("—", Times.Relative(null, Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2025-03-04 20:00:00.000 UTC+8")]
    [InlineData("America/St_Johns", "2025-03-04 08:30:00.000 UTC−3:30")]
    [InlineData("Nowhere/Atlantis", "2025-03-04 12:00:00.000 UTC")]
    public void Exact_times_are_in_the_viewers_zone_and_name_it(string zone, string text)
    {
        Services.GetRequiredService<ViewerTimeZone>().Use(zone);

        Assert.Equal(text, Times.Exact(Clock.GetUtcNow()));
    }

    [Fact]
    public void Relative_times_look_both_ways()
    {
        var now = Clock.GetUtcNow();

        Assert.Equal("just now", Times.Relative(now, now));
        Assert.Equal("5 min ago", Times.Relative(now.AddMinutes(-5), now));
        Assert.Equal("in 2 h", Times.Relative(now.AddHours(2), now));
    }

    [Fact]
    public void Chinese_is_written_in_chinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        Assert.Equal("5 分前", Times.Relative(Clock.GetUtcNow().AddMinutes(-5), Clock.GetUtcNow()));
    }
}
