using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Api;

public sealed class SavedSearchApiTests : IAsyncLifetime
{
    private const string Searches = "/api/v1/clusters/main/saved-searches";

    private readonly ConsoleServer _server = new();
    private HttpClient _vera = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var cluster = new FakeMessageCluster();
        cluster.Snapshot = cluster.Snapshot with { ListedAt = StoredMessages.Noon };
        _server.Attach(cluster);
        _server.AddUser("vera", UserRoles.Nothing with { Everywhere = Role.Viewer });
        (_vera, _admin) = (await _server.ProgramAsync("vera"), await _server.ProgramAsync());
    }

    public async Task DisposeAsync()
    {
        _vera.Dispose();
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_search_is_kept_as_pages_write_it_listed_replaced_and_forgotten_by_whoever_keeps_it()
    {
        using var kept = await PutAsync("paid orders", "?tag=paid&topic=orders&where=json:$.amount gt 5");
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        using var other = await PutAsync("by key", "by=key&topic=orders&key=k1");
        using var again = await PutAsync("by key", "by=key&topic=orders&key=k2");

        var list = await ListAsync(_vera);
        Assert.Equal(
            [("by key", "?by=key&topic=orders&key=k2"), ("paid orders", "?topic=orders&tag=paid&where=json%3A$.amount%20gt%205")],
            list.Select(search => (search.GetProperty("name").GetString(), search.GetProperty("query").GetString())));
        Assert.Empty(await ListAsync(_admin));

        using var gone = await _vera.DeleteAsync(At(Searches + "/by%20key"));
        using var twice = await _vera.DeleteAsync(At(Searches + "/by%20key"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, twice.StatusCode));
        Assert.Single(await ListAsync(_vera));
    }

    [Theory]
    [InlineData("", "query", "needs the field 'query'")]
    [InlineData("topik=orders", "topik", "is no parameter")]
    [InlineData("by=smell&topic=orders", "by", "no way to search")]
    [InlineData("topic=orders&where=odd", "where", "no condition")]
    [InlineData("by=key&topic=orders", "key", "needs 'key'")]
    public async Task What_is_no_search_is_refused_with_what_is_allowed(string query, string field, string words)
    {
        using var answer = await PutAsync("name", query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_and_a_search_too_many_are_refused()
    {
        using var name = await PutAsync(new string('x', SavedSearchStore.LongestName + 1), "topic=orders");
        Assert.Equal(HttpStatusCode.BadRequest, name.StatusCode);
        for (var number = 0; number < SavedSearchStore.Most; number++)
            (await PutAsync($"search {number}", "topic=orders")).Dispose();

        using var answer = await PutAsync("one more", "topic=orders");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static async Task<List<JsonElement>> ListAsync(HttpClient program) => [.. (await program.GetFromJsonAsync<JsonElement>(At(Searches))).EnumerateArray()];

    private Task<HttpResponseMessage> PutAsync(string name, string query) => _vera.PutAsJsonAsync(At($"{Searches}/{Uri.EscapeDataString(name)}"), new { query });

    private static Uri At(string path) => new(path, UriKind.Relative);
}
