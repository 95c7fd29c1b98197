using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>Alerts, walls and proof of life over the API, and what the audit has of it.</summary>
public sealed class WatchingApiTests : IAsyncLifetime
{
    private const string Cluster = "/api/v1/clusters/dev";

    private readonly ConsoleServer _server = new();
    private HttpClient _program = null!;

    private AlertStore Alerts => _server.Services.GetRequiredService<AlertStore>();

    private AuditStore Audit => _server.Services.GetRequiredService<AuditStore>();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Attach(new FakeCluster(new FakeAdminClient(), Samples.Snapshot(), "dev"));
        _program = await _server.ProgramAsync();
    }

    public Task DisposeAsync()
    {
        _program.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_is_made_replaced_and_deleted_and_the_audit_has_before_and_after_without_the_secret()
    {
        var rule = new { name = "lag", kind = "group", objects = "bill*", figure = "lag", condition = "above", threshold = 100, seconds = 60, webhook = "https://hooks.example/secret" };
        await AnswerAsync(HttpMethod.Post, "/alert-rules", rule);
        var id = Assert.Single(Alerts.Rules("dev")).Id;
        await AnswerAsync(HttpMethod.Put, $"/alert-rules/{id}", new { rule.name, rule.kind, rule.objects, rule.figure, rule.condition, threshold = 500, rule.seconds });

        Assert.Equal((500d, "https://hooks.example/secret"), (Alerts.Rules("dev")[0].Threshold, Alerts.Rules("dev")[0].Webhook));
        var listed = (await _program.GetFromJsonAsync<JsonElement>(new Uri($"{Cluster}/alert-rules", UriKind.Relative)))[0];
        Assert.Equal("hooks.example", listed.GetProperty("webhookHost").GetString());
        await AnswerAsync(HttpMethod.Delete, $"/alert-rules/{id}", null);

        Assert.Empty(Alerts.Rules("dev"));
        var entries = Audit.Find(new AuditFilter { ObjectName = "lag" }, 10);
        Assert.Equal(["alert-rule.delete", "alert-rule.save", "alert-rule.save"], entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.Equal(("admin", "dev", ChangeStatus.Done), (entry.Person, entry.Cluster, entry.Status)));
        var field = Assert.Single(entries[1].Brokers.Single().Fields);
        Assert.Equal(("Alerts.Threshold", "100", "500"), (field.Name, field.Before, field.After));
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(entries), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"","kind":"group","objects":"*","figure":"lag","condition":"above","threshold":1,"seconds":0}""", "name")]
    [InlineData("""{"name":"a","kind":"group","objects":"*","figure":"disk","condition":"above","threshold":1,"seconds":0}""", "figure")]
    [InlineData("""{"name":"a","kind":"group","objects":"*","figure":"lag","condition":"above","seconds":0}""", "threshold")]
    [InlineData("""{"name":"a","kind":"group","objects":"*","figure":"lag","condition":"absent","seconds":90000}""", "seconds")]
    [InlineData("""{"name":"a","kind":"group","objects":"*","figure":"lag","condition":"absent","seconds":1,"webhook":"ftp://x"}""", "webhook")]
    public async Task What_is_wrong_with_a_rule_is_said_and_nothing_kept(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _program.PostAsync(new Uri($"{Cluster}/alert-rules", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
        Assert.Empty(Alerts.Rules("dev"));
    }

    [Fact]
    public async Task An_alert_is_taken_on_and_silenced_and_the_audit_says_by_whom()
    {
        var rule = Alerts.Save(new AlertRule(0, "dev", "lag", SubjectKind.Group, "*", Figure.Lag, AlertCondition.Above, 1, 0));
        Alerts.Save(new Alert(0, rule, Subject.Group("billing"), AlertState.Firing, _server.Clock.GetUtcNow()) { FiredAt = _server.Clock.GetUtcNow() }, []);
        var alert = Alerts.Open("dev")[0].Id;

        await AnswerAsync(HttpMethod.Put, $"/alerts/{alert}/acknowledgement", null);
        await AnswerAsync(HttpMethod.Post, "/silences", new { rule, objects = "billing", minutes = 30 });
        var silence = Assert.Single(Alerts.Silences(_server.Clock.GetUtcNow(), "dev"));
        await AnswerAsync(HttpMethod.Delete, $"/silences/{silence.Id}", null);
        using var unknown = await SendAsync(HttpMethod.Put, "/alerts/999/acknowledgement", null);

        Assert.Equal("admin", Alerts.Open("dev")[0].AcknowledgedBy);
        Assert.Equal(("billing", "admin", _server.Clock.GetUtcNow().AddMinutes(30)), (silence.Objects, silence.Maker, silence.Until));
        Assert.Empty(Alerts.Silences(_server.Clock.GetUtcNow(), "dev"));
        Assert.Equal(
            ["alert-silence.end", "alert-silence.add", "alert.acknowledge"], Audit.Find(new AuditFilter { ObjectName = "billing" }, 10).Select(entry => entry.Kind));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_wall_and_its_link_are_made_and_taken_back_and_the_audit_has_no_address_that_opens_it()
    {
        var screens = new[] { new[] { new { kind = "rates" }, new { kind = "brokers" } } };
        var made = await AnswerAsync(HttpMethod.Post, "/walls", new { name = "Desk", seconds = 20, screens });
        var wall = made.GetProperty("id").GetString();
        var link = await AnswerAsync(HttpMethod.Post, $"/walls/{wall}/links", new { label = "desk", days = 7 });
        var address = link.GetProperty("address").GetString()!;
        using var stranger = _server.Browser();
        using var opened = await stranger.GetAsync(new Uri(address, UriKind.Relative));

        await AnswerAsync(HttpMethod.Delete, $"/walls/{wall}/links/{link.GetProperty("id").GetString()}", null);
        Assert.Null(_server.Services.GetRequiredService<WallLinks>().Open(address.Split('/')[^1]));
        await AnswerAsync(HttpMethod.Delete, $"/walls/{wall}", null);

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var entries = Audit.Find(new AuditFilter { ObjectName = "Desk" }, 10);
        Assert.Equal(["wall.delete", "wall-link.revoke", "wall-link.make", "wall.save"], entries.Select(entry => entry.Kind));
        Assert.Contains(entries[3].Brokers[0].Fields, field => field.Name == "Walls.Screens" && field.After == "Rates, Brokers");
        Assert.DoesNotContain(address.Split('/')[^1], JsonSerializer.Serialize(entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_plans_and_keeps_nothing()
    {
        var answer = await AnswerAsync(HttpMethod.Post, "/walls?dryRun=true", new { name = "Desk", seconds = 20, screens = new[] { new[] { new { kind = "rates" } } } });

        Assert.False(answer.GetProperty("applied").GetBoolean());
        Assert.Empty(_server.Services.GetRequiredService<WallStore>().List("dev"));
        Assert.Equal(0, Audit.Count());
    }

    [Fact]
    public async Task Proof_of_life_is_told_and_switched_off()
    {
        var before = await _program.GetFromJsonAsync<JsonElement>(new Uri($"{Cluster}/proof-of-life", UriKind.Relative));
        await AnswerAsync(HttpMethod.Put, "/proof-of-life", new { on = false });

        Assert.False(before.GetProperty("on").GetBoolean());
        Assert.Equal("canary.off", Audit.Find(new AuditFilter(), 1)[0].Kind);
    }

    private async Task<JsonElement> AnswerAsync(HttpMethod method, string path, object? body)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cluster + path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        return await _program.SendAsync(request);
    }
}
