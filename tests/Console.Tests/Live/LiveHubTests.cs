using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Live;
using RocketMQ.ManagementConsole.Tests.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Live;

/// <summary>The hub over a real server and real web sockets; its collector looks at a fake cluster.</summary>
public sealed class LiveHubTests(ConsoleServer server) : IClassFixture<ConsoleServer>, IAsyncLifetime
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly ClusterConnection _connection = new("c1", new WatchedCluster().Admin, TimeProvider.System, NullLogger<ClusterConnection>.Instance);
    private int _second;

    public Task InitializeAsync()
    {
        server.Services.GetRequiredService<ClusterConnections>().Put(_connection);
        server.Services.GetRequiredService<ClusterDirectory>().Put(new ClusterInfo("c1"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        server.Services.GetRequiredService<ClusterDirectory>().Remove("c1");
        server.Services.GetRequiredService<ClusterConnections>().Remove("c1");
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_gets_the_history_and_then_every_tick()
    {
        Tick(10, 9);
        Tick(null, null);
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());

        var history = (await client.InvokeAsync("Watch", "c1")).GetProperty("result");
        Tick(12, 11.5);
        var message = await client.NextAsync("rates");

        Assert.Equal([10d, null], history.EnumerateArray().Select(tick => InOf(tick)));
        Assert.Equal("c1", message.GetProperty("cluster").GetString());
        Assert.Equal(Start.AddSeconds(3).ToUnixTimeMilliseconds(), message.GetProperty("at").GetInt64());
        var broker = message.GetProperty("brokers")[0];
        Assert.Equal(("a", "a:1"), (broker.GetProperty("name").GetString(), broker.GetProperty("address").GetString()));
        Assert.Equal((12, 11.5), (broker.GetProperty("in").GetDouble(), broker.GetProperty("out").GetDouble()));
    }

    [Fact]
    public async Task The_pages_cookie_is_enough()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.Address };
        (await ConsoleServer.PostFormAsync(browser, "/login", "login", new() { ["Name"] = "admin", ["Password"] = ConsoleServer.Password })).Dispose();
        using var client = await HubClient.ConnectAsync(server.Address, cookie: handler.CookieContainer.GetCookieHeader(server.Address));

        Assert.True((await client.InvokeAsync("Watch", "c1")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Without_a_login_nobody_gets_in()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(server.Address));

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_cluster_is_refused_with_the_known_ones()
    {
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());

        var error = (await client.InvokeAsync("Watch", "nowhere")).GetProperty("error").GetString();

        Assert.Contains("There is no cluster 'nowhere'; known: ", error, StringComparison.Ordinal);
        Assert.Contains("c1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_a_role_cannot_be_watched_and_is_not_named()
    {
        server.AddUser("stranger", UserRoles.Nothing.With("elsewhere", Role.Administrator));
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync("stranger"));

        var error = (await client.InvokeAsync("Watch", "c1")).GetProperty("error").GetString();

        Assert.EndsWith("There is no cluster 'c1'; known: none yet", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watcher_whose_role_is_taken_away_is_cut_off()
    {
        server.AddUser("leaver", UserRoles.Nothing.With("c1", Role.Viewer));
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync("leaver"));
        Assert.True((await client.InvokeAsync("Watch", "c1")).TryGetProperty("result", out _));

        server.Services.GetRequiredService<UserAdministration>().SetRoles("leaver", UserRoles.Nothing);

        await client.ClosedAsync();
    }

    [Fact]
    public async Task After_unwatch_there_are_no_more_messages()
    {
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        using var other = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        await client.InvokeAsync("Watch", "c1");
        await other.InvokeAsync("Watch", "c1");
        await client.InvokeAsync("Unwatch", "c1");

        Tick(1, 1);
        await other.NextAsync("rates");
        await client.InvokeAsync("Watch", "c1");
        Tick(2, 2);

        Assert.Equal(2, InOf(await client.NextAsync("rates")));
    }

    [Fact]
    public async Task A_follower_gets_all_figures_of_a_group_now_and_after_every_listing()
    {
        var cluster = Attach("c2", Samples.Snapshot(groups: [Samples.Group("billing", lag: 5)]));
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());

        var now = (await client.InvokeAsync("Follow", "c2", "group", "billing")).GetProperty("result");
        cluster.Publish(Samples.Snapshot(groups: [Samples.Group("billing", lag: 6)]) with { ListedAt = Samples.Noon.AddSeconds(1) });
        Assert.Equal(6, (await client.NextAsync("figures")).GetProperty("figures").GetProperty("lag").GetDouble());
        cluster.Publish(cluster.Snapshot with { UpdatedAt = Samples.Noon.AddSeconds(2) });
        cluster.Publish(Samples.Snapshot(groups: [Samples.Group("billing", lag: 9)]) with { ListedAt = Samples.Noon.AddSeconds(5) });
        var next = await client.NextAsync("figures");

        Assert.Equal(5, now.GetProperty("figures").GetProperty("lag").GetDouble());
        Assert.Equal(JsonValueKind.Null, now.GetProperty("figures").GetProperty("members").ValueKind);
        Assert.Equal(("c2", "group", "billing"), (next.GetProperty("cluster").GetString(), next.GetProperty("kind").GetString(), next.GetProperty("name").GetString()));
        Assert.Equal(9, next.GetProperty("figures").GetProperty("lag").GetDouble());
    }

    [Fact]
    public async Task A_broker_is_followed_with_every_snapshot()
    {
        var cluster = Attach("c2", Samples.Snapshot());
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        await client.InvokeAsync("Follow", "c2", "broker", "broker-a/0");

        cluster.Publish(Samples.Snapshot() with { Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { InRate = 12 }] });

        Assert.Equal(12, (await client.NextAsync("figures")).GetProperty("figures").GetProperty("in").GetDouble());
    }

    [Theory]
    [InlineData("planet", "x", "there are cluster, broker, group and topic")]
    [InlineData("group", "nobody", "There is no group 'nobody' in this cluster")]
    [InlineData("topic", "nothing", "There is no topic 'nothing' in this cluster")]
    [InlineData("broker", "broker-a", "names are as in broker-a/0")]
    [InlineData("cluster", "c2", "followed with an empty name")]
    public async Task What_is_not_there_cannot_be_followed(string kind, string name, string reason)
    {
        Attach("c2", Samples.Snapshot());
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());

        Assert.Contains(reason, (await client.InvokeAsync("Follow", "c2", kind, name)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_cluster_without_a_role_can_be_followed()
    {
        Attach("c2", Samples.Snapshot(groups: [Samples.Group("billing", lag: 5)]));
        server.AddUser("outsider", UserRoles.Nothing.With("c1", Role.Viewer));
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync("outsider"));

        Assert.EndsWith("There is no cluster 'c2'; known: c1", (await client.InvokeAsync("Follow", "c2", "group", "billing")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_follows_a_limited_number_of_things()
    {
        Attach("c2", Samples.Snapshot([.. Enumerable.Range(0, LiveHub.MostFollowed + 1).Select(i => Samples.Topic($"t{i}"))]));
        using var client = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        for (var i = 0; i < LiveHub.MostFollowed; i++)
            Assert.True((await client.InvokeAsync("Follow", "c2", "topic", $"t{i}")).TryGetProperty("result", out _));

        Assert.Contains("200 things at most", (await client.InvokeAsync("Follow", "c2", "topic", "t200")).GetProperty("error").GetString(), StringComparison.Ordinal);
        await client.InvokeAsync("Unfollow", "c2", "topic", "t0");
        Assert.True((await client.InvokeAsync("Follow", "c2", "topic", "t200")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_client_that_does_not_read_slows_nobody_and_then_gets_the_newest()
    {
        using var idle = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        using var reader = await HubClient.ConnectAsync(server.Address, await TokenAsync());
        await idle.InvokeAsync("Watch", "c1");
        await reader.InvokeAsync("Watch", "c1");

        // More than the buffers between server and client hold, so that a server that waits for everybody would stand still.
        const int ticks = 80;
        for (var i = 1; i <= ticks; i++)
        {
            LargeTick(i);
            while (InOf(await reader.NextAsync("rates")) != i)
            {
            }
        }

        var received = 1;
        while (InOf(await idle.NextAsync("rates")) != ticks)
            received++;
        Assert.True(received < ticks, $"{received} of {ticks} ticks were kept for a client that did not read");
    }

    private FakeCluster Attach(string name, ClusterSnapshot snapshot)
    {
        var cluster = new FakeCluster(new FakeAdminClient(), snapshot, name);
        server.Attach(cluster);
        return cluster;
    }

    private void LargeTick(double rate) => _connection.Rates.Add(new RateTick(
        Start.AddSeconds(++_second), [.. Enumerable.Range(0, 2000).Select(i => new BrokerRate(new string('b', 80), $"a:{i}", rate, rate))]));

    private static double? InOf(JsonElement tick) =>
        tick.GetProperty("brokers")[0].GetProperty("in") is { ValueKind: JsonValueKind.Number } rate ? rate.GetDouble() : null;

    private void Tick(double? into, double? outOf) =>
        _connection.Rates.Add(new RateTick(Start.AddSeconds(++_second), [new BrokerRate("a", "a:1", into, outOf)]));

    private async Task<string> TokenAsync(string user = "admin")
    {
        using var client = server.Browser();
        using var answer = await client.PostAsJsonAsync("/api/v1/tokens", new { user, password = ConsoleServer.Password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
