using Microsoft.Playwright;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Replication;

/// <summary>The console's page about a set with a slave and one without.</summary>
public sealed class ReplicationPageTests
{
    [Fact]
    public async Task The_page_says_what_would_be_lost_and_notices_when_the_slave_goes()
    {
        using var folder = new TemporaryFolder();
        await using var nameServer = await ServerProcess.StartNameServerAsync(folder["n"]);
        await using var master = await ServerProcess.StartBrokerAsync(folder["m"], nameServer.Address, new() { ["brokerRole"] = "SYNC_MASTER" });
        await using var slave = await ServerProcess.StartBrokerAsync(folder["s"], nameServer.Address, new() { ["brokerRole"] = "SLAVE", ["brokerId"] = "1" });
        await using var alone = await ServerProcess.StartBrokerAsync(folder["b"], nameServer.Address, new() { ["brokerName"] = "broker-b" });
        await using var load = new ReplicationLoad();
        await load.ConfirmedAsync(master.Address);
        Assert.Equal(ResponseCode.Success, await load.SendAsync(alone.Address));
        await using var console = await ConsoleProcess.StartAsync(folder["console"], "--attach", nameServer.Address);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Replication" })).ToHaveAttributeAsync("href", "c/DefaultCluster/replication");
        await Browser.GoAsync(page, "/c/DefaultCluster/replication");

        var (safe, lone) = (page.GetByRole(AriaRole.Region, new() { Name = "broker-a" }), page.GetByRole(AriaRole.Region, new() { Name = "broker-b" }));
        await Expect(safe).ToContainTextAsync("nothing would be lost: a slave has everything");
        await Expect(safe).ToContainTextAsync(slave.Address);
        await Expect(safe).ToContainTextAsync("follows");
        await Expect(lone).ToContainTextAsync("everything would be lost");
        await slave.KillAsync();
        await Eventually.HoldsAsync("message without a slave", async () => await load.SendAsync(master.Address) == ResponseCode.SlaveNotAvailable);
        await Expect(safe).Not.ToContainTextAsync("nothing would be lost: a slave has everything");
        Assert.Empty(browser.ScriptErrors);
    }
}
