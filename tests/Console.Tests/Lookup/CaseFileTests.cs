using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Tests.Lookup;

/// <summary>A file with everything about one message, for a ticket.</summary>
public sealed class CaseFileTests : IAsyncLifetime
{
    private const string Secret = "4111111111111111";
    private const string Id = "C00002070A1B18B4AAC2000000000001";

    private readonly ConsoleServer _server = new();
    private readonly FakeMessageCluster _cluster = new(
        Message($$"""{"card":"{{Secret}}","note":"<b>loud</b>"}""", offset: 4, keys: "order-7", uniqueId: Id, storedAt: Noon, properties: ("evil", "<script>alert(1)</script>")),
        Message("copy", "%DLQ%billing", offset: 2, uniqueId: Id, storedAt: Noon.AddMinutes(9), retries: 16));

    private HttpClient _program = null!;

    private string Case => $"/api/v1/clusters/main/messages/{_cluster.Messages.Stored[0].Message.OffsetMessageId}/case";

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _cluster.Snapshot = _cluster.Snapshot with { ListedAt = Noon, Topics = [Samples.Topic("orders"), Samples.Topic("%DLQ%billing")] };
        _cluster.Topics.Groups.Add("billing");
        _cluster.Groups.Offsets[("billing", _cluster.Messages.Stored[0].Queue)] = new OffsetWrapper { ConsumerOffset = 5 };
        _cluster.Messages.Traces[SystemTopics.Trace] = [new TraceRecord(TraceKind.Pub, Id, "shop", "192.0.2.7") { At = Noon.AddMilliseconds(-2), CostMilliseconds = 12, IsSuccess = true }];
        _server.Attach(_cluster);
        _server.AddUser("vera", UserRoles.Nothing with { Everywhere = Role.Viewer });
        _program = await _server.ProgramAsync("vera");
        using var administrator = await _server.ProgramAsync();
        using var saved = await administrator.PutAsJsonAsync(At("/api/v1/clusters/main/masking-rules/cards"), new { topics = "orders", kind = "path", target = "$.card" });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task As_json_it_has_sentences_message_timeline_groups_and_no_more_than_may_be_seen()
    {
        var text = await _program.GetStringAsync(At(Case));

        var answer = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("main", "vera"), (answer.GetProperty("cluster").GetString(), answer.GetProperty("takenBy").GetString()));
        var sentences = string.Join('|', answer.GetProperty("sentences").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains("2025-03-04 12:00:00", sentences, StringComparison.Ordinal);
        Assert.Contains("billing", sentences, StringComparison.Ordinal);
        Assert.Equal(["born", "sent", "stored", "deadLettered"], answer.GetProperty("timeline").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal("passed", answer.GetProperty("groups")[0].GetProperty("state").GetString());
        Assert.Equal(0, answer.GetProperty("missing").GetArrayLength());
        Assert.Contains("\"card\": \"***\"", answer.GetProperty("bodyText").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_html_it_needs_nothing_but_itself_and_content_is_no_markup()
    {
        using var answer = await _program.GetAsync(At(Case + "?format=html"));

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".html", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var part in new[] { Id, "order-7", "gave it up", "took 12 ms", "by vera", "hidden by: cards", "***", "&lt;b&gt;loud&lt;/b&gt;", "12:00:00.000 UTC" })
            Assert.Contains(part, page, StringComparison.OrdinalIgnoreCase);
        foreach (var part in new[] { Secret, "<script", "<b>", "src=", "href=", "http" })
            Assert.DoesNotContain(part, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "json")]
    [InlineData("?format=html", "html")]
    public async Task The_audit_has_who_took_which_message_as_what_and_what_was_hidden(string query, string format)
    {
        await _program.GetStringAsync(At(Case + query));

        var entry = _server.Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 1)[0];
        Assert.Equal(("message.export", "vera", _cluster.Messages.Stored[0].Message.OffsetMessageId, ChangeStatus.Done), (entry.Kind, entry.Person, entry.ObjectName, entry.Status));
        Assert.Equal(["orders", format, "cards"], entry.Brokers[0].Fields.Select(field => field.After));
    }

    [Fact]
    public async Task Who_did_not_answer_is_named_in_it()
    {
        _cluster.Messages.TraceFailures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));
        _cluster.Messages.Traces.Clear();

        var answer = await _program.GetFromJsonAsync<JsonElement>(At(Case));
        Assert.Equal("192.0.2.2:10911", answer.GetProperty("missing")[0].GetProperty("server").GetString());
        Assert.Equal("notKnown", answer.GetProperty("timeline").GetProperty("trace").GetString());
        Assert.Contains("192.0.2.2:10911", await _program.GetStringAsync(At(Case + "?format=html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_format_is_answered_with_what_is_allowed()
    {
        using var answer = await _program.GetAsync(At(Case + "?format=pdf"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("allowed are json and html", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
