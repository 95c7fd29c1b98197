using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>What the audit has of accounts: who did what to whom, before and after, and never a secret.</summary>
public sealed class AccountAuditTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();
    private HttpClient _program = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _program = await _server.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Every_write_to_an_account_is_in_the_audit_with_before_and_after_and_without_the_password()
    {
        var password = (await DoneAsync(_program.PostAsJsonAsync(Local("/api/v1/users"), new { name = "ann", role = "viewer" }))).GetProperty("password").GetString()!;
        await DoneAsync(_program.PutAsJsonAsync(Local("/api/v1/users/ann"), new { role = "operator", disabled = true }));
        await DoneAsync(_program.PutAsJsonAsync(Local("/api/v1/users/ann"), new { disabled = false }));
        var reset = (await DoneAsync(_program.PostAsync(Local("/api/v1/users/ann/password"), null))).GetProperty("password").GetString()!;
        await DoneAsync(_program.DeleteAsync(Local("/api/v1/users/ann/logins")));
        await DoneAsync(_program.DeleteAsync(Local("/api/v1/users/ann")));
        using var last = await _program.DeleteAsync(Local("/api/v1/users/admin"));
        Assert.Equal(HttpStatusCode.Conflict, last.StatusCode);

        var entries = (await AuditAsync("")).GetProperty("entries").EnumerateArray().Reverse().ToList();

        Assert.Equal(
            [
                "user.create ann done", "user.roles ann done", "user.disable ann done", "user.enable ann done", "user.password ann done", "user.sign-out ann done",
                "user.delete ann done", "user.delete admin failed",
            ],
            entries.Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("objectName")} {entry.GetProperty("status")}"));
        var roles = entries[1].GetProperty("brokers")[0].GetProperty("fields")[0];
        Assert.Equal(("viewer", "operator"), (roles.GetProperty("before").GetString(), roles.GetProperty("after").GetString()));
        Assert.Equal("LastAdministrator", entries[^1].GetProperty("outcomes")[0].GetProperty("failure").GetString());
        Assert.All(entries, entry => Assert.Equal(("admin", ""), (entry.GetProperty("person").GetString(), entry.GetProperty("cluster").GetString())));
        Assert.DoesNotContain(entries, entry => entry.GetRawText().Contains(password, StringComparison.Ordinal) || entry.GetRawText().Contains(reset, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_people_do_with_their_own_account_is_there_too()
    {
        using var browser = await _server.SignedInAsync();
        (await ConsoleServer.PostFormAsync(browser, "/account", "token", new() { ["Label"] = "nightly report", ["Days"] = "30" })).Dispose();
        (await ConsoleServer.PostFormAsync(browser, "/account", "password", new() { ["Current"] = "wrong-one", ["New"] = "battery-staple", ["Repeat"] = "battery-staple" })).Dispose();
        (await ConsoleServer.PostFormAsync(browser, "/account", "password", new() { ["Current"] = ConsoleServer.Password, ["New"] = "battery-staple", ["Repeat"] = "battery-staple" })).Dispose();
        using var again = _server.Browser();
        using var login = await again.PostAsJsonAsync(Local("/api/v1/tokens"), new { user = "admin", password = "battery-staple" });
        again.DefaultRequestHeaders.Authorization = new("Bearer", (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());

        var text = await again.GetStringAsync(Local("/api/v1/audit?person=ADMIN"));
        var entries = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("entries").EnumerateArray().Reverse();

        Assert.Equal(["account.token done", "account.password failed", "account.password done"], entries.Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("status")}"));
        Assert.Contains("nightly report", text, StringComparison.Ordinal);
        Assert.Contains("CurrentIsWrong", text, StringComparison.Ordinal);
        Assert.DoesNotContain("battery-staple", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_is_read_in_parts_and_says_what_a_filter_may_be()
    {
        foreach (var name in new[] { "ann", "bob", "cleo" })
            await DoneAsync(_program.PostAsJsonAsync(Local("/api/v1/users"), new { name, role = "viewer" }));

        var first = await AuditAsync("?limit=2");
        var rest = await AuditAsync("?limit=2&before=" + first.GetProperty("before"));

        Assert.Equal(["cleo", "bob", "ann"], first.GetProperty("entries").EnumerateArray().Concat(rest.GetProperty("entries").EnumerateArray()).Select(entry => entry.GetProperty("objectName").GetString()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("before").ValueKind);
        Assert.Equal("bob", Assert.Single((await AuditAsync("?object=bob&outcome=done")).GetProperty("entries").EnumerateArray()).GetProperty("objectName").GetString());
        using var wrong = await _program.GetAsync(Local("/api/v1/audit?outcome=maybe"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("allowed are Unfinished, Done", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> AuditAsync(string query) => await DoneAsync(_program.GetAsync(Local("/api/v1/audit" + query)));

    private static async Task<JsonElement> DoneAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);
}
