using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Preferences;

namespace RocketMQ.ManagementConsole.Tests.Navigation;

public sealed class AddressesTests : ConsolePage
{
    [Theory]
    [InlineData("c/dev/topics", "dev")]
    [InlineData("/c/my%20cluster/topics/x?q=1", "my cluster")]
    [InlineData("account", null)]
    [InlineData("c", null)]
    [InlineData("", null)]
    public void The_cluster_is_read_off_the_path(string path, string? cluster) => Assert.Equal(cluster, Addresses.ClusterOf(path));

    [Fact]
    public void Names_are_escaped() => Assert.Equal("c/dev/topics/%25RETRY%25g", Addresses.Topic("dev", "%RETRY%g"));

    [Fact]
    public void Query_parameters_are_set_and_removed_without_touching_the_others()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        var url = Services.GetRequiredService<UrlState>();
        navigation.NavigateTo("c/dev/topics?q=order&sort=Name");

        url.Set("tab", "queues");
        Assert.Equal("order", url.Get("q"));
        Assert.Equal("queues", url.Get("tab"));

        url.Set("q", "");
        Assert.Null(url.Get("q"));
        Assert.Equal("Name", url.Get("sort"));
        Assert.Null(url.GetNumber("sort"));
    }

    [Theory]
    [InlineData("/c/dev/topics?q=1", "/c/dev/topics?q=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData(null, "/")]
    public void Only_addresses_of_this_site_are_returned_to(string? from, string target) => Assert.Equal(target, LocalAddress.OrHome(from, ""));
}
