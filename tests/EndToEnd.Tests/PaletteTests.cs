using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The palette by keyboard alone: a topic found by a part of its name, and a line of mqadmin that becomes a filled-in form.</summary>
public sealed partial class PaletteTests
{
    [Fact]
    public async Task The_palette_finds_by_name_and_opens_the_form_for_a_line_of_mqadmin()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" });
        var box = palette.GetByRole(AriaRole.Combobox);

        await page.Keyboard.PressAsync("Control+k");
        await Expect(palette.GetByRole(AriaRole.Option, new() { Name = "Replication" })).ToBeVisibleAsync();
        await box.FillAsync("top");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Create topic");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(NewTopicAddress());
        await Expect(palette).Not.ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+k");
        await box.FillAsync("mqadmin updateTopic -c DefaultCluster -t pasted -r 5 -w 5 -u true");
        await Expect(palette.GetByRole(AriaRole.Alert)).ToContainTextAsync("no field for -u");
        await Expect(palette.GetByRole(AriaRole.Option)).ToContainTextAsync("updateTopic");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("mqadmin updateTopic -c DefaultCluster -t pasted -r 5 -w 5 -p 6 -o false")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Search Ctrl K" }).ClickAsync();
        await box.FillAsync("mqadmin updTopic -t a");
        await Expect(palette.GetByRole(AriaRole.Alert)).ToContainTextAsync("did you mean updateTopic?");
        await Expect(palette.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(palette).Not.ToBeVisibleAsync();

        var chinese = await browser.OpenAsync(console.Url, locale: "zh-CN");
        await Browser.SignInAsync(chinese, "admin", console.FirstPassword);
        await Browser.ListensAsync(chinese);
        await chinese.Keyboard.PressAsync("Control+k");
        await chinese.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox).FillAsync("mqadmin updTopic -t a");
        await Expect(chinese.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("您是否要用 updateTopic？");
        Assert.Empty(browser.ScriptErrors);
    }

    [GeneratedRegex("/c/DefaultCluster/topics/new$")]
    private static partial Regex NewTopicAddress();
}
