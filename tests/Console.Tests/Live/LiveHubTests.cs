using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Clusters;
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

    private static double? InOf(JsonElement tick) =>
        tick.GetProperty("brokers")[0].GetProperty("in") is { ValueKind: JsonValueKind.Number } rate ? rate.GetDouble() : null;

    private void Tick(double? into, double? outOf) =>
        _connection.Rates.Add(new RateTick(Start.AddSeconds(++_second), [new BrokerRate("a", "a:1", into, outOf)]));

    private async Task<string> TokenAsync()
    {
        using var client = server.Browser();
        using var answer = await client.PostAsJsonAsync("/api/v1/tokens", new { user = "admin", password = ConsoleServer.Password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
