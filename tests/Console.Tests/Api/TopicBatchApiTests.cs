using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>Many topics at once, and plans, over a real server about a cluster that the test answers for.</summary>
public sealed class TopicBatchApiTests : IAsyncLifetime
{
    private const string Cluster = "/api/v1/clusters/dev";

    private readonly ConsoleServer _server = new();
    private readonly FakeTopicOperations _topics = new();
    private KeepingCluster _cluster = null!;
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var snapshot = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4), ("broker-b", 8)), Samples.Topic("payments"), Samples.Topic("TBW102", TopicKind.System)], [Samples.Group("billing")]);
        _cluster = new KeepingCluster(_topics, new FakeCluster(
            new FakeAdminClient { TopicFake = _topics, BrokerFake = new FakeBrokerOperations(), NameServerFake = new FakeNameServerOperations() }, snapshot));
        _server.Attach(_cluster.Cluster);
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Settings_are_given_to_several_topics_with_an_answer_for_each()
    {
        const string Body = """{"topics":["orders","payments"],"settings":{"permission":"R"}}""";
        var plan = await Send(HttpStatusCode.OK, HttpMethod.Post, $"{Cluster}/topic-batches?dryRun=true", Body);
        Assert.Equal([("orders", 2), ("payments", 1)], Items(plan).Select(item => (item.GetProperty("topic").GetString()!, item.GetProperty("changes").GetArrayLength())));
        Assert.Empty(_topics.Saved);

        _cluster.Refusing.Add("payments");
        var partial = await Send(HttpStatusCode.ServiceUnavailable, HttpMethod.Post, $"{Cluster}/topic-batches", Body);

        Assert.Equal(["done", "failed"], Items(partial.GetProperty("partial")).Select(item => item.GetProperty("status").GetString()));
        Assert.True(Items(partial.GetProperty("partial"))[0].GetProperty("change").GetInt64() > 0);
        // What differs between brokers goes on to differ in what was not named.
        Assert.Equal([(4, 4), (8, 4)], _topics.Saved.Take(2).Select(saved => (saved.Topic.ReadQueueNums, saved.Topic.Perm)));
    }

    [Theory]
    [InlineData("""{"topics":[]}""", "topics")]
    [InlineData("""{"topics":["orders"]}""", "settings")]
    [InlineData("""{"topics":["orders"],"settings":{},"delete":true}""", "settings")]
    [InlineData("""{"topics":["TBW102"],"delete":true}""", "topics")]
    [InlineData("""{"topics":["orders"],"settings":{"readQueues":0}}""", "readQueues")]
    public async Task A_wrong_batch_is_named(string body, string field) =>
        Assert.True((await Send(HttpStatusCode.BadRequest, HttpMethod.Post, $"{Cluster}/topic-batches", body)).GetProperty("errors").TryGetProperty(field, out _));

    [Fact]
    public async Task Deleting_needs_an_administrator_and_an_operator_can_plan_it()
    {
        _server.AddUser("ann", UserRoles.Nothing.With("dev", Role.Operator));
        using var ann = await _server.ProgramAsync("ann");
        const string Body = """{"topics":["payments"],"delete":true}""";
        var refused = await Send(HttpStatusCode.Forbidden, HttpMethod.Post, $"{Cluster}/topic-batches", Body, ann);
        Assert.Equal("administrator", refused.GetProperty("role").GetString());

        var kept = await Send(HttpStatusCode.Created, HttpMethod.Post, $"{Cluster}/topic-batches?keep=true&note=old", Body, ann);
        var address = $"{Cluster}/plans/{kept.GetProperty("plan").GetInt64()}";
        Assert.Equal(("ann", "old", true, "open"), (kept.GetProperty("askedBy").GetString(), kept.GetProperty("note").GetString(), kept.GetProperty("holds").GetBoolean(), kept.GetProperty("status").GetString()));
        await Send(HttpStatusCode.Forbidden, HttpMethod.Post, $"{address}/apply", null, ann);
        Assert.Empty(_topics.Deleted);

        var applied = await Send(HttpStatusCode.OK, HttpMethod.Post, $"{address}/apply", null);

        Assert.Equal(("applied", "admin"), (applied.GetProperty("status").GetString(), applied.GetProperty("endedBy").GetString()));
        Assert.Equal("done", Items(applied)[0].GetProperty("result").GetProperty("status").GetString());
        Assert.Equal(["payments"], _topics.Deleted);
        Assert.Equal("not-open", (await Send(HttpStatusCode.Conflict, HttpMethod.Post, $"{address}/apply", null)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("topics/payments")]
    [InlineData("groups/billing")]
    public async Task Deleting_one_thing_needs_an_administrator_too_and_an_operator_can_plan_it(string what)
    {
        _server.AddUser("ann", UserRoles.Nothing.With("dev", Role.Operator));
        using var ann = await _server.ProgramAsync("ann");

        var refused = await Send(HttpStatusCode.Forbidden, HttpMethod.Delete, $"{Cluster}/{what}", null, ann);
        await Send(HttpStatusCode.OK, HttpMethod.Delete, $"{Cluster}/{what}?dryRun=true", null, ann);
        var kept = await Send(HttpStatusCode.Created, HttpMethod.Delete, $"{Cluster}/{what}?keep=true", null, ann);

        Assert.Equal("administrator", refused.GetProperty("role").GetString());
        Assert.Equal("ann", kept.GetProperty("askedBy").GetString());
        Assert.Empty(_topics.Deleted);
    }

    [Fact]
    public async Task A_plan_that_no_longer_holds_is_refused_and_says_what_has_changed()
    {
        var kept = await Send(HttpStatusCode.Created, HttpMethod.Put, $"{Cluster}/topics/payments?keep=true", """{"readQueues":16}""");
        var address = $"{Cluster}/plans/{kept.GetProperty("plan").GetInt64()}";
        _cluster.Cluster.Publish(Samples.Snapshot([Samples.Topic("payments", TopicKind.Normal, ("broker-a", 6))]));

        Assert.Equal("moved", (await Send(HttpStatusCode.Conflict, HttpMethod.Post, $"{address}/apply", null)).GetProperty("code").GetString());

        var item = Items(await Send(HttpStatusCode.OK, HttpMethod.Get, address, null))[0];
        Assert.Equal(("8", "6"), (item.GetProperty("planned")[0].GetProperty("before").GetString(), item.GetProperty("now")[0].GetProperty("before").GetString()));
        Assert.Empty(_topics.Saved);
        Assert.Equal(HttpStatusCode.NoContent, (await _program.DeleteAsync(new Uri(address, UriKind.Relative))).StatusCode);
        var list = await _program.GetFromJsonAsync<JsonElement>(new Uri($"{Cluster}/plans", UriKind.Relative));
        Assert.Equal("withdrawn", Assert.Single(list.EnumerateArray()).GetProperty("status").GetString());
        await Send(HttpStatusCode.NotFound, HttpMethod.Get, $"{Cluster}/plans/4711", null);
    }

    [Theory]
    [InlineData("text/csv", "topic,broker,readQueues,writeQueues\nfresh,*,4,4\npayments,broker-a,8,8\norders,broker-z,4,4\n")]
    [InlineData("application/json", """[{"topic":"fresh","brokers":{"*":{"readQueues":4,"writeQueues":4,"permission":"RW"}}},{"topic":"payments","brokers":{"broker-a":{"readQueues":8,"writeQueues":8,"permission":"RW"}}},{"topic":"orders","brokers":{"broker-z":{"readQueues":4,"writeQueues":4,"permission":"RW"}}}]""")]
    public async Task Definitions_are_imported_with_a_verdict_for_each(string type, string file)
    {
        var dry = await Send(HttpStatusCode.OK, HttpMethod.Post, $"{Cluster}/topic-definitions?dryRun=true", file, type: type);
        Assert.Equal(["create", "same", "refused"], Items(dry).Select(item => item.GetProperty("verdict").GetString()));
        Assert.Contains("known are broker-a, broker-b", Items(dry)[2].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Empty(_topics.Saved);

        var done = await Send(HttpStatusCode.OK, HttpMethod.Post, $"{Cluster}/topic-definitions", file, type: type);

        Assert.Equal(["done", null, null], Items(done).Select(item => item.GetProperty("status").GetString()));
        Assert.Equal(["fresh", "fresh"], _topics.Saved.Select(saved => saved.Topic.TopicName));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_where()
    {
        var problem = await Send(HttpStatusCode.BadRequest, HttpMethod.Post, $"{Cluster}/topic-definitions", "topic,readQueues,writeQueues\nx,y,4", type: "text/csv");

        Assert.Contains("line 2: readQueues 'y' is no number", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_by_the_page_or_the_api_can_be_imported_again()
    {
        using var browser = await _server.SignedInAsync();
        var page = await browser.GetStringAsync(new Uri("/c/dev/topic-definitions/export?format=csv&q=o", UriKind.Relative));
        Assert.Equal(page, await _program.GetStringAsync(new Uri($"{Cluster}/topic-definitions?format=csv&q=o&kind=normal", UriKind.Relative)));
        Assert.StartsWith("topic,broker,readQueues", page, StringComparison.Ordinal);

        var again = await Send(HttpStatusCode.OK, HttpMethod.Post, $"{Cluster}/topic-definitions", page, type: "text/csv");

        Assert.Equal(("orders", "same"), (Items(again)[0].GetProperty("topic").GetString(), Items(again)[0].GetProperty("verdict").GetString()));
        await Send(HttpStatusCode.BadRequest, HttpMethod.Get, $"{Cluster}/topic-definitions?format=xml", null);
    }

    private static List<JsonElement> Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> Send(HttpStatusCode status, HttpMethod method, string address, string? body, HttpClient? program = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var answer = await (program ?? _program).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
