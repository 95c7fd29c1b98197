using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// A group that gave up its messages is helped on the pages: one dead letter is sent again, once; the group's offset is moved back,
/// and where it was again.
/// </summary>
public sealed class GroupRepairTests
{
    private const string Topic = "parcels";
    private const string Group = "couriers";
    private const string Cluster = "/api/v1/clusters/DefaultCluster";

    [Fact]
    public async Task A_dead_letter_is_sent_again_once_and_an_offset_is_moved_and_moved_back()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        using var program = await console.ProgramAsync();
        await using var broker = new CrashLoad(console.Broker, Topic);
        await GiveUpThreeAsync(program, broker);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);

        await SendAgainAsync(page);
        await BeLeftAloneAsync(page);
        await FindInTheTopicAsync(page, broker);
        await MoveOffsetAsync(page, broker);
        await MoveBackAsync(page, broker);

        Assert.Empty(browser.ScriptErrors);
    }

    /// <summary>Three messages that the group takes and sends back with the wish that they be given up.</summary>
    private static async Task GiveUpThreeAsync(HttpClient program, CrashLoad broker)
    {
        await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/{Topic}"), new { readQueues = 1, writeQueues = 1 }));
        await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/groups/{Group}"), new { }));
        foreach (var number in Enumerable.Range(1, 3))
            await OkAsync(program.PostAsJsonAsync(Api($"{Cluster}/messages"), new { topic = Topic, keys = new[] { $"parcel-{number}" }, body = $"body of parcel {number}" }));
        foreach (var (_, position) in await PullAsync(broker))
        {
            var answer = await broker.AskAsync(RequestCode.ConsumerSendMsgBack, new()
            {
                ["offset"] = $"{position}", ["group"] = Group, ["delayLevel"] = "-1", ["originTopic"] = Topic, ["maxReconsumeTimes"] = "16", ["unitMode"] = "false",
            });
            Assert.Equal(ResponseCode.Success, answer.ResponseCode);
        }

        await broker.AskAsync(RequestCode.UpdateConsumerOffset, new() { ["consumerGroup"] = Group, ["topic"] = Topic, ["queueId"] = "0", ["commitOffset"] = "3" });
        Assert.Equal(3, await OffsetAsync(broker));
        await Eventually.HoldsAsync("dead letters", async () =>
            (await program.GetFromJsonAsync<JsonElement>(Api($"{Cluster}/groups/{Group}/dead-letters"))).GetProperty("letters").GetArrayLength() == 3);
    }

    private static async Task SendAgainAsync(IPage page)
    {
        await Browser.GoAsync(page, $"/c/DefaultCluster/groups/{Group}/dead-letters");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.Locator("form").GetByLabel("Where to").SelectOptionAsync("The topic they came from");
        await SendSecondAsync(page);
        await Expect(page.GetByText("1 sent, 0 left alone")).ToBeVisibleAsync();
        await Expect(Second(page)).ToContainTextAsync("sent again");
    }

    private static async Task BeLeftAloneAsync(IPage page)
    {
        await SendSecondAsync(page);
        await Expect(page.GetByText("0 sent, 1 left alone because they were sent before")).ToBeVisibleAsync();
    }

    private static async Task FindInTheTopicAsync(IPage page, CrashLoad broker)
    {
        Assert.Equal(4, (await PullAsync(broker)).Count);
        await Browser.GoAsync(page, $"/c/DefaultCluster/messages?by=offset&topic={Topic}&broker=broker-a&queue=0&offset=3");
        await page.Locator("tbody tr", new() { HasText = "parcel-2" }).First.ClickAsync();
        await Expect(page.GetByText("body of parcel 2").First).ToBeVisibleAsync();
    }

    private static async Task MoveOffsetAsync(IPage page, CrashLoad broker)
    {
        await Browser.GoAsync(page, $"/c/DefaultCluster/groups/{Group}/offsets?topic={Topic}&to=offset&number=1");
        await Expect(page.GetByText("1 of 1 queues move. 0 messages are skipped, 2 are consumed again.")).ToBeVisibleAsync();
        Assert.Equal(3, await OffsetAsync(broker));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator(".outcomes")).ToContainTextAsync("done");
        Assert.Equal(1, await OffsetAsync(broker));
    }

    private static async Task MoveBackAsync(IPage page, CrashLoad broker)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".outcomes")).ToContainTextAsync("done");
        Assert.Equal(3, await OffsetAsync(broker));
    }

    private static ILocator Second(IPage page) => page.Locator("tbody tr", new() { HasText = "parcel-2" });

    private static async Task SendSecondAsync(IPage page)
    {
        await Second(page).GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Send 1 again" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send 1 again" }).ClickAsync();
    }

    private static async Task<List<(long QueueOffset, long PhysicalOffset)>> PullAsync(CrashLoad broker)
    {
        var answer = await broker.AskAsync(RequestCode.PullMessage, new()
        {
            ["consumerGroup"] = Group, ["topic"] = Topic, ["queueId"] = "0", ["queueOffset"] = "0", ["maxMsgNums"] = "32", ["sysFlag"] = "4",
            ["commitOffset"] = "0", ["suspendTimeoutMillis"] = "0", ["subVersion"] = "0", ["subscription"] = "*",
        });
        return ReadableMessages.RecordPositions(answer.Body);
    }

    private static async Task<long> OffsetAsync(CrashLoad broker)
    {
        var answer = await broker.AskAsync(RequestCode.QueryConsumerOffset, new() { ["consumerGroup"] = Group, ["topic"] = Topic, ["queueId"] = "0" });
        return long.Parse(answer.ExtFields!["offset"], CultureInfo.InvariantCulture);
    }

    private static async Task OkAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Uri Api(string path) => new(path, UriKind.Relative);
}
