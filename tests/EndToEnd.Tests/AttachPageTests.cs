using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>An administrator attaches a cluster with access control while the console runs, finds it after a restart, and detaches it.</summary>
public sealed class AttachPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _received = [];
    private readonly GuardedCluster _guarded = new();

    public Task InitializeAsync() => _guarded.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _guarded.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_guarded_cluster_is_tried_attached_found_again_and_detached_and_its_keys_come_back_to_no_browser()
    {
        await using var browser = await Browser.StartAsync();
        string password;
        await using (var console = await ConsoleProcess.StartAsync(_folder["console"]))
        {
            password = console.FirstPassword;
            var page = await SignInAsync(browser, console, password);
            await AttachAsync(page);
        }

        await using (var console = await ConsoleProcess.StartAsync(_folder["console"]))
        {
            var page = await SignInAsync(browser, console, password);
            await Browser.GoAsync(page, "/c/far/cluster");
            // The version is told by the broker itself, which takes the keys.
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "broker-x" })).ToContainTextAsync("4.9");
            await Browser.GoAsync(page, "/c/far/settings");
            await Expect(page.GetByPlaceholder("kept, unchanged").First).ToBeVisibleAsync();
            _received.Add(await page.ContentAsync());
            await Browser.GoAsync(page, "/audit");
            await Expect(page.GetByText("attached or changed cluster")).ToBeVisibleAsync();
            _received.Add(await page.ContentAsync());
            await DetachAsync(page);
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "far", Exact = true })).ToHaveCountAsync(0);
        }

        Assert.DoesNotContain(GuardedCluster.SecretKey, AllFiles(_folder["console"]), StringComparison.Ordinal);
        Assert.NotEmpty(_received);
        Assert.All(_received, text => Assert.DoesNotContain(GuardedCluster.SecretKey, text, StringComparison.Ordinal));
        Assert.All(_received, text => Assert.DoesNotContain(GuardedCluster.AccessKey, text, StringComparison.Ordinal));
        Assert.Empty(browser.ScriptErrors);
    }

    private async Task AttachAsync(IPage page)
    {
        await Browser.GoAsync(page, "/clusters/attach");
        var servers = page.Locator("textarea");
        await servers.FillAsync("nonsense");
        await Expect(page.GetByText("'nonsense' is no address")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try" })).ToBeDisabledAsync();
        await servers.FillAsync($"{_guarded.NameServer};127.0.0.1:1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Expect(page.GetByText("does not answer as asked")).ToBeVisibleAsync();
        await Expect(page.GetByText("no answer", new() { Exact = true })).ToHaveCountAsync(1);

        await page.GetByLabel("Access key").FillAsync(GuardedCluster.AccessKey);
        await Expect(page.GetByText("Both keys are needed, or none.")).ToBeVisibleAsync();
        await page.GetByLabel("Secret key").FillAsync(GuardedCluster.SecretKey);
        await servers.FillAsync(_guarded.NameServer);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Expect(page.GetByText($"{_guarded.Broker} answers, version V4_9")).ToBeVisibleAsync();
        await page.Locator("input[aria-describedby=name-note]").FillAsync("far");
        await page.GetByRole(AriaRole.Radio, new() { Name = "red" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Attach cluster" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/c/far/overview$"));
        _received.Add(await page.ContentAsync());
    }

    private static async Task DetachAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/far/settings");
        var detach = page.GetByRole(AriaRole.Button, new() { Name = "Detach cluster" });
        var dialog = page.GetByRole(AriaRole.Dialog);
        await detach.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Detach cluster" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/clusters$"));
    }

    private async Task<IPage> SignInAsync(Browser browser, ConsoleProcess console, string password)
    {
        var page = await browser.OpenAsync(console.Url);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            _received.Add(frame.Text ?? Encoding.Latin1.GetString(frame.Binary ?? []));
        await Browser.SignInAsync(page, "admin", password);
        await Browser.ListensAsync(page);
        return page;
    }

    private static string AllFiles(string folder) => string.Concat(
        Directory.GetFiles(folder).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
}
