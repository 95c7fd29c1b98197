using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>One message on its page, with a real broker: what clients noted, its case file, a member that consumes it, a copy that is sent; and a topic that is followed live.</summary>
public sealed class MessagePageTests
{
    private const string Topic = "parcels";
    private const string Group = "couriers";
    private const string Member = "10.0.0.9@courier";
    private const string TraceTopic = "traces-of-parcels";
    private const string Cluster = "/api/v1/clusters/DefaultCluster";

    [Fact]
    public async Task A_message_is_traced_taken_as_a_case_file_consumed_at_once_and_sent_again_on_its_page()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        using var program = await console.ProgramAsync();
        foreach (var topic in new[] { Topic, TraceTopic })
            await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/{topic}"), new { readQueues = 1, writeQueues = 1 }));
        var sent = await OkAsync(program.PostAsJsonAsync(Api($"{Cluster}/messages"), new { topic = Topic, keys = new[] { "parcel-1" }, body = "body of parcel 1" }));
        await TraceAsync(program, sent.GetProperty("uniqueId").GetString()!);
        await using var member = await ConsumingMember.JoinAsync(console.Broker, Group, Topic, Member);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);

        await Browser.GoAsync(page, $"/c/DefaultCluster/messages/{sent.GetProperty("offsetMessageId").GetString()}?trace={TraceTopic}");
        await Expect(page.Locator(".way li", new() { HasText = "by shop at 127.0.0.1, took 12 ms" })).ToBeVisibleAsync();

        await TakeCaseFileAsync(page);
        await ConsumeAsync(page);
        Assert.Equal(1, member.Consumed);
        await SendCopyAsync(page);
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task A_topic_is_followed_live_and_stands_still_when_told_to()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        using var program = await console.ProgramAsync();
        await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/{Topic}"), new { readQueues = 2, writeQueues = 2 }));
        await SendAsync(program, "before", "a");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, $"/c/DefaultCluster/topics/{Topic}/tail?tag=a");
        await Expect(page.GetByText("Waiting for messages")).ToBeVisibleAsync();

        await SendAsync(program, "first", "a");
        await SendAsync(program, "second", "b");
        await SendAsync(program, "third", "a");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("third");
        await Expect(page.GetByText("3 read, 2 of them fit")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByText("Paused; 0 messages passed")).ToBeVisibleAsync();
        await SendAsync(program, "fourth", "a");
        await Expect(page.GetByText("Paused; 1 messages passed")).ToBeVisibleAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await SendAsync(program, "fifth", "a");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("fifth");
        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task TakeCaseFileAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Case file" }).ClickAsync());
        var file = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("body of parcel 1", file, StringComparison.Ordinal);
        Assert.Contains("by shop at 127.0.0.1, took 12 ms", file, StringComparison.Ordinal);
    }

    private static async Task ConsumeAsync(IPage page)
    {
        await page.Locator(".again").GetByLabel("Group").SelectOptionAsync(Group);
        await page.Locator(".again").GetByLabel("Member").SelectOptionAsync(Member);
        await page.Locator(".again").GetByRole(AriaRole.Button, new() { Name = "Consume now" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Consume now" }).ClickAsync();
        await Expect(page.Locator(".again .result")).ToContainTextAsync("Success");
    }

    private static async Task SendCopyAsync(IPage page)
    {
        await page.Locator(".again").GetByRole(AriaRole.Button, new() { Name = "Send a copy" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send a copy" }).ClickAsync();
        await page.Locator(".again .result a").ClickAsync();
        await Expect(page.Locator(".sentence")).ToContainTextAsync("offset 1");
        await Expect(page.GetByText("body of parcel 1")).ToBeVisibleAsync();
    }

    private static async Task TraceAsync(HttpClient program, string id)
    {
        var note = $"Pub\u00011795767874576\u0001DefaultRegion\u0001shop\u0001{Topic}\u0001{id}\u0001\u0001parcel-1\u0001127.0.0.1:10911\u000116\u000112\u00010\u00010\u0001true\u0002";
        await OkAsync(program.PostAsJsonAsync(
            Api($"{Cluster}/messages"), new { topic = TraceTopic, keys = new[] { id }, bodyBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(note)) }));
    }

    private static Task<JsonElement> SendAsync(HttpClient program, string body, string tag) =>
        OkAsync(program.PostAsJsonAsync(Api($"{Cluster}/messages"), new { topic = Topic, tag, body }));

    private static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static Uri Api(string path) => new(path, UriKind.Relative);
}
