using System.Net;
using RocketMQ.Broker.Access;

namespace RocketMQ.Broker.Tests.Access;

public sealed class AddressPatternTests
{
    [Theory]
    [InlineData("192.168.0.1", "192.168.0.1", "192.168.0.2")]
    [InlineData("192.168.0.*", "192.168.0.255", "192.168.1.1")]
    [InlineData("192.168.*.*", "192.168.77.1", "192.169.0.1")]
    [InlineData("192.168.*.5", "192.168.9.5", "192.168.9.6")]
    [InlineData("192.168.0.1-10", "192.168.0.10", "192.168.0.11")]
    [InlineData("192.168.0.1-10", "192.168.0.1", "192.168.0.0")]
    [InlineData("192.168.3-5.*", "192.168.4.200", "192.168.6.200")]
    [InlineData("192.168.0.{1,22}", "192.168.0.22", "192.168.0.2")]
    [InlineData("192.168.0.1,192.168.0.9", "192.168.0.9", "192.168.0.2")]
    [InlineData("192.168.0.7", "::ffff:192.168.0.7", "::ffff:192.168.0.8")]
    [InlineData("1050::5:600:300c:326b", "1050:0:0:0:5:600:300C:326B", "1050::5:600:300c:326c")]
    [InlineData("1050::5:600:300c:*", "1050::5:600:300c:ffff", "1050::5:600:300d:1")]
    [InlineData("2::ac5:78:1-200:*", "2::ac5:78:1ff:9", "2::ac5:78:201:9")]
    [InlineData("2::ac5:78:{1,f}", "2::ac5:78:f", "2::ac5:78:2")]
    [InlineData("::1", "::1", "::2")]
    [InlineData("1::", "1::", "2::")]
    [InlineData("*:*:*:*:*:*:*:1-2", "5::2", "5::3")]
    [InlineData(" 10.0.0.1 , 10.0.0.2 ", "10.0.0.2", "10.0.0.3")]
    [InlineData("192.168.0.*", "192.168.0.1", "::1")]
    public void A_pattern_means_one_address_and_not_the_other(string pattern, string meant, string other)
    {
        Assert.True(AddressPattern.TryParse(pattern, out var patterns));

        Assert.True(AddressPattern.AnyMatches([.. patterns], IPAddress.Parse(meant)));
        Assert.False(AddressPattern.AnyMatches([.. patterns], IPAddress.Parse(other)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.*.*.*")]
    [InlineData("*:*:*:*:*:*:*:*")]
    public void A_star_alone_means_every_address(string pattern)
    {
        Assert.True(AddressPattern.TryParse(pattern, out var patterns));

        Assert.True(AddressPattern.AnyMatches([.. patterns], IPAddress.Parse("203.0.113.9")));
        Assert.True(AddressPattern.AnyMatches([.. patterns], IPAddress.Parse("2001:db8::9")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_text_means_no_address(string? pattern)
    {
        Assert.True(AddressPattern.TryParse(pattern, out var patterns));

        Assert.Empty(patterns);
    }

    [Theory]
    [InlineData("192.168.0")]
    [InlineData("192.168.0.256")]
    [InlineData("192.168.0.10-1")]
    [InlineData("192.168.0.-5")]
    [InlineData("192.168.0.1-2-3")]
    [InlineData("192.168.{1,2}.0")]
    [InlineData("192.168.0.{1,x}")]
    [InlineData("192.168.0.{}")]
    [InlineData("192.168.0.0/16")]
    [InlineData("10.0.0.1,")]
    [InlineData("localhost")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("1::12345")]
    [InlineData("1::g")]
    [InlineData("+1.2.3.4")]
    [InlineData("1. 2.3.-")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.False(AddressPattern.TryParse(pattern, out _));
}
