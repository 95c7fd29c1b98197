using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The console in a browser behind a reverse proxy with https and under a sub-path.</summary>
public sealed partial class ReverseProxyTests
{
    [Fact]
    public async Task Behind_a_proxy_and_under_a_sub_path_login_live_charts_links_and_sign_out_work()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path, "--path-base", "/mq", "--trusted-proxies", "127.0.0.1");
        await using var proxy = await SmallProxy.StartAsync(console.Url, "/mq");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(proxy.Url, "/mq/c/DefaultCluster/overview");

        await Expect(page).ToHaveURLAsync(LoginAddress());
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Expect(page).ToHaveURLAsync(proxy.Url + "/mq/c/DefaultCluster/overview");

        // The circuit and the charts' hub are web sockets.
        await Browser.ListensAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator("figure.chart .u-legend").First).ToContainTextAsync(LegendRate());
        Assert.True(proxy.Sockets >= 2, $"{proxy.Sockets} web sockets");
        Assert.Equal(
            ["__Host-rocketmq-console", "__Host-rocketmq-console-form"],
            (await page.Context.CookiesAsync()).Select(cookie => cookie.Name).Where(name => name.Contains("rocketmq", StringComparison.Ordinal)).Order());

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main menu" }).GetByRole(AriaRole.Link, new() { Name = "Topics" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(proxy.Url + "/mq/c/DefaultCluster/topics");
        await page.ReloadAsync();
        await page.Locator("tbody").GetByText("sample-orders").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "sample-orders" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "User menu of admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(page).ToHaveURLAsync(proxy.Url + "/mq/c/DefaultCluster/topics/sample-orders");
        await page.GotoAsync("/mq/c/DefaultCluster/overview");
        await Expect(page.Locator("figure.chart .u-legend").First).ToBeVisibleAsync();
        await page.Locator(".who").ClickAsync();
        await page.Locator("form[action=logout] button").ClickAsync();
        // With or without the page to come back to: the open page notices the end of its login at the same time.
        await Expect(page).ToHaveURLAsync(LoginAgain());
        Assert.Empty(browser.ScriptErrors);
    }

    [GeneratedRegex("/mq/login\\?from=%2Fmq%2F")]
    private static partial Regex LoginAddress();

    [GeneratedRegex("/mq/login($|\\?)")]
    private static partial Regex LoginAgain();

    [GeneratedRegex(@"broker-a:?\s*[1-9]")]
    private static partial Regex LegendRate();
}
