using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The console in front of a cluster that it did not start.</summary>
public sealed class AttachTests
{
    private const string Password = "attached-1";

    [Fact]
    public async Task An_attached_cluster_is_shown_and_left_running_when_the_console_goes()
    {
        using var folder = new TemporaryFolder();
        await using var nameServer = await ServerProcess.StartNameServerAsync(folder["namesrv"]);
        await using var broker = await ServerProcess.StartBrokerAsync(
            folder["broker"], nameServer.Address, new() { ["brokerClusterName"] = "elsewhere", ["brokerName"] = "broker-x" });
        await using (var console = await ConsoleProcess.StartAsync(folder["console"], "--attach", nameServer.Address))
        await using (var browser = await Browser.StartAsync())
        {
            Assert.Empty(console.Children);
            var page = await browser.OpenAsync(console.Url);
            await Browser.SignInAsync(page, "admin", console.FirstPassword);
            await Browser.ListensAsync(page);
            await Browser.GoAsync(page, "/c/elsewhere/cluster");
            await Expect(page.GetByText(broker.Address).First).ToBeVisibleAsync();
            await Expect(page.GetByText("broker-x").First).ToBeVisibleAsync();
        }

        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPEndPoint.Parse(broker.Address));
        Assert.True(client.Connected);
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_is_named_with_what_to_do_and_the_pages_are_served()
    {
        using var folder = new TemporaryFolder();
        await using var console = ConsoleProcess.Launch(
            ["--urls", "http://127.0.0.1:0", "--data", folder.Path, "--attach", "127.0.0.1:1"],
            new Dictionary<string, string> { ["CONSOLE_ADMIN_PASSWORD"] = Password });

        var line = await console.ReadLineAsync(text => text.Contains("Not attached", StringComparison.Ordinal));

        Assert.Contains("127.0.0.1:1", line, StringComparison.Ordinal);
        Assert.Contains("Is the name server running there", line, StringComparison.Ordinal);
        Assert.Contains("RocketMQ console   http://127.0.0.1:", console.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("First login", console.Transcript, StringComparison.Ordinal);
    }
}
