using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Broker.Filtering;
using RocketMQ.Broker.Persistence;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Filtering;

/// <summary>SQL92 filters as clients meet them: asked about, told in heartbeats, brought along by pulls, kept over restarts.</summary>
public sealed class SqlSubscriptionTests
{
    private const int Suspend = 2;
    private const int WithSubscription = 4;

    [Fact]
    public async Task A_pull_with_an_expression_gets_the_messages_for_which_it_is_true()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "cheap", ("price", "5"));
        await SendAsync(client, "dear", ("price", "50"), ("colour", "red"));
        await SendAsync(client, "odd", ("price", "abc"));
        await SendAsync(client, "bare");

        Assert.Equal(["dear"], await BodiesAsync(client, "price > 10"));
        Assert.Equal(["cheap"], await BodiesAsync(client, "price BETWEEN 1 AND 10"));
        Assert.Equal(["cheap", "odd", "bare"], await BodiesAsync(client, "colour IS NULL"));
        Assert.Equal(["dear"], await BodiesAsync(client, "colour IN ('red', 'blue') AND NOT (price = 5)"));
        Assert.Equal(["cheap", "dear", "odd", "bare"], await BodiesAsync(client, "CLUSTER = 'DefaultCluster'"));
        var none = await PullAsync(client, "price > 100");
        Assert.Equal((ResponseCode.PullRetryImmediately, 4L), (none.ResponseCode, none.ReadHeader<PullMessageResponseHeader>().NextBeginOffset));
    }

    [Fact]
    public async Task A_bad_expression_in_a_pull_is_refused_with_its_column()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "m");

        var wrong = await PullAsync(client, "price >");
        var empty = await PullAsync(client, "");
        var type = await client.PullAsync("Orders", 0, 0, WithSubscription, "price > 1", expressionType: "XPATH");

        Assert.Equal(ResponseCode.SubscriptionParseFailed, wrong.ResponseCode);
        Assert.StartsWith("parse the consumer's subscription failed: Invalid MessageSelector. Column 8: the expression ends here", wrong.Remark, StringComparison.Ordinal);
        Assert.EndsWith("\nprice >\n       ^", wrong.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.SubscriptionParseFailed, empty.ResponseCode);
        Assert.Contains("is empty", empty.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.SubscriptionParseFailed, type.ResponseCode);
        Assert.Contains("'XPATH' is not known; TAG and SQL92 are", type.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_filters_on_properties_are_off_every_way_to_use_one_is_refused_as_the_original_does()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "m", ("price", "5"));
        const string Refusal = "The broker does not support consumer to filter message by SQL92";

        var asked = await CheckAsync(client, "price > 1");
        var pulled = await PullAsync(client, "price > 1");
        await client.HeartbeatAsync("c1", "CG", Sql("price > 1", 5));
        var subscribed = await client.PullAsync("Orders", 0, 0, 0, null, subVersion: 5, expressionType: "SQL92");
        var changed = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "enablePropertyFilter=true"u8.ToArray());

        Assert.All(new[] { asked, pulled, subscribed }, refused => Assert.Equal((ResponseCode.SystemError, Refusal), (refused.ResponseCode, refused.Remark)));
        Assert.Equal(ResponseCode.Success, changed.ResponseCode);
        Assert.Equal(["m"], await BodiesAsync(client, "price > 1"));
    }

    [Fact]
    public async Task A_client_that_asks_first_is_told_whether_its_expression_is_one()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();

        Assert.Equal(ResponseCode.Success, (await CheckAsync(client, "price > 1")).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await CheckAsync(client, "TagA", "TAG")).ResponseCode);
        var wrong = await CheckAsync(client, "price >> 1");
        Assert.Equal(ResponseCode.SubscriptionParseFailed, wrong.ResponseCode);
        Assert.StartsWith("Invalid MessageSelector. Column 8: '>' was found", wrong.Remark, StringComparison.Ordinal);
        var type = await CheckAsync(client, "price > 1", "XPATH");
        Assert.Equal((ResponseCode.SubscriptionParseFailed, "the expression type 'XPATH' is not known; TAG and SQL92 are"), (type.ResponseCode, type.Remark));
    }

    [Fact]
    public async Task The_heartbeats_expression_counts_for_pulls_without_one_and_versions_are_compared()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "cheap", ("price", "5"));
        await SendAsync(client, "dear", ("price", "50"));

        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));
        Assert.Equal(["dear"], TestClient.Bodies(await SubscribedAsync(client, 5)));
        Assert.Equal((ResponseCode.SubscriptionNotLatest, "the consumer's subscription not latest"), Told(await SubscribedAsync(client, 6)));
        await client.HeartbeatAsync("c1", "CG", Sql("price < 10", 7));
        Assert.Equal(["cheap"], TestClient.Bodies(await SubscribedAsync(client, 7)));
        Assert.Equal(["cheap"], TestClient.Bodies(await SubscribedAsync(client, 5)));
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 6));
        Assert.Equal(["cheap"], TestClient.Bodies(await SubscribedAsync(client, 7)));
    }

    [Fact]
    public async Task A_heartbeat_with_a_bad_expression_leaves_the_group_without_a_filter_and_pulls_are_told_why()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "dear", ("price", "50"));
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));

        await client.HeartbeatAsync("c1", "CG", Sql("price >", 6));
        var refused = await SubscribedAsync(client, 6);

        Assert.Equal(ResponseCode.FilterDataNotExist, refused.ResponseCode);
        Assert.StartsWith(
            "The broker's consumer filter data is not exist!Your expression may be wrong! Invalid MessageSelector. Column 8:", refused.Remark, StringComparison.Ordinal);
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 7));
        Assert.Equal(["dear"], TestClient.Bodies(await SubscribedAsync(client, 7)));
    }

    [Fact]
    public async Task A_filter_older_than_the_pull_is_refused_until_the_heartbeat_brings_the_new_one()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "dear", ("price", "50"));
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));
        // A tag subscription takes the topic over; the filter of before is kept, at its version.
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders", "*", 9));
        broker.Server.Node.Consumers.Find("CG")!.FindSubscription("Orders")!.Data.ExpressionType = "SQL92";
        await using var other = broker.Connect();
        await other.HeartbeatAsync("c2", "CG", Sql("price > 10", 10));
        Assert.Equal(["dear"], TestClient.Bodies(await SubscribedAsync(client, 10)));

        broker.Server.Node.Filters.Unregister("CG");
        var filter = broker.Server.Node.Filters.Find("Orders", "CG")!;
        Assert.Equal(10, filter.Data.ClientVersion);
        broker.Server.Node.Consumers.Find("CG")!.FindSubscription("Orders")!.Data.SubVersion = 11;
        Assert.Equal((ResponseCode.FilterDataNotLatest, "the consumer's consumer filter data not latest"), Told(await SubscribedAsync(client, 11)));
    }

    [Fact]
    public async Task A_waiting_pull_is_woken_by_a_message_that_it_wants_and_by_no_other()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "first", ("price", "1"));

        var waiting = client.PullAsync("Orders", 0, 1, Suspend | WithSubscription, "price > 10", expressionType: "SQL92");
        await AnsweredAsync(client);
        await SendAsync(client, "cheap", ("price", "5"));
        await AnsweredAsync(client);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, broker.Server.Node.Waiting.Count);
        await SendAsync(client, "dear", ("price", "50"));

        var answer = await waiting;
        Assert.Equal(["dear"], TestClient.Bodies(answer));
        Assert.Equal(3, answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset);
    }

    [Theory]
    [InlineData(false, new[] { "wanted", "not wanted" })]
    [InlineData(true, new[] { "wanted" })]
    public async Task Retried_messages_are_filtered_where_the_broker_is_set_to(bool filterSupportRetry, string[] expected)
    {
        await using var broker = await StartAsync(new() { ["filterSupportRetry"] = filterSupportRetry ? "true" : "false" });
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5), TestClient.Subscribe("%RETRY%CG", "*", 5));
        await client.SendAsync("%RETRY%CG", "wanted", properties: [("RETRY_TOPIC", "Orders"), ("price", "50")]);
        await client.SendAsync("%RETRY%CG", "not wanted", properties: [("RETRY_TOPIC", "Orders"), ("price", "5")]);

        var fromHeartbeat = await client.PullAsync("%RETRY%CG", 0, 0, 0, null, subVersion: 5);

        Assert.Equal(expected, TestClient.Bodies(fromHeartbeat));
    }

    [Fact]
    public async Task A_retried_message_of_a_topic_without_a_filter_is_not_held_back()
    {
        await using var broker = await StartAsync(new() { ["filterSupportRetry"] = "true" });
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5), TestClient.Subscribe("%RETRY%CG", "*", 5));
        await client.SendAsync("%RETRY%CG", "of another topic", properties: [("RETRY_TOPIC", "Other"), ("price", "5")]);
        await client.SendAsync("%RETRY%CG", "of no topic", properties: [("price", "5")]);

        Assert.Equal(["of another topic", "of no topic"], TestClient.Bodies(await client.PullAsync("%RETRY%CG", 0, 0)));
    }

    [Fact]
    public async Task Filters_survive_a_restart_and_count_again_when_the_group_comes_back()
    {
        using var folder = new TemporaryFolder();
        await using (var broker = await StartAsync(folder: folder))
        {
            await using var client = broker.Connect();
            await SendAsync(client, "cheap", ("price", "5"));
            await SendAsync(client, "dear", ("price", "50"));
            await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));
        }

        await using var again = await StartAsync(folder: folder);
        await using var back = again.Connect();
        var kept = again.Server.Node.Filters.Find("Orders", "CG")!;
        Assert.Equal(("price > 10", 5L, true), (kept.Data.Expression, kept.Data.ClientVersion, kept.Data.Dead));
        // The same version again: the filter of before is taken up, whatever is told now.
        await back.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));
        Assert.False(again.Server.Node.Filters.Find("Orders", "CG")!.Data.Dead);
        Assert.Equal(["dear"], TestClient.Bodies(await SubscribedAsync(back, 5)));
    }

    [Fact]
    public async Task The_originals_file_is_read_and_written_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var original = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "consumerFilter.json"));
        var file = Path.Combine(folder["store"], "config", "consumerFilter.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, original);

        await using (var broker = await StartAsync(folder: folder, time: new DateTimeOffset(2026, 11, 22, 8, 30, 0, TimeSpan.Zero)))
        {
            var filter = broker.Server.Node.Filters.Find("CapTopic", "cg_sql")!;
            Assert.Equal(("a is not null and a >= 0", 1795334729369L), (filter.Data.Expression, filter.Data.DeadTime));
            Assert.NotNull(filter.Filter);
            broker.Server.Node.Filters.Register("other", [Sql("b = 1", 5) with { Topic = "Other" }]);
        }

        var written = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("filterDataByTopic");
        Assert.Equal(
            JsonDocument.Parse(original).RootElement.GetProperty("filterDataByTopic").GetProperty("CapTopic").ToString().Replace("\t", "", StringComparison.Ordinal),
            written.GetProperty("CapTopic").ToString().Replace("\t", "", StringComparison.Ordinal));
        Assert.Equal("b = 1", written.GetProperty("Other").GetProperty("groupFilterData").GetProperty("other").GetProperty("expression").GetString());
    }

    [Fact]
    public async Task A_filter_dies_with_its_groups_last_client_or_its_subscription_and_is_forgotten_a_day_later()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5), Sql("price > 10", 5) with { Topic = "Other" });
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 6));
        var filters = broker.Server.Node.Filters;
        Assert.True(filters.Find("Other", "CG")!.Data.Dead);
        Assert.False(filters.Find("Orders", "CG")!.Data.Dead);

        await client.CallAsync(RequestCode.UnregisterClient, new UnregisterClientRequestHeader { ClientId = "c1", ConsumerGroup = "CG" });
        Assert.True(filters.Find("Orders", "CG")!.Data.Dead);
        broker.Time.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(filters.Find("Orders", "CG"));
        broker.Time.Advance(TimeSpan.FromHours(2));
        filters.SaveIfChanged();

        Assert.Null(filters.Find("Orders", "CG"));
    }

    [Fact]
    public void A_broken_file_of_filters_is_told_and_not_taken()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["consumerFilter.json"], "{ broken");
        var filters = new ConsumerFilters(
            new ConfigFile(folder["consumerFilter.json"]), new CompiledFilters(), TimeSpan.FromDays(1), TimeProvider.System, NullLogger<ConsumerFilters>.Instance);

        filters.Load();

        Assert.Null(filters.Find("CapTopic", "cg_sql"));
    }

    [Fact]
    public async Task Tools_that_look_into_a_queue_see_which_messages_the_groups_expression_takes()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendAsync(client, "cheap", ("price", "5"));
        await SendAsync(client, "dear", ("price", "50"));
        await client.HeartbeatAsync("c1", "CG", Sql("price > 10", 5));

        var queue = await client.AskAsync<QueryConsumeQueueResponseBody>(
            RequestCode.QueryConsumeQueue, new QueryConsumeQueueRequestHeader { Topic = "Orders", QueueId = 0, Index = 0, Count = 10, ConsumerGroup = "CG" });

        Assert.Equal([false, true], queue.QueueData.Select(entry => entry.Eval));
        Assert.Contains("\"expression\":\"price > 10\"", queue.FilterData, StringComparison.Ordinal);
    }

    private static async Task<TestBroker> StartAsync(Dictionary<string, string>? more = null, TemporaryFolder? folder = null, DateTimeOffset? time = null) =>
        await TestBroker.StartAsync(
            new(more ?? []) { ["enablePropertyFilter"] = "true" }, folder, time: time is { } now ? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(now) : null);

    private static SubscriptionData Sql(string expression, long version) =>
        new() { Topic = "Orders", SubString = expression, ExpressionType = "SQL92", SubVersion = version };

    private static Task<RemotingCommand> SendAsync(TestClient client, string body, params (string, string)[] properties) =>
        client.SendAsync("Orders", body, properties: properties);

    private static Task<RemotingCommand> PullAsync(TestClient client, string expression) =>
        client.PullAsync("Orders", 0, 0, WithSubscription, expression, expressionType: "SQL92");

    private static async Task<IReadOnlyList<string>> BodiesAsync(TestClient client, string expression) => TestClient.Bodies(await PullAsync(client, expression));

    private static Task<RemotingCommand> SubscribedAsync(TestClient client, long version) =>
        client.PullAsync("Orders", 0, 0, 0, null, subVersion: version, expressionType: "SQL92");

    private static (ResponseCode Code, string? Remark) Told(RemotingCommand answer) => (answer.ResponseCode, answer.Remark);

    private static Task<RemotingCommand> CheckAsync(TestClient client, string expression, string type = "SQL92") => client.CallAsync(
        RequestCode.CheckClientConfig,
        null,
        FastJson.Write(new CheckClientRequestBody { ClientId = "c1", Group = "CG", SubscriptionData = Sql(expression, 1) with { ExpressionType = type } }));

    private static async Task AnsweredAsync(TestClient client) =>
        await client.CallAsync(RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = "Orders", QueueId = 0 });
}
