using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>What the API answers, over a real server, about a cluster that the test answers for.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();
    private readonly FakeTopicOperations _topics = new();
    private readonly Answering<IBrokerOperations> _brokers = Answering<IBrokerOperations>.Create();
    private readonly Answering<IGroupOperations> _groups = Answering<IGroupOperations>.Create();
    private readonly Answering<IMessageOperations> _messages = Answering<IMessageOperations>.Create();
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var admin = new FakeAdminClient
        {
            TopicFake = _topics, BrokerFake = _brokers.Object, GroupFake = _groups.Object, MessageFake = _messages.Object, NameServerFake = new FakeNameServerOperations(),
        };
        var snapshot = Samples.Snapshot(
            [Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4), ("broker-b", 8)), Samples.Topic("payments"), Samples.Topic("%RETRY%g", TopicKind.Retry)],
            [Samples.Group("billing", lag: 7), Samples.Group("CID_SYS", system: true)]);
        _server.Attach(new FakeCluster(admin, snapshot));
        _server.Attach(new FakeCluster(admin, ClusterSnapshot.Unknown with { Failure = "10.0.0.9:9876 does not answer" }, "silent"));
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Lists_are_filtered_and_cut()
    {
        var normal = await Get("/api/v1/clusters/dev/topics?kind=normal&limit=1&offset=1");
        Assert.Equal((2, 1), (normal.GetProperty("total").GetInt32(), normal.GetProperty("items").GetArrayLength()));
        Assert.Equal("payments", normal.GetProperty("items")[0].GetProperty("name").GetString());

        var found = await Get("/api/v1/clusters/dev/topics?q=%5Eord&regex=true");
        var brokers = Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("brokers");
        Assert.Equal((4, 8), (brokers.GetProperty("broker-a").GetProperty("readQueues").GetInt32(), brokers.GetProperty("broker-b").GetProperty("readQueues").GetInt32()));

        var groups = await Get("/api/v1/clusters/dev/groups");
        Assert.Equal(7, Assert.Single(groups.GetProperty("items").EnumerateArray()).GetProperty("lag").GetInt64());
    }

    [Fact]
    public async Task A_name_with_a_percent_sign_is_found() =>
        Assert.Equal("%RETRY%g", (await Get("/api/v1/clusters/dev/topics/%25RETRY%25g")).GetProperty("name").GetString());

    [Theory]
    [InlineData("/api/v1/clusters/dev/topics?limit=0", "limit", "between 1 and 1000")]
    [InlineData("/api/v1/clusters/dev/topics?offset=-1", "offset", "0 or more")]
    [InlineData("/api/v1/clusters/dev/topics?kind=odd", "kind", "normal, retry, deadLetter and system")]
    [InlineData("/api/v1/clusters/dev/topics?q=(&regex=true", "q", "(")]
    [InlineData("/api/v1/clusters/dev/messages?topic=orders&from=yesterday", "from", "ISO 8601")]
    [InlineData("/api/v1/clusters/dev/messages?by=key&topic=orders", "key", "needs 'key'")]
    [InlineData("/api/v1/clusters/dev/messages?by=magic", "by", "time, key, id and offset")]
    [InlineData("/api/v1/clusters/dev/messages?topik=orders", "topik", "allowed are by, topic")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string address, string field, string detail)
    {
        var problem = await Problem(HttpStatusCode.BadRequest, HttpMethod.Get, address);

        Assert.Contains(detail, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"readQueues":0}""", "readQueues", "between 1 and 4096")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"readQueues":"many"}""", "readQueues", "could not be converted")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"permission":"X"}""", "permission", "RW, R and W")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"brokers":["nowhere"]}""", "brokers", "known are broker-a, broker-b")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"perBroker":{"broker-a":{"writeQueues":0}}}""", "perBroker.broker-a.writeQueues", "between 1 and 4096")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/payments", """{"perBroker":{"broker-b":{}}}""", "perBroker.broker-b", "broker-a")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"order":true,"orderQueues":"broker-a:5"}""", "orderQueues", "allowed is broker-a:4;broker-b:8")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"orderQueues":"broker-a:4"}""", "orderQueues", "'order' is not true")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"messageType":"ODD"}""", "messageType", "NORMAL, FIFO, DELAY, TRANSACTION, MIXED, UNSPECIFIED")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/or%20ders", "{}", "topic", "")]
    [InlineData("PUT", "/api/v1/clusters/dev/topics/orders", """{"queues":4}""", "queues", "could not be mapped")]
    [InlineData("PUT", "/api/v1/clusters/dev/groups/billing", """{"retryMaxTimes":-2}""", "retryMaxTimes", "-1 or more")]
    [InlineData("POST", "/api/v1/clusters/dev/groups/billing/reset", """{"topic":"orders","to":"soon"}""", "to", "start or end")]
    [InlineData("POST", "/api/v1/clusters/dev/groups/billing/reset", """{"topic":"orders"}""", "to", "exactly one of")]
    [InlineData("POST", "/api/v1/clusters/dev/groups/billing/reset", """{"topic":"orders","to":"end","shift":1}""", "to", "exactly one of")]
    [InlineData("POST", "/api/v1/clusters/dev/groups/billing/reset", """{"topic":"orders","offset":-1}""", "offset", "0 or more")]
    [InlineData("POST", "/api/v1/clusters/dev/groups/billing/reset", """{"topic":"orders","to":"end","queues":[{"queue":1}]}""", "queues", "needs a 'broker'")]
    [InlineData("POST", "/api/v1/clusters/dev/messages", """{"topic":"orders"}""", "body", "bodyBase64")]
    [InlineData("POST", "/api/v1/clusters/dev/messages", """{"topic":"orders","bodyBase64":"%"}""", "bodyBase64", "not base64")]
    [InlineData("POST", "/api/v1/clusters/dev/messages", """{"topic":"orders","body":"a","transaction":"maybe"}""", "transaction", "commit and rollback")]
    [InlineData("POST", "/api/v1/clusters/dev/messages/batches", """{"topic":"orders","messages":[]}""", "messages", "1 to 500")]
    [InlineData("POST", "/api/v1/clusters/dev/topics/orders/series", """{"message":{"body":"a"},"count":10001,"perSecond":1}""", "count", "between 1 and 10000")]
    [InlineData("POST", "/api/v1/clusters/dev/topics/orders/series", """{"message":{"body":"a"},"count":1,"perSecond":0}""", "perSecond", "between 1 and 1000")]
    [InlineData("POST", "/api/v1/users", """{"name":"a b"}""", "name", "letters, digits")]
    [InlineData("POST", "/api/v1/users", """{"name":"ann","role":"boss"}""", "role", "none, viewer, operator, administrator")]
    [InlineData("POST", "/api/v1/users", """{"name":"ann","clusters":{"dev":"boss"}}""", "clusters.dev", "none, viewer, operator, administrator")]
    public async Task A_wrong_field_is_named_with_what_is_allowed(string method, string address, string body, string field, string detail)
    {
        var problem = await Problem(HttpStatusCode.BadRequest, new HttpMethod(method), address, body);

        Assert.Contains(detail, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_topics.Saved);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "/openapi/v1.json")]
    [InlineData("GET", "/api/v1/clusters/nowhere", HttpStatusCode.NotFound, "There is no cluster 'nowhere'.")]
    [InlineData("GET", "/api/v1/clusters/dev/topics/nothing", HttpStatusCode.NotFound, "has no topic 'nothing'")]
    [InlineData("GET", "/api/v1/clusters/dev/groups/nothing", HttpStatusCode.NotFound, "has no consumer group 'nothing'")]
    [InlineData("GET", "/api/v1/clusters/dev/brokers/broker-a/7", HttpStatusCode.NotFound, "known are broker-a/0, broker-b/0")]
    [InlineData("PATCH", "/api/v1/clusters", HttpStatusCode.MethodNotAllowed, "does not know the method")]
    [InlineData("GET", "/api/v1/clusters/silent/brokers", HttpStatusCode.ServiceUnavailable, "10.0.0.9:9876 does not answer")]
    [InlineData("GET", "/api/v1/users/nobody", HttpStatusCode.NotFound, "There is no user nobody.")]
    [InlineData("DELETE", "/api/v1/users/admin", HttpStatusCode.Conflict, "last local administrator")]
    public async Task Everything_else_that_goes_wrong_is_a_problem_too(string method, string address, HttpStatusCode status, string detail) =>
        Assert.Contains(detail, (await Problem(status, new HttpMethod(method), address)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task A_body_that_is_no_json_is_refused()
    {
        Assert.Equal("unreadable", (await Problem(HttpStatusCode.BadRequest, HttpMethod.Put, "/api/v1/clusters/dev/topics/orders", "{")).GetProperty("code").GetString());
        using var text = new StringContent("x", Encoding.UTF8, "text/plain");
        using var answer = await _program.PutAsync(Local("/api/v1/clusters/dev/topics/orders"), text);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_refusal_of_a_broker_comes_with_its_code_and_remark()
    {
        _brokers.On(nameof(IBrokerOperations.GetSettingsAsync), _ => throw new AdminException(ResponseCode.NoPermission, Samples.AddressA, "GET_BROKER_CONFIG", "no rights"));

        var problem = await Problem(HttpStatusCode.BadGateway, HttpMethod.Get, "/api/v1/clusters/dev/brokers/broker-a/0/configuration");

        Assert.Equal((int)ResponseCode.NoPermission, problem.GetProperty("brokerCode").GetInt32());
        Assert.Equal(("NO_PERMISSION", "no rights"), (problem.GetProperty("brokerCodeName").GetString(), problem.GetProperty("remark").GetString()));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named()
    {
        _brokers.On(nameof(IBrokerOperations.GetRuntimeAsync), _ => throw new RemotingTimeoutException(Samples.AddressA, "GET_BROKER_RUNTIME_INFO", TimeSpan.FromSeconds(3)));

        Assert.Contains("10.0.0.1:10911", (await Problem(HttpStatusCode.BadGateway, HttpMethod.Get, "/api/v1/clusters/dev/brokers/broker-a/0")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_only_some_brokers_answer_what_they_said_is_in_the_problem()
    {
        var table = new TopicStatsTable();
        table.OffsetTable[new MessageQueue("orders", "broker-a", 0)] = new TopicOffset { MaxOffset = 5 };
        _topics.Statistics = _ => new(new Dictionary<string, TopicStatsTable> { [Samples.AddressA] = table }, [Samples.Failure(Samples.AddressB)]);

        var problem = await Problem(HttpStatusCode.ServiceUnavailable, HttpMethod.Get, "/api/v1/clusters/dev/topics/orders/queues");

        Assert.Equal(5, problem.GetProperty("partial")[0].GetProperty("max").GetInt64());
        Assert.Contains("not allowed", Assert.Single(problem.GetProperty("outcomes").EnumerateArray()).GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_is_planned_then_changed_on_the_brokers_that_have_it()
    {
        _topics.Save = (_, _) => Samples.Answer(default(Done));
        var plan = await Send(HttpMethod.Put, "/api/v1/clusters/dev/topics/orders?dryRun=true", """{"readQueues":16}""");
        Assert.False(plan.GetProperty("applied").GetBoolean());
        Assert.Equal(["broker-a ReadQueues 4 16", "broker-b ReadQueues 8 16"], plan.GetProperty("changes").EnumerateArray()
            .Select(change => $"{change.GetProperty("broker")} {change.GetProperty("setting")} {change.GetProperty("before")} {change.GetProperty("after")}"));
        Assert.Contains("mqadmin updateTopic", plan.GetProperty("commandLine").GetString(), StringComparison.Ordinal);
        Assert.Empty(_topics.Saved);

        var done = await Send(HttpMethod.Put, "/api/v1/clusters/dev/topics/orders", """{"readQueues":16}""");
        Assert.True(done.GetProperty("applied").GetBoolean());
        Assert.Equal([16, 16], _topics.Saved.Select(saved => saved.Topic.ReadQueueNums));
    }

    [Fact]
    public async Task A_change_that_some_brokers_refuse_is_no_success()
    {
        _topics.Save = (_, target) => target == BrokerTarget.Address(Samples.AddressA) ? Samples.Answer(default(Done)) : Samples.Refusal<Done>();
        var partial = await Problem(HttpStatusCode.ServiceUnavailable, HttpMethod.Put, "/api/v1/clusters/dev/topics/orders", "{}");
        Assert.Equal(2, partial.GetProperty("outcomes").GetArrayLength());

        _topics.Save = (_, _) => Samples.Refusal<Done>();
        var refused = await Problem(HttpStatusCode.BadGateway, HttpMethod.Put, "/api/v1/clusters/dev/topics/orders", "{}");
        Assert.Contains("NO_PERMISSION: not allowed", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_with_all_its_parts()
    {
        OutgoingMessage? sent = null;
        _messages.On(nameof(IMessageOperations.SendAsync), arguments =>
        {
            sent = (OutgoingMessage)arguments[0]!;
            return Task.FromResult(new SentMessage(ResponseCode.Success, "unique", "offset-id", new MessageQueue("orders", "broker-a", 3), 41));
        });

        var answer = await Send(
            HttpMethod.Post,
            "/api/v1/clusters/dev/messages",
            """{"topic":"orders","bodyBase64":"AAH/","tag":"created","keys":["k1","k2"],"properties":{"region":"eu"},"delayLevel":3,"broker":"broker-a","queue":3}""");

        Assert.Equal((3, 41L), (answer.GetProperty("queue").GetInt32(), answer.GetProperty("offset").GetInt64()));
        Assert.Equal([0, 1, 255], sent!.Body.ToArray());
        Assert.Equal(("created", "k1,k2", "eu", 3), (sent.Tag, string.Join(',', sent.Keys), sent.Properties["region"], sent.DelayLevel));
        Assert.Equal(new MessageQueue("orders", "broker-a", 3), sent.Queue);
        var entry = Assert.Single(_server.Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("topic.send", "admin", "orders", ChangeStatus.Done), (entry.Kind, entry.Person, entry.ObjectName, entry.Status));
    }

    [Fact]
    public async Task What_the_broker_says_against_a_message_is_answered_and_stands_in_the_audit()
    {
        _messages.On(nameof(IMessageOperations.SendAsync), _ => throw new AdminException(ResponseCode.NoPermission, "192.0.2.1:10911", "SEND_MESSAGE_V2", "not writable"));

        using var answer = await _program.PostAsJsonAsync(Local("/api/v1/clusters/dev/messages"), new { topic = "orders", body = "hello" });

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("NO_PERMISSION", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("brokerCodeName").GetString());
        Assert.Equal(ChangeStatus.Failed, Assert.Single(_server.Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10)).Status);
    }

    [Fact]
    public async Task Messages_are_sent_in_one_request_or_in_a_transaction()
    {
        var half = new HalfMessage(new SentMessage(ResponseCode.Success, "u", "o", new MessageQueue("orders", "broker-a", 0), 3), "CONSOLE_PRODUCER");
        bool? committed = null;
        _messages
            .On(nameof(IMessageOperations.SendBatchAsync), arguments => Task.FromResult<IReadOnlyList<SentMessage>>([.. ((IReadOnlyList<OutgoingMessage>)arguments[0]!).Select((one, at) => half.Sent with { QueueOffset = at })]))
            .On(nameof(IMessageOperations.SendHalfAsync), _ => Task.FromResult(half))
            .On(nameof(IMessageOperations.EndTransactionAsync), arguments =>
            {
                committed = (bool)arguments[1]!;
                return Task.CompletedTask;
            });

        var batch = await Send(HttpMethod.Post, "/api/v1/clusters/dev/messages/batches", """{"topic":"orders","messages":[{"body":"a"},{"body":"b","keys":["k"]}]}""");
        Assert.Equal([0L, 1L], batch.EnumerateArray().Select(sent => sent.GetProperty("offset").GetInt64()));

        var ended = await Send(HttpMethod.Post, "/api/v1/clusters/dev/messages", """{"topic":"orders","body":"a","transaction":"commit"}""");
        Assert.Equal(("u", true), (ended.GetProperty("uniqueId").GetString(), committed));
        var old = await Problem(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/v1/clusters/dev/messages", """{"topic":"orders","body":"a","deliverAt":"2030-01-01T00:00:00Z"}""");
        Assert.Contains("only delay levels, on broker-a", old.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_is_begun_once_watched_and_stopped()
    {
        const string Address = "/api/v1/clusters/dev/topics/orders/series";
        var hold = new TaskCompletionSource();
        List<string> bodies = [];
        _messages.On(nameof(IMessageOperations.SendAsync), arguments =>
        {
            lock (bodies)
                bodies.Add(Encoding.UTF8.GetString(((OutgoingMessage)arguments[0]!).Body.Span));
            return HeldAsync();
        });
        await Problem(HttpStatusCode.NotFound, HttpMethod.Get, Address);
        var begun = await Send(HttpMethod.Post, Address, """{"message":{"body":"n={{counter}}"},"count":100,"perSecond":1}""");
        Assert.Equal((100, false), (begun.GetProperty("total").GetInt32(), begun.GetProperty("finished").GetBoolean()));

        Assert.Equal("running", (await Problem(HttpStatusCode.Conflict, HttpMethod.Post, Address, """{"message":{"body":"x"},"count":1,"perSecond":1}""")).GetProperty("code").GetString());
        using var stopped = await _program.DeleteAsync(Local(Address));
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        hold.SetResult();

        await RocketMQ.Testing.Eventually.HoldsAsync("the series ends", async () => (await Get(Address)).GetProperty("finished").GetBoolean());
        var end = await Get(Address);
        // Stopped before it began, or with the one message that was on its way.
        Assert.Equal(bodies.Count, end.GetProperty("sent").GetInt32());
        Assert.InRange(bodies.Count, 0, 1);
        Assert.All(bodies, body => Assert.Equal("n=1", body));

        async Task<SentMessage> HeldAsync()
        {
            await hold.Task;
            return new SentMessage(ResponseCode.Success, "u", "o", new MessageQueue("orders", "broker-a", 0), 1);
        }
    }

    [Fact]
    public async Task Users_are_made_changed_and_deleted()
    {
        using var created = await _program.PostAsJsonAsync(Local("/api/v1/users"), new { name = "ann", role = "viewer", clusters = new { dev = "operator" } });
        Assert.Equal((HttpStatusCode.Created, "/api/v1/users/ann"), (created.StatusCode, created.Headers.Location?.OriginalString));
        Assert.Equal(20, (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("password").GetString()!.Length);

        var changed = await Send(HttpMethod.Put, "/api/v1/users/ann", """{"clusters":{"prod":"administrator"},"disabled":true}""");
        Assert.Equal("""{"name":"ann","role":"viewer","clusters":{"prod":"administrator"},"state":"disabled","issuer":null}""", changed.GetRawText());

        using var deleted = await _program.DeleteAsync(Local("/api/v1/users/ann"));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Problem(HttpStatusCode.NotFound, HttpMethod.Get, "/api/v1/users/ann");
    }

    [Fact]
    public async Task Only_clusters_with_a_role_are_listed()
    {
        _server.AddUser("ann", UserRoles.Nothing.With("dev", Role.Operator));
        using var program = await _server.ProgramAsync("ann");

        var clusters = await program.GetFromJsonAsync<JsonElement>(Local("/api/v1/clusters"));
        var me = await program.GetFromJsonAsync<JsonElement>(Local("/api/v1/me"));

        var only = Assert.Single(clusters.EnumerateArray());
        Assert.Equal(("dev", "operator", 2), (only.GetProperty("name").GetString(), only.GetProperty("role").GetString(), only.GetProperty("brokers").GetInt32()));
        Assert.Equal("""{"name":"ann","role":"none","clusters":{"dev":"operator"}}""", me.GetRawText());
    }

    [Fact]
    public async Task The_cookie_of_the_pages_reads_and_changes_nothing()
    {
        using var browser = await _server.SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Local("/api/v1/clusters"))).StatusCode);
        using var change = await browser.PutAsJsonAsync(Local("/api/v1/clusters/dev/topics/orders"), new { });
        Assert.Equal(HttpStatusCode.Unauthorized, change.StatusCode);
        Assert.Equal("Bearer", change.Headers.WwwAuthenticate.ToString());
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private Task<JsonElement> Get(string address) => _program.GetFromJsonAsync<JsonElement>(Local(address));

    private async Task<JsonElement> Send(HttpMethod method, string address, string body)
    {
        using var answer = await Ask(method, address, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Problem(HttpStatusCode status, HttpMethod method, string address, string? body = null)
    {
        using var answer = await Ask(method, address, body);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string address, string? body)
    {
        using var request = new HttpRequestMessage(method, Local(address));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _program.SendAsync(request);
    }
}
