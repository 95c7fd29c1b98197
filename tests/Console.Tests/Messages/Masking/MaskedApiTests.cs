using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Masking;

/// <summary>The API gives programs no more than pages give people.</summary>
public sealed class MaskedApiTests : IAsyncLifetime
{
    private const string Secret = "4111111111111111";
    private const string Messages = "/api/v1/clusters/main/messages";

    private readonly ConsoleServer _server = new();
    private readonly FakeMessageCluster _cluster = new(Message($$"""{"card":"{{Secret}}"}""", topic: "pay", keys: Secret));

    private HttpClient _viewer = null!;
    private HttpClient _operator = null!;
    private HttpClient _administrator = null!;

    private string One => $"{Messages}/{_cluster.Messages.Stored[0].Message.OffsetMessageId}";

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _cluster.Snapshot = _cluster.Snapshot with { Topics = [Samples.Topic("pay")], ListedAt = Noon };
        _server.Attach(_cluster);
        _server.AddUser("vera", UserRoles.Nothing with { Everywhere = Role.Viewer });
        _server.AddUser("olga", UserRoles.Nothing with { Everywhere = Role.Operator });
        (_viewer, _operator, _administrator) = (await _server.ProgramAsync("vera"), await _server.ProgramAsync("olga"), await _server.ProgramAsync());
        using var saved = await _administrator.PutAsJsonAsync(At("/api/v1/clusters/main/masking-rules/cards"), new { topics = "pay", kind = "path", target = "$.card" });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using var keys = await _administrator.PutAsJsonAsync(At("/api/v1/clusters/main/masking-rules/keys"), new { topics = "*", kind = "property", target = "KEYS" });
        Assert.Equal(HttpStatusCode.OK, keys.StatusCode);
    }

    public async Task DisposeAsync()
    {
        foreach (var program in new[] { _viewer, _operator, _administrator })
            program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Messages_are_masked_one_by_one_and_in_lists_whatever_the_role()
    {
        foreach (var program in new[] { _viewer, _operator, _administrator })
        {
            var one = await program.GetStringAsync(At(One));
            var list = await program.GetStringAsync(At(Messages + "?topic=pay"));

            Assert.DoesNotContain(Secret, one + list, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[..12], one, StringComparison.Ordinal);
            var answer = JsonDocument.Parse(one).RootElement;
            Assert.Contains("***", answer.GetProperty("maskedText").GetString(), StringComparison.Ordinal);
            Assert.Equal((JsonValueKind.Null, "***"), (answer.GetProperty("bodyBase64").ValueKind, answer.GetProperty("properties").GetProperty("KEYS").GetString()));
            Assert.Equal("cards", answer.GetProperty("hiddenBy")[0].GetString());
        }
    }

    [Fact]
    public async Task An_operator_with_a_reason_gets_the_body_until_the_time_is_over()
    {
        using var revealed = await _operator.PostAsJsonAsync(At("/api/v1/clusters/main/reveals"), new { topic = "pay", reason = "TICKET-77", minutes = 5 });
        Assert.Equal(HttpStatusCode.OK, revealed.StatusCode);

        Assert.NotEqual(JsonValueKind.Null, JsonDocument.Parse(await _operator.GetStringAsync(At(One))).RootElement.GetProperty("bodyBase64").ValueKind);
        Assert.DoesNotContain(Secret, await _administrator.GetStringAsync(At(One)), StringComparison.Ordinal);
        _server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(await _operator.GetStringAsync(At(One))).RootElement.GetProperty("bodyBase64").ValueKind);
    }

    [Fact]
    public async Task A_viewer_reveals_nothing_and_saves_no_rule()
    {
        using var reveal = await _viewer.PostAsJsonAsync(At("/api/v1/clusters/main/reveals"), new { topic = "pay", reason = "TICKET-77", minutes = 5 });
        using var rule = await _operator.DeleteAsync(At("/api/v1/clusters/main/masking-rules/cards"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (reveal.StatusCode, rule.StatusCode));
    }

    [Theory]
    [InlineData("", 5, "reason")]
    [InlineData("TICKET-77", 7, "minutes")]
    public async Task A_leave_without_reason_or_end_is_refused_with_what_is_allowed(string reason, int minutes, string field)
    {
        using var answer = await _operator.PostAsJsonAsync(At("/api/v1/clusters/main/reveals"), new { topic = "pay", reason, minutes });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_rule_that_cannot_work_is_refused_and_one_can_be_deleted()
    {
        using var wrong = await _administrator.PutAsJsonAsync(At("/api/v1/clusters/main/masking-rules/wrong"), new { topics = "pay", kind = "pattern", target = "(" });
        Assert.Contains("no regular expression", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var gone = await _administrator.DeleteAsync(At("/api/v1/clusters/main/masking-rules/cards"));
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        using var again = await _administrator.DeleteAsync(At("/api/v1/clusters/main/masking-rules/cards"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
