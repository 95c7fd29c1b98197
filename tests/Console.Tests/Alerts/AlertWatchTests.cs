using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Alerts;

/// <summary>From a figure to a message that somebody outside gets, over a real file.</summary>
public sealed class AlertWatchTests : IDisposable
{
    private static readonly AlertRule Lagging = new(0, "dev", "billing lags", SubjectKind.Group, "*", Figure.Lag, AlertCondition.Above, 100, 60) { Webhook = "https://hooks.example/secret" };

    private readonly string _folder = Directory.CreateTempSubdirectory("console-alerts-").FullName;
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly FakeCluster _cluster = new(new FakeAdminClient(), Snapshot(("billing", 0)));
    private readonly ConsoleDatabase _database;
    private readonly AlertStore _store;
    private readonly AlertOutbox _outbox;
    private readonly Receiver _receiver = new();
    private readonly CanaryProber _prober;

    public AlertWatchTests()
    {
        _database = new ConsoleDatabase(Path.Combine(_folder, "console.db"), [AlertStore.Schema, CanaryStore.Schema]);
        (_store, _outbox) = (new AlertStore(_database), new AlertOutbox(_database));
        _prober = new CanaryProber(new ClusterDirectory(), new ClusterConnections(), new CanaryStore(_database), _clock, NullLogger<CanaryProber>.Instance);
    }

    public void Dispose()
    {
        _prober.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_webhook_is_told_of_the_beginning_and_of_the_end()
    {
        _store.Save(Lagging);
        Look(("billing", 500));
        Assert.Empty(_outbox.Due(_clock.GetUtcNow()));

        Look(("billing", 600), after: 60);
        await SendAsync();
        Look(("billing", 3), after: 60);
        await SendAsync();

        Assert.Equal(["firing", "resolved"], _receiver.Bodies.Select(body => body.GetProperty("state").GetString()));
        var told = _receiver.Bodies[0];
        Assert.Equal(("billing lags", "dev", "group", "billing", "lag"), (Text(told, "rule"), Text(told, "cluster"), Text(told, "kind"), Text(told, "name"), Text(told, "figure")));
        Assert.Equal((600, 100), (told.GetProperty("value").GetDouble(), told.GetProperty("threshold").GetDouble()));
        Assert.Empty(_store.Open());
        Assert.Equal("billing", Assert.Single(_store.Ended("dev", 10)).Subject.Name);
    }

    [Fact]
    public void A_rule_with_a_star_has_an_alert_for_each_thing()
    {
        _store.Save(Lagging);

        Look(("billing", 500), ("shipping", 5), ("mail", 700));

        Assert.Equal(["billing", "mail"], _store.Open().Select(alert => alert.Subject.Name).Order());
    }

    [Fact]
    public void What_pended_and_never_fired_leaves_no_trace()
    {
        _store.Save(Lagging);
        Look(("billing", 500));
        Look(("billing", 5));

        Assert.Empty(_store.Open());
        Assert.Empty(_store.Ended("dev", 10));
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_alert_was_and_tells_nobody_twice()
    {
        _store.Save(Lagging);
        Look(("billing", 500));
        Look(("billing", 500), after: 30);
        Look(("billing", 500), after: 30);
        await SendAsync();
        Look(("billing", 500), after: 30);
        await SendAsync();

        Assert.Single(_receiver.Bodies);
        Assert.Equal(Samples.Noon, Assert.Single(_store.Open()).Since);
    }

    [Fact]
    public async Task A_silence_keeps_it_quiet_and_when_it_is_over_it_is_told_what_still_fires()
    {
        _store.Save(Lagging with { Seconds = 0 });
        _store.Add(new AlertSilence(0, "dev", null, "bill*", Samples.Noon.AddMinutes(10), "admin"));
        Look(("billing", 500), ("mail", 500));
        await SendAsync();
        Assert.Equal("mail", Text(Assert.Single(_receiver.Bodies), "name"));
        Assert.Equal(2, _store.Open().Count(alert => alert.State is AlertState.Firing));

        Look(("billing", 500), ("mail", 500), after: 600);
        await SendAsync();

        Assert.Equal(["mail", "billing"], _receiver.Bodies.Select(body => Text(body, "name")));
    }

    [Fact]
    public async Task What_was_silenced_to_its_end_is_not_told_of_at_all()
    {
        _store.Save(Lagging with { Seconds = 0 });
        _store.Add(new AlertSilence(0, "dev", null, "*", Samples.Noon.AddMinutes(10), "admin"));
        Look(("billing", 500));
        Look(("billing", 0));
        await SendAsync();

        Assert.Empty(_receiver.Bodies);
        Assert.Single(_store.Ended("dev", 10));
    }

    [Fact]
    public void Whoever_takes_an_alert_on_is_kept_with_it()
    {
        _store.Save(Lagging with { Seconds = 0 });
        Look(("billing", 500));

        _store.Acknowledge(_store.Open()[0].Id, "eva", _clock.GetUtcNow());
        _store.Acknowledge(_store.Open()[0].Id, "adam", _clock.GetUtcNow());
        Look(("billing", 600));

        Assert.Equal(("eva", 600), (_store.Open()[0].AcknowledgedBy, _store.Open()[0].Value));
        Look(("billing", 0));
        Assert.Equal("eva", _store.Ended("dev", 1)[0].AcknowledgedBy);
    }

    [Fact]
    public void A_group_that_is_gone_does_not_fire_for_ever()
    {
        _store.Save(Lagging with { Seconds = 0 });
        Look(("billing", 500));
        Look();

        Assert.Empty(_store.Open());
    }

    [Fact]
    public void A_named_group_that_is_not_there_is_absent()
    {
        _store.Save(Lagging with { Objects = "billing", Condition = AlertCondition.Absent, Seconds = 0 });

        Look(("mail", 1));

        Assert.Equal((AlertState.Firing, "billing"), (_store.Open()[0].State, _store.Open()[0].Subject.Name));
    }

    [Fact]
    public void A_disabled_rule_rests()
    {
        _store.Save(Lagging with { Seconds = 0, IsDisabled = true });

        Look(("billing", 500));

        Assert.Empty(_store.Open());
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_tried_again_later_and_later_also_by_the_next_console()
    {
        _store.Save(Lagging with { Seconds = 0 });
        Look(("billing", 500));
        _receiver.Status = HttpStatusCode.ServiceUnavailable;
        await SendAsync();
        Assert.Contains("503", _outbox.Failing(_clock.GetUtcNow())[0].Failure, StringComparison.Ordinal);

        await SendAsync();
        Assert.Equal(1, _receiver.Asked);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync();
        Assert.Equal(2, _receiver.Asked);

        _receiver.Status = HttpStatusCode.NoContent;
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync();

        Assert.Equal(3, _receiver.Asked);
        Assert.Empty(_outbox.Failing(_clock.GetUtcNow()));
        Assert.Empty(_outbox.Due(_clock.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public async Task After_two_days_it_is_given_up()
    {
        _store.Save(Lagging with { Seconds = 0 });
        Look(("billing", 500));
        _receiver.Status = HttpStatusCode.ServiceUnavailable;
        _clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(1));

        await SendAsync();

        Assert.Empty(_outbox.Due(_clock.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public async Task A_mail_is_sent_by_smtp()
    {
        using var server = new MailServer();
        _store.Save(Lagging with { Seconds = 0, Webhook = "", Mail = "ops@example.com" });
        Look(("billing", 500));

        await SendAsync(new ConsoleOptions { Mail = new MailOptions("127.0.0.1", server.Port, "console@example.com") { UseTls = false } });
        var mail = await server.Received;

        Assert.Contains("RCPT TO:<ops@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: firing: billing lags (group billing in dev)", mail, StringComparison.Ordinal);
        Assert.Contains("lag above 100 for 0 s", mail.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(_outbox.Due(_clock.GetUtcNow()));
    }

    [Fact]
    public async Task Without_a_mail_server_the_mail_waits_and_says_what_is_missing()
    {
        _store.Save(Lagging with { Seconds = 0, Webhook = "", Mail = "ops@example.com" });
        Look(("billing", 500));

        await SendAsync();

        Assert.Contains("CONSOLE_SMTP_HOST", _outbox.Failing(_clock.GetUtcNow())[0].Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONSOLE_SMTP_PORT", "0", "allowed is 1 to 65535")]
    [InlineData("CONSOLE_SMTP_FROM", "", "CONSOLE_SMTP_FROM is needed too")]
    [InlineData("CONSOLE_SMTP_TLS", "maybe", "neither true nor false")]
    public void A_wrong_mail_server_is_refused_with_the_variable(string variable, string value, string reason)
    {
        var environment = new Dictionary<string, string> { ["CONSOLE_SMTP_HOST"] = "mail", ["CONSOLE_SMTP_FROM"] = "console@example.com", [variable] = value };

        Assert.Contains(reason, Assert.Throws<UnusableMailException>(() => MailOptions.Read(environment.GetValueOrDefault)).Message, StringComparison.Ordinal);
        Assert.Null(MailOptions.Read(_ => null));
    }

    // Each look is a console of its own, as after a restart.
    private void Look(params (string Group, long Lag)[] groups)
    {
        _cluster.Publish(Snapshot(groups));
        var connections = new ClusterConnections();
        connections.Put(_cluster);
        using var watch = new AlertWatch(connections, _prober, new AlertStore(_database), _clock, NullLogger<AlertWatch>.Instance);
        watch.Look();
    }

    private void Look((string Group, long Lag) one, int after)
    {
        _clock.Advance(TimeSpan.FromSeconds(after));
        Look(one);
    }

    private void Look((string Group, long Lag) one, (string Group, long Lag) other, int after)
    {
        _clock.Advance(TimeSpan.FromSeconds(after));
        Look(one, other);
    }

    private async Task SendAsync(ConsoleOptions? options = null)
    {
        using var sender = new AlertSender(new AlertOutbox(_database), _receiver, new MailSending(options ?? new ConsoleOptions()), _clock, NullLogger<AlertSender>.Instance);
        await sender.SendAsync();
    }

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();

    private static ClusterSnapshot Snapshot(params (string Group, long Lag)[] groups) => Samples.Snapshot(groups: groups.Select(group => Samples.Group(group.Group, lag: group.Lag)));

    /// <summary>Whoever is called by webhook.</summary>
    private sealed class Receiver : HttpMessageHandler, IHttpClientFactory
    {
        public List<JsonElement> Bodies { get; } = [];

        public int Asked { get; private set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            if (Status < HttpStatusCode.BadRequest)
                Bodies.Add(JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsStringAsync(cancellationToken)));
            return new HttpResponseMessage(Status);
        }
    }

    /// <summary>Takes one mail, as RFC 5321 has it.</summary>
    private sealed class MailServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public MailServer()
        {
            _listener.Start();
            Received = ReceiveAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task<string> Received { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> ReceiveAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            var transcript = new List<string>();
            await writer.WriteLineAsync("220 test");
            for (var inData = false; await reader.ReadLineAsync() is { } line && line != "QUIT";)
            {
                transcript.Add(line);
                if (inData && line != ".")
                    continue;
                inData = line == "DATA";
                await writer.WriteLineAsync(inData ? "354 go on" : "250 ok");
            }

            return string.Join('\n', transcript);
        }
    }
}
