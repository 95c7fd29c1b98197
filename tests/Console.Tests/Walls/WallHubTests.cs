using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Live;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Tests.Walls;

/// <summary>Walls over a real server and real web sockets, for somebody who has nothing but a link.</summary>
public sealed class WallHubTests(ConsoleServer server) : IClassFixture<ConsoleServer>, IAsyncLifetime
{
    private const string Refusal = "This link has expired or was taken back.";

    private readonly Wall _wall = new($"w{Guid.NewGuid():N}", "dev", "Desk", 20,
    [
        new WallScreen([new WallTile(TileKind.Rates), new WallTile(TileKind.Lag, SubjectKind.Group, "billing"), new WallTile(TileKind.Brokers)]),
        new WallScreen([new WallTile(TileKind.TopTopics), new WallTile(TileKind.Expiry)]),
    ]);

    private FakeCluster _cluster = null!;

    private WallStore Walls => server.Services.GetRequiredService<WallStore>();

    private WallLinks Links => server.Services.GetRequiredService<WallLinks>();

    public Task InitializeAsync()
    {
        var brokers = new FakeBrokerOperations { Settings = _ => new Dictionary<string, string> { ["fileReservedTime"] = "1" } };
        _cluster = new FakeCluster(new FakeAdminClient { BrokerFake = brokers }, Snapshot(12));
        server.Attach(_cluster);
        Walls.Save(_wall);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Walls.Delete(_wall.Id);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_link_opens_its_wall_without_a_login_and_its_tiles_come_with_their_age()
    {
        using var browser = await OpenAsync(Make());

        Look();
        var tiles = await browser.NextAsync("tiles");

        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), tiles.GetProperty("now").GetInt64());
        var first = tiles.GetProperty("screens")[0];
        Assert.Equal(12, first[0].GetProperty("in").GetDouble());
        Assert.Equal(Samples.Noon.ToUnixTimeMilliseconds(), first[0].GetProperty("asOf").GetInt64());
        Assert.Equal(3, first[1].GetProperty("lag").GetDouble());
        Assert.Equal(["broker-a/0 good", "broker-b/0 bad"], Rows(first[2]));
    }

    [Fact]
    public async Task Lists_of_topics_and_of_messages_that_expire_begin_with_the_most_and_the_nearest()
    {
        using var browser = await OpenAsync(Make());
        await server.Services.GetRequiredService<ManagementConsole.Radar.Retentions>().FindAsync(_cluster);

        Look();
        var second = (await browser.NextAsync("tiles")).GetProperty("screens")[1];

        Assert.Equal(["busy good", "orders good"], Rows(second[0]));
        Assert.Equal(["billing bad"], Rows(second[1]));
        Assert.Equal("orders broker-a/2", second[1].GetProperty("rows")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Figures_come_when_the_collector_has_them_and_once_a_second_at_most()
    {
        using var browser = await OpenAsync(Make());

        Look(1);
        Assert.Equal(1, await RateAsync());
        Look(2);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Look(3);
        Assert.Equal(3, await RateAsync());

        async Task<double> RateAsync() => (await browser.NextAsync("tiles")).GetProperty("screens")[0][0].GetProperty("in").GetDouble();
    }

    [Fact]
    public async Task Topics_and_groups_that_were_listed_anew_do_not_wait_for_the_next_second()
    {
        using var browser = await OpenAsync(Make());
        Look();
        await browser.NextAsync("tiles");
        var listed = server.Clock.GetUtcNow();

        _cluster.Publish(Snapshot(12) with { ListedAt = listed });

        Assert.Equal(listed.ToUnixTimeMilliseconds(), (await browser.NextAsync("tiles")).GetProperty("screens")[0][1].GetProperty("asOf").GetInt64());
    }

    [Fact]
    public async Task Everybody_who_shows_a_wall_gets_its_figures_whatever_link_they_have()
    {
        using var desk = await OpenAsync(Make());
        using var hall = await OpenAsync(Make());

        Look();

        Assert.Equal(12, (await desk.NextAsync("tiles")).GetProperty("screens")[0][0].GetProperty("in").GetDouble());
        Assert.Equal(12, (await hall.NextAsync("tiles")).GetProperty("screens")[0][0].GetProperty("in").GetDouble());
    }

    [Fact]
    public async Task A_wall_whose_cluster_tells_nothing_is_sent_the_time_all_the_same()
    {
        using var browser = await OpenAsync(Make());
        Look();
        await browser.NextAsync("tiles");

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (await browser.NextAsync("tiles")).GetProperty("now").GetInt64());
    }

    [Fact]
    public async Task What_is_not_known_is_null_on_the_wall_too()
    {
        using var browser = await OpenAsync(Make());

        Look(null);

        Assert.Equal(JsonValueKind.Null, (await browser.NextAsync("tiles")).GetProperty("screens")[0][0].GetProperty("in").ValueKind);
    }

    [Fact]
    public async Task The_wall_comes_with_the_last_hour_of_its_charts()
    {
        // A group that the collector does not see, so that nothing else is recorded of it.
        Walls.Save(_wall with { Screens = [new WallScreen([new WallTile(TileKind.Brokers), new WallTile(TileKind.Lag, SubjectKind.Group, "gone")])] });
        server.Services.GetRequiredService<HistoryStore>().Write(
            server.Clock.GetUtcNow(), [KeyValuePair.Create(new SeriesKey("dev", Subject.Group("gone"), Figure.Lag), default(Sums).Add(7))]);
        using var browser = await HubClient.ConnectAsync(server.Address, path: "/hubs/wall");

        var opened = (await browser.InvokeAsync("Open", Links.TokenOf(Make()))).GetProperty("result");

        Assert.Equal(("Desk", 20), (opened.GetProperty("name").GetString(), opened.GetProperty("seconds").GetInt32()));
        Assert.Equal(7, opened.GetProperty("screens")[0][1].GetProperty("past").GetProperty("rows")[0][0].GetDouble());
        Assert.Equal(JsonValueKind.Null, opened.GetProperty("screens")[0][0].GetProperty("past").ValueKind);
    }

    [Fact]
    public async Task A_made_up_link_and_the_bare_id_of_one_open_nothing()
    {
        var link = Make();
        using var browser = await HubClient.ConnectAsync(server.Address, path: "/hubs/wall");

        foreach (var token in new[] { "made-up", link.Id, Links.TokenOf(link)[..^4] })
            Assert.Contains(Refusal, (await browser.InvokeAsync("Open", token)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_taken_back_ends_open_walls_and_opens_none()
    {
        var link = Make();
        using var browser = await OpenAsync(link);

        Walls.Revoke(link);

        await browser.NextAsync("changed");
        Look();
        Assert.Contains(Refusal, (await browser.InvokeAsync("Open", Links.TokenOf(link))).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_expires()
    {
        var link = Make(days: 1);
        using var browser = await OpenAsync(link);

        // Set, not advanced: every timer of the console would tick through the day.
        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddDays(1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await browser.NextAsync("changed", passOver: "tiles");
        Assert.Contains(Refusal, (await browser.InvokeAsync("Open", Links.TokenOf(link))).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_shows_no_more_than_its_maker_may_see()
    {
        server.AddUser("maker", UserRoles.Nothing.With("dev", Role.Operator));
        var link = Make(maker: "maker");
        using var browser = await OpenAsync(link);

        server.Services.GetRequiredService<UserAdministration>().SetRoles("maker", UserRoles.Nothing);

        await browser.NextAsync("changed");
        Assert.Contains(Refusal, (await browser.InvokeAsync("Open", Links.TokenOf(link))).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wall_that_is_composed_anew_is_opened_again()
    {
        var link = Make();
        using var browser = await OpenAsync(link);

        Walls.Save(_wall with { Name = "Desk 2" });

        await browser.NextAsync("changed");
        Assert.Equal("Desk 2", (await browser.InvokeAsync("Open", Links.TokenOf(link))).GetProperty("result").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_wall_does_not_open_the_rest_of_the_console()
    {
        using var stranger = server.Browser();
        using var page = await stranger.GetAsync(new Uri("/wall/" + Links.TokenOf(Make()), UriKind.Relative));
        using var overview = await stranger.GetAsync(new Uri("/c/dev/overview", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.EndsWith("frame-ancestors *", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("X-Frame-Options"));
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Redirect, overview.StatusCode);
        Assert.EndsWith("frame-ancestors 'none'", overview.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    /// <summary>The collector has looked.</summary>
    private void Look(double? rate = 12) => _cluster.Publish(Snapshot(rate));

    private WallLink Make(int days = 30, string maker = "admin")
    {
        var link = Links.Make(_wall, maker, "desk", days);
        Walls.Add(link);
        return link;
    }

    private async Task<HubClient> OpenAsync(WallLink link)
    {
        var browser = await HubClient.ConnectAsync(server.Address, path: "/hubs/wall");
        Assert.True((await browser.InvokeAsync("Open", Links.TokenOf(link))).TryGetProperty("result", out _));
        return browser;
    }

    private static IEnumerable<string> Rows(JsonElement tile) =>
        tile.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("name").GetString()} {row.GetProperty("state").GetString()}");

    private ClusterSnapshot Snapshot(double? rate)
    {
        var oldest = server.Clock.GetUtcNow().AddMinutes(-50);
        return Samples.Snapshot(
            [Samples.Topic("busy"), Samples.Topic("orders"), Samples.Topic("quiet")],
            [Samples.Group("billing", lag: 3) with { Topics = ["orders"], OldestUnread = oldest, Backlogs = [new QueueBacklog("orders", "broker-a", 2, 3, oldest)] }]) with
        {
            Brokers =
            [
                Samples.Broker("broker-a", Samples.AddressA) with { InRate = rate, OutRate = rate, Runtime = new(new Dictionary<string, string>()) },
                Samples.Broker("broker-b", Samples.AddressB) with { InRate = 0, OutRate = 0, Failure = "gone" },
            ],
            Flows = System.Collections.Immutable.ImmutableDictionary<string, TopicFlow>.Empty
                .Add("orders", new TopicFlow(3, 3)).Add("busy", new TopicFlow(30, null)).Add("quiet", new TopicFlow(null, null)),
        };
    }
}
