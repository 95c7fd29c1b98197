using System.Net;
using System.Text.Json;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>Searches with conditions and columns over the API.</summary>
public sealed class MessageSearchTests : IAsyncLifetime
{
    private const string Messages = "/api/v1/clusters/main/messages";

    private readonly ConsoleServer _server = new();
    private readonly FakeMessageCluster _cluster = new([.. Enumerable.Range(0, 120).Select(i => Message($$"""{"n":{{i}}}""", offset: i, keys: "k"))]);

    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Attach(_cluster);
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Conditions_choose_columns_tell_and_next_goes_on()
    {
        var first = await GetAsync("?topic=orders&where=json:$.n%20ge%2010&where=json:$.n%20lt%20110&columns=$.n");
        var rest = await GetAsync("?" + first.GetProperty("next").GetString());

        var values = Values(first).Concat(Values(rest)).ToList();
        Assert.Equal(Enumerable.Range(10, 100).Reverse().Take(values.Count), values);
        Assert.Equal(("pageFull", 60), (first.GetProperty("end").GetString(), first.GetProperty("scan").GetProperty("messages").GetInt32()));
        Assert.True(first.GetProperty("scan").GetProperty("bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task A_search_by_key_has_more_than_a_broker_gives_for_one_question() =>
        Assert.Equal(120, (await GetAsync("?by=key&topic=orders&key=k")).GetProperty("messages").GetArrayLength());

    [Theory]
    [InlineData("where=size%20gt%207", "where", "size gt 7")]
    [InlineData("columns=a[", "columns", "a[")]
    [InlineData("offset=7", "queue", "'broker' and 'offset' need 'queue'")]
    public async Task What_is_wrong_is_named_with_what_is_allowed(string wrong, string field, string detail)
    {
        using var answer = await _program.GetAsync(new Uri(Messages + "?topic=orders&" + wrong, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(field, text, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Values(JsonElement answer) =>
        answer.GetProperty("messages").EnumerateArray().Select(message => int.Parse(message.GetProperty("columns").GetProperty("$.n").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    private async Task<JsonElement> GetAsync(string query) =>
        JsonDocument.Parse(await _program.GetStringAsync(new Uri(Messages + query, UriKind.Relative))).RootElement;
}
