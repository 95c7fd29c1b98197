using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>An administrator creates a second cluster beside the first, stops it, finds it stopped after a restart of the console, and deletes it.</summary>
public sealed class ClustersPageTests
{
    [Fact]
    public async Task A_cluster_is_created_stopped_found_again_and_deleted_in_the_browser()
    {
        using var folder = new TemporaryFolder();
        await using var browser = await Browser.StartAsync();
        string password;
        await using (var console = await ConsoleProcess.StartAsync(folder.Path))
        {
            password = console.FirstPassword;
            var page = await SignInAsync(browser, console, password);
            await CreateAsync(page);

            await Browser.GoAsync(page, "/clusters");
            await OrderAsync(page, Row(page, "second"), "Stop");
            await Expect(Row(page, "second")).ToContainTextAsync("stopped");
            await Expect(Row(page, "DefaultCluster")).ToContainTextAsync("running");
        }

        await using (var console = await ConsoleProcess.StartAsync(folder.Path))
        {
            var page = await SignInAsync(browser, console, password);
            await Browser.GoAsync(page, "/clusters");
            await Expect(Row(page, "second")).ToContainTextAsync("stopped");
            await Expect(Row(page, "second")).ToContainTextAsync("0 of 6");
            await Expect(Row(page, "DefaultCluster")).ToContainTextAsync("2 of 2");
            Assert.Contains("(second)", console.Transcript, StringComparison.Ordinal);

            await DeleteAsync(page);
            await Expect(page).ToHaveURLAsync(console.Url + "/clusters");
            await Expect(Row(page, "DefaultCluster")).ToBeVisibleAsync();
            await Expect(Row(page, "second")).ToHaveCountAsync(0);
            Assert.False(Directory.Exists(Path.Combine(folder.Path, "clusters", "second")));
        }

        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task CreateAsync(IPage page)
    {
        await Browser.GoAsync(page, "/clusters/new");
        var create = page.GetByRole(AriaRole.Button, new() { Name = "Create and start" });
        var name = page.Locator("input[aria-describedby=name-note]");
        await name.FillAsync("DEFAULTCLUSTER");
        await Expect(page.GetByText("There is a cluster DEFAULTCLUSTER already")).ToBeVisibleAsync();
        await Expect(create).ToBeDisabledAsync();
        await name.FillAsync("second");
        await Expect(create).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Spinbutton, new() { Name = "Masters" }).FillAsync("0");
        await Expect(page.GetByText("Allowed are 1 to 8.")).ToBeVisibleAsync();
        await Expect(create).ToBeDisabledAsync();
        await page.GetByLabel("Shape").SelectOptionAsync("2m-2s-sync");
        await Expect(page.Locator("table.plan tbody")).ToHaveCountAsync(6);
        await create.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/c/second/processes$"));
        await Expect(page.GetByText("serving", new() { Exact = true })).ToHaveCountAsync(6);
    }

    private static async Task DeleteAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/second/settings");
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete cluster" });
        await Expect(page.Locator(".danger-zone p").First).ToContainTextAsync("iB");
        await delete.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Delete cluster" })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("second");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete cluster" }).ClickAsync();
    }

    private static async Task<IPage> SignInAsync(Browser browser, ConsoleProcess console, string password)
    {
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", password);
        await Browser.ListensAsync(page);
        return page;
    }

    private static ILocator Row(IPage page, string cluster) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = cluster, Exact = true }) });

    private static async Task OrderAsync(IPage page, ILocator row, string action)
    {
        await row.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }
}
