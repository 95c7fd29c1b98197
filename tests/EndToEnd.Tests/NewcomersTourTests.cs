using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// What a newcomer does with the first start: log in with the printed password, see the cluster and its charts move, create a
/// topic, send a message, and find it again by id, key, offset and time.
/// </summary>
public sealed partial class NewcomersTourTests
{
    private const string Topic = "first-orders";
    private const string Key = "order-4711";

    [Fact]
    public async Task A_newcomer_logs_in_sees_life_and_finds_the_message_that_was_sent()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);

        await LogInAsync(page, console.FirstPassword);
        await SeeLifeAsync(page);
        await CreateTopicAsync(page);
        var (offsetId, queue) = await SendAsync(page);
        await FindByIdAsync(page, offsetId);
        await FindByKeyAsync(page);
        await FindByOffsetAsync(page, queue);
        await FindByTimeAsync(page);
        await DeleteTopicAsync(page);

        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task LogInAsync(IPage page, string password)
    {
        await Expect(page).ToHaveURLAsync(LoginAddress());
        await Browser.SignInAsync(page, "admin", password);
        await Expect(page).ToHaveURLAsync(OverviewAddress());
        await Browser.ListensAsync(page);
    }

    /// <summary>Sample traffic is switched on, and what the page shows comes to move.</summary>
    private static async Task SeeLifeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator(".tile", new() { HasText = "Messages in" }).Locator(".value")).ToHaveTextAsync(PositiveRate());
        await Expect(page.Locator(".tile", new() { HasText = "Messages out" }).Locator(".value")).ToHaveTextAsync(PositiveRate());
        await Expect(page.Locator("figure.chart .u-legend").First).ToContainTextAsync(LegendRate());
    }

    private static async Task CreateTopicAsync(IPage page)
    {
        await ChooseAsync(page, "Topics");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create topic" }).First.ClickAsync();
        await Field(page, "Topic").FillAsync("first orders");
        await Expect(page.GetByText("at position 6 is not allowed")).ToBeVisibleAsync();
        await Field(page, "Topic").FillAsync(Topic);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"Open {Topic}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Topic })).ToBeVisibleAsync();
    }

    private static async Task<(string OffsetId, string Queue)> SendAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Send a message" }).ClickAsync();
        await Field(page, "Tag").FillAsync("created");
        await Field(page, "Keys, separated by spaces").FillAsync(Key);
        await Field(page, "Body").FillAsync("""{"order":4711,"state":"created"}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        // The unique id looks alike, and leads to a search.
        var link = page.Locator("a[href*='/messages/']", new() { HasTextRegex = OffsetId() }).First;
        var offsetId = await link.InnerTextAsync();
        var queue = QueueOfResult().Match(await page.Locator("section.panel", new() { HasText = offsetId }).InnerTextAsync()).Groups[1].Value;
        return (offsetId, queue);
    }

    private static async Task FindByIdAsync(IPage page, string offsetId)
    {
        await OpenSearchAsync(page, "By id");
        await Field(page, "Message id").FillAsync(offsetId);
        await SearchAndOpenAsync(page);
    }

    private static async Task FindByKeyAsync(IPage page)
    {
        await OpenSearchAsync(page, "By key");
        await Field(page, "Topic").FillAsync(Topic);
        await Field(page, "Key").FillAsync(Key);
        await SearchAndOpenAsync(page);
    }

    private static async Task FindByOffsetAsync(IPage page, string queue)
    {
        await OpenSearchAsync(page, "By queue offset");
        await Field(page, "Topic").FillAsync(Topic);
        await Field(page, "Queue").FillAsync(queue);
        await Field(page, "Offset").FillAsync("0");
        await SearchAndOpenAsync(page);
    }

    private static async Task FindByTimeAsync(IPage page)
    {
        await OpenSearchAsync(page, "By time");
        await Field(page, "Topic").FillAsync(Topic);
        await SearchAndOpenAsync(page);
    }

    private static async Task DeleteTopicAsync(IPage page)
    {
        await ChooseAsync(page, "Topics");
        await page.Locator("tbody").GetByText(Topic, new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete topic" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync(Topic);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await ChooseAsync(page, "Topics");
        await Expect(page.Locator("tbody").GetByText("sample-orders")).ToBeVisibleAsync();
        await Expect(page.Locator("tbody").GetByText(Topic, new() { Exact = true })).Not.ToBeVisibleAsync();
    }

    /// <summary>A field by the beginning of its label; what explains it stands in the label too.</summary>
    private static ILocator Field(IPage page, string label) => page.GetByLabel(new Regex($"^{label}\\b")).First;

    /// <summary>Follows an entry of the menu and waits until its page stands.</summary>
    private static async Task ChooseAsync(IPage page, string entry)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main menu" }).GetByRole(AriaRole.Link, new() { Name = entry }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = entry, Exact = true })).ToBeVisibleAsync();
    }

    private static async Task OpenSearchAsync(IPage page, string mode)
    {
        await ChooseAsync(page, "Messages");
        var tab = page.GetByRole(AriaRole.Link, new() { Name = mode });
        await tab.ClickAsync();
        // The form of the mode before has a field "Topic" too: what is typed into that one is gone with it.
        await Expect(tab).ToHaveAttributeAsync("aria-current", "page");
    }

    /// <summary>Searches, opens what is found, and expects the message with its body.</summary>
    private static async Task SearchAndOpenAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.Locator("tbody tr", new() { HasText = Key }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(MessageAddress());
        await Expect(page.GetByText("4711").First).ToBeVisibleAsync();
        await Expect(page.GetByText(Key).First).ToBeVisibleAsync();
    }

    [GeneratedRegex("/messages/[0-9A-F]{32}$")]
    private static partial Regex MessageAddress();

    [GeneratedRegex("/login")]
    private static partial Regex LoginAddress();

    [GeneratedRegex("/c/DefaultCluster/overview$")]
    private static partial Regex OverviewAddress();

    [GeneratedRegex("[1-9]")]
    private static partial Regex PositiveRate();

    [GeneratedRegex(@"broker-a:?\s*[1-9]")]
    private static partial Regex LegendRate();

    [GeneratedRegex(@"queue (\d+)")]
    private static partial Regex QueueOfResult();

    [GeneratedRegex("^[0-9A-F]{32}$")]
    private static partial Regex OffsetId();
}
