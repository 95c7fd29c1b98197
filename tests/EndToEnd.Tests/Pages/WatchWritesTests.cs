using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>What people arrange to be told and to look at, by hand in a browser: rules, alerts, silences; walls and their links.</summary>
public sealed partial class WatchWritesTests(FurnishedConsole console) : HandWriting(console)
{
    [Fact]
    public async Task A_rule_fires_its_alert_is_taken_on_and_silenced_and_the_rule_is_changed_and_deleted()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/alerts");
        await ClickAsync(page, "New rule");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("disk known");
        await page.GetByLabel("Of what").SelectOptionAsync("Broker");
        await page.GetByLabel("Names (* for any text)").FillAsync("broker-a/*");
        await page.GetByLabel("Figure").SelectOptionAsync("Disk");
        await page.GetByLabel("Condition").SelectOptionAsync("Below");
        await page.GetByLabel("Threshold").FillAsync("2");
        await page.GetByLabel("For how many seconds").FillAsync("0");
        await page.GetByLabel("Webhook").FillAsync("ftp://127.0.0.1");
        await ClickAsync(page, "Save");
        await Expect(page.GetByText("The webhook has to be an address that begins with https:// or http://.")).ToBeVisibleAsync();
        await page.GetByLabel("Webhook").FillAsync("");
        await ClickAsync(page, "Save");

        var alert = page.GetByRole(AriaRole.Row, new() { Name = "disk known" });
        await Expect(alert).ToContainTextAsync("firing");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Take on" }).ClickAsync();
        await Expect(alert).ToContainTextAsync("taken on");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Silence 1 h" }).ClickAsync();
        await Expect(alert).ToContainTextAsync("silenced");
        await page.Locator("li", new() { HasText = "by admin, ends" }).GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(page.GetByText("by admin, ends")).ToHaveCountAsync(0);
        await AuditedAsync("broker-a/0", "alert.acknowledge", "alert-silence.add", "alert-silence.end");

        var rule = page.Locator("li", new() { HasText = "disk known" });
        await rule.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Condition").SelectOptionAsync("Above");
        await ClickAsync(page, "Save");
        await Expect(rule).ToContainTextAsync("above 2");
        await Expect(alert).ToContainTextAsync("resolved");
        await rule.GetByRole(AriaRole.Button, new() { Name = "Delete rule" }).ClickAsync();
        await ConfirmAsync(page, "Delete rule");
        await Expect(page.GetByText("disk known")).ToHaveCountAsync(0);
        await AuditedAsync("disk%20known", "alert-rule.save", "alert-rule.delete");
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task A_wall_is_composed_changed_while_it_hangs_closed_by_taking_its_link_back_and_deleted()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/walls/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Night shift");
        await ClickAsync(page, "Save");
        await Expect(page).ToHaveURLAsync(WallAddress());
        await page.GetByLabel("Where it hangs").FillAsync("hall");
        await ClickAsync(page, "Make a link");
        var link = await page.GetByRole(AriaRole.Link, new() { Name = "Open", Exact = true }).GetAttributeAsync("href");
        var wall = await browser.OpenAsync(Console.Url, link!);
        await Expect(wall.Locator(".tile")).ToHaveCountAsync(6);

        await page.GetByLabel("Remove the tile").Last.ClickAsync();
        await page.GetByLabel("Remove the tile").Last.ClickAsync();
        await page.GetByLabel("What the tile shows").First.SelectOptionAsync("Lag");
        await page.GetByLabel("Of what").First.SelectOptionAsync("Group");
        await page.GetByLabel("Name", new() { Exact = true }).Nth(1).FillAsync("sample-consumers");
        await ClickAsync(page, "Save");
        await Expect(page.GetByText("Saved; screens that show it follow at once")).ToBeVisibleAsync();
        await Expect(wall.Locator(".tile")).ToHaveCountAsync(4);
        await Expect(wall.Locator(".tile").First).ToContainTextAsync("sample-consumers");

        await ClickAsync(page, "Take back");
        await Expect(page.GetByText("taken back", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(wall.GetByText("This link has expired or was taken back.")).ToBeVisibleAsync();
        await ClickAsync(page, "Delete wall");
        await ConfirmAsync(page, "Delete wall");
        await Expect(page).ToHaveURLAsync(WallsAddress());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Night shift" })).ToHaveCountAsync(0);
        await AuditedAsync("Night%20shift", "wall.save", "wall-link.make", "wall-link.revoke", "wall.delete");
        Assert.Empty(browser.ScriptErrors);
    }

    [GeneratedRegex("/walls/(?!new)[^/]+$")]
    private static partial Regex WallAddress();

    [GeneratedRegex("/walls$")]
    private static partial Regex WallsAddress();
}
