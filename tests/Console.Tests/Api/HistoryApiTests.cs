using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Api;

public sealed class HistoryApiTests(ConsoleServer server) : IClassFixture<ConsoleServer>, IAsyncLifetime
{
    private readonly Subject _billing = Subject.Group("billing");

    public Task InitializeAsync()
    {
        server.Attach(new FakeCluster(new FakeAdminClient(), Samples.Snapshot(), "dev"));
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_past_of_a_group_is_read_with_its_gaps()
    {
        // What another test wrote is out of the range then.
        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddHours(2));
        Write(Figure.Lag, 5);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Write(Figure.Lag, 9);

        var answer = await GetAsync("?kind=group&name=billing&figures=lag,members&range=1h");

        Assert.Equal(("group", "billing", 10), (answer.GetProperty("kind").GetString(), answer.GetProperty("name").GetString(), answer.GetProperty("step").GetInt32()));
        var series = answer.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(["lag", "members"], series.Select(each => each.GetProperty("figure").GetString()));
        var points = series[0].GetProperty("points").EnumerateArray().ToList();
        Assert.Equal([5, 9], points.Select(point => point.GetProperty("mean").GetDouble()));
        Assert.Equal(300_000, points[1].GetProperty("at").GetInt64() - points[0].GetProperty("at").GetInt64());
        Assert.Empty(series[1].GetProperty("points").EnumerateArray());
    }

    [Fact]
    public async Task A_moment_and_what_is_different_at_another_one_are_told()
    {
        var first = server.Clock.GetUtcNow();
        Write(Figure.Lag, 5);
        Keep("4");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Keep("8");

        using var program = await server.ProgramAsync();
        var past = await program.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/clusters/dev/past?at={first:yyyy-MM-ddTHH:mm:ssZ}", UriKind.Relative));
        var answer = await program.GetFromJsonAsync<JsonElement>(new Uri(
            $"/api/v1/clusters/dev/differences?from={first.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}&to={server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffffffZ}", UriKind.Relative));

        Assert.Contains(past.GetProperty("figures").EnumerateArray(), figure => figure.GetProperty("name").GetString() == "billing" && figure.GetProperty("figure").GetString() == "lag");
        var topic = answer.GetProperty("differences").EnumerateArray().Single(difference => difference.GetProperty("name").GetString() == "kept");
        Assert.Equal("changed", topic.GetProperty("state").GetString());
        Assert.Equal("8", topic.GetProperty("settings")[0].GetProperty("after").GetString());

        void Keep(string queues) => server.Services.GetRequiredService<InventoryStore>().Write(
            "dev", server.Clock.GetUtcNow(), [new(new Definition(DefinitionKind.Topic, "kept"), $$"""{"readQueueNums":"{{queues}}"}""")]);
    }

    [Theory]
    [InlineData("past?at=2999-01-01T00:00:00Z", "at")]
    [InlineData("differences?from=2025-03-04T12:00:00Z&to=2025-03-04T11:00:00Z", "from")]
    public async Task A_moment_that_cannot_be_is_refused(string query, string field)
    {
        using var program = await server.ProgramAsync();
        using var answer = await program.GetAsync(new Uri("/api/v1/clusters/dev/" + query, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_kind_it_is_the_cluster_with_all_its_figures()
    {
        var answer = await GetAsync("");

        Assert.Equal(["in", "out", "lag", "oldestUnread", "disk", "producers"], answer.GetProperty("series").EnumerateArray().Select(each => each.GetProperty("figure").GetString()));
    }

    [Theory]
    [InlineData("?kind=planet", "kind", "cluster, broker, group or topic")]
    [InlineData("?kind=2&name=x", "kind", "cluster, broker, group or topic")]
    [InlineData("?kind=group", "name", "broker-a/0")]
    [InlineData("?name=orders", "name", "'kind' has to say")]
    [InlineData("?kind=topic&name=orders&figures=lag", "figures", "there are in, out")]
    [InlineData("?range=5m", "range", "1h, 1d, 2w, 1y")]
    [InlineData("?from=2025-03-04T12:00:00Z&to=2025-03-04T11:00:00Z", "from", "before 'to'")]
    [InlineData("?from=2020-03-04T12:00:00Z&to=2025-03-04T11:00:00Z", "from", "a year apart")]
    public async Task A_wrong_question_is_told_what_is_allowed(string query, string field, string allowed)
    {
        using var program = await server.ProgramAsync();
        using var answer = await program.GetAsync(new Uri("/api/v1/clusters/dev/history" + query, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(allowed, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains($"\"{field}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_role_in_the_cluster_learns_nothing_of_its_past()
    {
        server.AddUser("stranger", UserRoles.Nothing.With("elsewhere", Role.Administrator));
        using var program = await server.ProgramAsync("stranger");
        using var answer = await program.GetAsync(new Uri("/api/v1/clusters/dev/history", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private void Write(Figure figure, double value) => server.Services.GetRequiredService<HistoryStore>().Write(
        server.Clock.GetUtcNow(), [KeyValuePair.Create(new SeriesKey("dev", _billing, figure), default(Sums).Add(value))]);

    private async Task<JsonElement> GetAsync(string query)
    {
        using var program = await server.ProgramAsync();
        return await program.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/clusters/dev/history" + query, UriKind.Relative));
    }
}
