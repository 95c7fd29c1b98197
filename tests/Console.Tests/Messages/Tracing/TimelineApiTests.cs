using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Tracing;

public sealed class TimelineApiTests : IAsyncLifetime
{
    private const string Id = "C00002070A1B18B4AAC2000000000001";
    private const string Timeline = $"/api/v1/clusters/main/messages/{Id}/timeline";

    private readonly ConsoleServer _server = new();
    private readonly FakeMessageCluster _cluster = new(Message("hello", uniqueId: Id));
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _cluster.Snapshot = _cluster.Snapshot with { ListedAt = Noon };
        _server.Attach(_cluster);
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_way_of_a_message_is_told_with_what_clients_noted()
    {
        _cluster.Messages.Traces["shop-trace"] = [new TraceRecord(TraceKind.Pub, Id, "shop", "192.0.2.7") { At = Noon.AddMilliseconds(-2), CostMilliseconds = 12, IsSuccess = true, Keys = "4111" }];

        var text = await _program.GetStringAsync(At(Timeline + "?topic=orders&traceTopic=shop-trace"));

        var answer = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("found", "shop-trace"), (answer.GetProperty("trace").GetString(), answer.GetProperty("traceTopic").GetString()));
        Assert.Equal(["born", "sent", "stored"], answer.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));
        var sent = answer.GetProperty("steps")[1];
        Assert.Equal(("shop", 12, true), (sent.GetProperty("group").GetString(), sent.GetProperty("milliseconds").GetInt32(), sent.GetProperty("isSuccess").GetBoolean()));
        Assert.DoesNotContain("4111", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_trace_a_missing_topic_and_silence_are_three_answers()
    {
        Assert.Equal("none", (await _program.GetFromJsonAsync<JsonElement>(At(Timeline + "?topic=orders"))).GetProperty("trace").GetString());
        _cluster.Topics.Unknown.Add(SystemTopics.Trace);
        Assert.Equal("topicMissing", (await _program.GetFromJsonAsync<JsonElement>(At(Timeline + "?topic=orders"))).GetProperty("trace").GetString());
        _cluster.Topics.Unknown.Clear();
        _cluster.Messages.TraceFailures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));

        using var silent = await _program.GetAsync(At(Timeline + "?topic=orders"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
        var problem = await silent.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("notKnown", problem.GetProperty("partial").GetProperty("trace").GetString());
        Assert.Equal("192.0.2.2:10911", problem.GetProperty("outcomes")[0].GetProperty("server").GetString());
    }

    [Theory]
    [InlineData(Timeline, HttpStatusCode.BadRequest, "'topic' is needed")]
    [InlineData("/api/v1/clusters/main/messages/C00002070A1B18B4AAC2000000000009/timeline?topic=orders", HttpStatusCode.NotFound, "has no message")]
    public async Task A_message_that_can_not_be_found_is_answered_with_the_reason(string address, HttpStatusCode status, string words)
    {
        using var answer = await _program.GetAsync(At(address));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
