using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>An administrator stops, starts and kills the broker that the console runs, and takes the cluster along.</summary>
public sealed partial class ProcessesPageTests
{
    [Fact]
    public async Task A_broker_is_stopped_started_and_killed_in_the_browser_and_the_cluster_is_exported()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, "/c/DefaultCluster/processes");
        var broker = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "broker-a" }) });
        // Processor use comes with the second look.
        await Expect(broker.GetByRole(AriaRole.Cell).Nth(4)).ToHaveTextAsync(Share());

        await OrderAsync(page, broker, "Stop");
        await Expect(broker).ToContainTextAsync("stopped");
        await Expect(broker.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeDisabledAsync();
        await broker.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(broker).ToContainTextAsync("serving");
        await OrderAsync(page, broker, "Kill");
        await Expect(page.Locator("tr.end")).ToContainTextAsync("killed (signal 9)");
        await Expect(broker).ToContainTextAsync("serving");

        await broker.GetByRole(AriaRole.Link, new() { Name = "broker-a" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Properties file" })).ToHaveValueAsync(PortLine());
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export as files" }).ClickAsync());
        Assert.Equal("DefaultCluster.zip", download.SuggestedFilename);
        using var archive = await ZipFile.OpenReadAsync(await download.PathAsync());
        Assert.Contains(archive.Entries, entry => entry.FullName == "start.sh");
        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task OrderAsync(IPage page, ILocator server, string action)
    {
        await server.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }

    [GeneratedRegex(@"^[\d.]+ %$")]
    private static partial Regex Share();

    [GeneratedRegex(@"listenPort=\d+")]
    private static partial Regex PortLine();
}
