using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Groups.Offsets;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>Moving offsets and undoing over the API of a real server.</summary>
public sealed class OffsetApiTests : IAsyncLifetime
{
    private const string Reset = "/api/v1/clusters/dev/groups/billing/reset";

    private readonly ConsoleServer _server = new();
    private readonly OffsetCluster _cluster = new(("broker-a", 0, 0, 20), ("broker-a", 1, 0, 10));
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _cluster.Commit("billing", "broker-a", 0, 15);
        _server.Attach(_cluster.Connection);
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_dry_run_tells_each_queue_and_changes_nothing()
    {
        var answer = await SendAsync(Reset + "?dryRun=true", """{"topic":"orders","offset":5}""");

        Assert.False(answer.GetProperty("applied").GetBoolean());
        Assert.Equal((0, 10), (answer.GetProperty("skipped").GetInt64(), answer.GetProperty("replayed").GetInt64()));
        Assert.Equal(
            ["""{"broker":"broker-a","queue":0,"first":0,"end":20,"before":15,"after":5,"skipped":-10,"nextStored":"2025-03-04T11:45:00+00:00"}""",
             """{"broker":"broker-a","queue":1,"first":0,"end":10,"before":null,"after":5,"skipped":null,"nextStored":"2025-03-04T11:55:00+00:00"}"""],
            answer.GetProperty("queues").EnumerateArray().Select(queue => queue.GetRawText()));
        Assert.Empty(_cluster.Writes);
    }

    [Theory]
    [InlineData("""{"topic":"orders","to":"start"}""", 0)]
    [InlineData("""{"topic":"orders","to":"end"}""", 20)]
    [InlineData("""{"topic":"orders","to":"2025-03-04T11:50:00Z"}""", 10)]
    [InlineData("""{"topic":"orders","shift":-3}""", 12)]
    [InlineData("""{"topic":"orders","like":"shipping"}""", 4)]
    [InlineData("""{"topic":"orders","offset":6,"queues":[{"broker":"broker-a","queue":0}]}""", 6)]
    public async Task What_is_moved_is_undone_by_its_number(string body, long after)
    {
        _cluster.Commit("shipping", "broker-a", 0, 4);
        var moved = await SendAsync(Reset, body);
        Assert.Equal((true, "done", after), (moved.GetProperty("applied").GetBoolean(), moved.GetProperty("status").GetString(), Offset()));

        var undo = $"/api/v1/clusters/dev/changes/{moved.GetProperty("change").GetInt64()}/undo";
        var plan = await SendAsync(undo + "?dryRun=true");
        Assert.Equal(after, Offset());
        Assert.Equal($"{after}", plan.GetProperty("done").GetProperty("changes")[0].GetProperty("before").GetString());
        var undone = await SendAsync(undo);
        Assert.Equal((true, 15), (undone.GetProperty("done").GetProperty("applied").GetBoolean(), Offset()));

        var again = await ProblemAsync(HttpStatusCode.Conflict, undo);
        Assert.Contains("Undone by change", again.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_is_kept_for_another_and_applied_where_it_was_planned_to()
    {
        _server.AddUser("ann", UserRoles.Nothing.With("dev", Role.Operator));
        using var ann = await _server.ProgramAsync("ann");
        using var kept = await ann.PostAsync(
            new Uri(Reset + "?keep=true&forAnother=true&note=late", UriKind.Relative), new StringContent("""{"topic":"orders","to":"end"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        var apply = kept.Headers.Location + "/apply";
        Assert.Empty(_cluster.Writes);
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (0, 25);

        using var own = await ann.PostAsync(new Uri(apply, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        Assert.Contains("ann planned this for somebody else to apply", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_cluster.Writes);

        var applied = await SendAsync(apply);
        Assert.Equal(("applied", true, "group.offsets"), (
            applied.GetProperty("status").GetString(), applied.GetProperty("forAnother").GetBoolean(), applied.GetProperty("items")[0].GetProperty("kind").GetString()));
        Assert.Equal(20, Offset());
    }

    [Fact]
    public async Task Settings_and_the_deletion_of_a_group_are_kept_too()
    {
        using var saved = await _program.PutAsync(
            new Uri("/api/v1/clusters/dev/groups/billing?keep=true", UriKind.Relative), new StringContent("""{"retryMaxTimes":3}""", Encoding.UTF8, "application/json"));
        using var deleted = await _program.DeleteAsync(new Uri("/api/v1/clusters/dev/groups/billing?keep=true", UriKind.Relative));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [saved.StatusCode, deleted.StatusCode]);
        var plan = await _program.GetFromJsonAsync<JsonElement>(saved.Headers.Location);
        Assert.Equal((true, "3"), (plan.GetProperty("holds").GetBoolean(), plan.GetProperty("items")[0].GetProperty("planned")[0].GetProperty("after").GetString()));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_the_reason()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a");

        var problem = await ProblemAsync(HttpStatusCode.Conflict, Reset, """{"topic":"orders","shift":1}""");

        Assert.Contains("can only tell them a store time", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_makes_it_partial_and_nothing_is_written()
    {
        _cluster.Silent.Add("broker-b");

        var problem = await ProblemAsync(HttpStatusCode.ServiceUnavailable, Reset, """{"topic":"orders","to":"end"}""");

        Assert.Equal(2, problem.GetProperty("partial").GetProperty("queues").GetArrayLength());
        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task A_change_that_is_not_there_is_not_found()
    {
        var problem = await ProblemAsync(HttpStatusCode.NotFound, "/api/v1/clusters/dev/changes/99/undo");

        Assert.Contains("no change 99", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private long Offset() => _cluster.Offsets[("billing", OffsetCluster.Queue("broker-a", 0))];

    private async Task<JsonElement> SendAsync(string address, string? body = null)
    {
        using var answer = await AskAsync(address, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> ProblemAsync(HttpStatusCode status, string address, string? body = null)
    {
        using var answer = await AskAsync(address, body);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _program.SendAsync(request);
    }
}
