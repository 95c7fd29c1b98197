using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.DeadLetters;

public sealed class DeadLetterApiTests : IAsyncLifetime
{
    private const string Letters = "/api/v1/clusters/dev/groups/billing/dead-letters";

    private readonly ConsoleServer _server = new();
    private readonly LetterCluster _cluster = new(LetterCluster.Letter(1), LetterCluster.Letter(2), LetterCluster.Letter(3));
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Attach(_cluster.Connection);
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Letters_are_listed_in_pages_and_between_times_and_exported()
    {
        var first = await GetAsync(Letters + "?limit=2");
        Assert.Equal(["order-3", "order-2"], Keys(first));
        var rest = await GetAsync($"{Letters}?limit=2&older={first.GetProperty("older").GetString()}");
        Assert.Equal("order-1", Assert.Single(Keys(rest)));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("older").ValueKind);
        Assert.Equal("order-2", Assert.Single(Keys(await GetAsync(Letters + "?from=2025-03-04T12:02:00Z&to=2025-03-04T12:02:30Z"))));

        var csv = await _program.GetStringAsync(new Uri(Letters + "?format=csv", UriKind.Relative));
        Assert.StartsWith("id,storedAt,", csv, StringComparison.Ordinal);
        Assert.Contains(",orders,O1,created,order-1,0,,,,Ym9keSAx,,\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_rule_of_the_origin_topic_hides_is_in_no_list_and_no_export()
    {
        using var saved = await SendAsync(HttpMethod.Put, "/api/v1/clusters/dev/masking-rules/all", """{"topics":"orders","kind":"pattern","target":"body|order-"}""");
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);

        var letter = (await GetAsync(Letters)).GetProperty("letters")[0];
        Assert.Equal((JsonValueKind.Null, "*** 3"), (letter.GetProperty("bodyBase64").ValueKind, letter.GetProperty("maskedText").GetString()));
        Assert.Equal("all", Assert.Single(letter.GetProperty("hiddenBy").EnumerateArray()).GetString());
        var csv = await _program.GetStringAsync(new Uri(Letters + "?format=csv", UriKind.Relative));
        Assert.DoesNotContain("Ym9keSAz", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_letters_are_sent_again_once_and_the_job_tells_each()
    {
        var id = (await GetAsync(Letters)).GetProperty("letters")[2].GetProperty("id").GetString();
        using var begun = await SendAsync(HttpMethod.Post, Letters + "/resend", $$"""{"letters":["{{id}}"]}""");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);

        var done = await FinishedAsync();
        Assert.Equal((1, 1, 0), (done.GetProperty("total").GetInt32(), done.GetProperty("sent").GetInt32(), done.GetProperty("failed").GetInt32()));
        Assert.Equal((id, "sent", "new-1"), (done.GetProperty("letters")[0].GetProperty("id").GetString(), done.GetProperty("letters")[0].GetProperty("outcome").GetString(), done.GetProperty("letters")[0].GetProperty("detail").GetString()));
        Assert.Equal(JsonValueKind.Number, done.GetProperty("change").ValueKind);
        Assert.Equal("admin", (await GetAsync(Letters)).GetProperty("letters")[2].GetProperty("resent").GetProperty("person").GetString());

        using var all = await SendAsync(HttpMethod.Post, Letters + "/resend", """{"all":true,"perSecond":1000}""");
        var again = await FinishedAsync();
        Assert.Equal((2, 1), (again.GetProperty("sent").GetInt32(), again.GetProperty("skipped").GetInt32()));
        Assert.Equal(["order-1", "order-2", "order-3"], _cluster.Sent.Select(sent => sent.Keys[0]));
    }

    [Fact]
    public async Task One_job_at_a_time_and_it_can_be_stopped()
    {
        using var begun = await SendAsync(HttpMethod.Post, Letters + "/resend", """{"all":true,"perSecond":1}""");
        await Eventually.HoldsAsync("first letter", () => Task.FromResult(_cluster.Sent.Count == 1));
        using var second = await SendAsync(HttpMethod.Post, Letters + "/resend", """{"all":true}""");
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);

        using var stopped = await SendAsync(HttpMethod.Delete, Letters + "/resend");
        Assert.Equal(HttpStatusCode.Accepted, stopped.StatusCode);

        var done = await FinishedAsync();
        Assert.Equal((true, 1), (done.GetProperty("isStopped").GetBoolean(), done.GetProperty("sent").GetInt32()));
        Assert.Single(_cluster.Sent);
    }

    [Theory]
    [InlineData("""{}""", "letters", "either 'letters'")]
    [InlineData("""{"letters":["1"],"all":true}""", "letters", "either 'letters'")]
    [InlineData("""{"letters":["odd"]}""", "letters", "no id of a letter")]
    [InlineData("""{"all":true,"perSecond":0}""", "perSecond", "between 1 and 1000")]
    [InlineData("""{"all":true,"way":"member"}""", "client", "names a member")]
    [InlineData("""{"all":true,"from":"yesterday"}""", "from", "ISO 8601")]
    public async Task A_wrong_wish_is_answered_with_what_is_allowed(string body, string field, string detail)
    {
        using var answer = await SendAsync(HttpMethod.Post, Letters + "/resend", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(detail, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_cluster.Sent);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?format=xlsx", "format")]
    [InlineData("?older=odd", "older")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        using var answer = await SendAsync(HttpMethod.Get, Letters + query);

        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private static IEnumerable<string?> Keys(JsonElement page) => page.GetProperty("letters").EnumerateArray().Select(letter => letter.GetProperty("keys").GetString());

    private async Task<JsonElement> FinishedAsync()
    {
        JsonElement job = default;
        await Eventually.HoldsAsync("end of the job", async () =>
        {
            _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            job = await GetAsync(Letters + "/resend");
            return job.GetProperty("isFinished").GetBoolean();
        });
        return job;
    }

    private Task<JsonElement> GetAsync(string address) => _program.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _program.SendAsync(request);
    }
}
