using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>How programs log in and stay so; one server per test, for accounts are changed.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_once_and_ends_the_login_when_it_comes_again()
    {
        using var program = _server.Browser();
        var first = await Json(await Post(program, "/api/v1/tokens", new { user = "admin", password = ConsoleServer.Password }));
        Assert.Equal(3600, first.GetProperty("expiresIn").GetInt32());

        _server.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(first));
        var second = await Json(await Post(program, "/api/v1/tokens/refresh", new { refreshToken = first.GetProperty("refreshToken").GetString() }));
        Assert.Equal(HttpStatusCode.OK, await Me(second));

        using var stolen = await Post(program, "/api/v1/tokens/refresh", new { refreshToken = first.GetProperty("refreshToken").GetString() });
        Assert.Equal(HttpStatusCode.Unauthorized, stolen.StatusCode);
        Assert.Contains("was used before", await stolen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(second));
        using var after = await Post(program, "/api/v1/tokens/refresh", new { refreshToken = second.GetProperty("refreshToken").GetString() });
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_revoked_login_is_over_at_once()
    {
        using var program = _server.Browser();
        var tokens = await Json(await Post(program, "/api/v1/tokens", new { user = "admin", password = ConsoleServer.Password }));

        using var revoked = await Post(program, "/api/v1/tokens/revoke", new { refreshToken = tokens.GetProperty("refreshToken").GetString() });

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(tokens));
    }

    [Fact]
    public async Task A_generated_password_opens_nothing_but_the_page_to_change_it()
    {
        var password = _server.Services.GetRequiredService<UserAdministration>().Create("ann", UserRoles.For(Role.Viewer)).Password!;
        using var program = _server.Browser();
        using var refused = await Post(program, "/api/v1/tokens", new { user = "ann", password });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("password-must-change", (await Json(refused)).GetProperty("code").GetString());

        using var browser = _server.Browser();
        (await ConsoleServer.PostFormAsync(browser, "/login", "login", new() { ["Name"] = "ann", ["Password"] = password })).Dispose();
        using var kept = await browser.GetAsync(Local("/"));
        Assert.Equal("/account", kept.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Local("/api/v1/clusters"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Local("/css/app.css"))).StatusCode);

        (await ConsoleServer.PostFormAsync(browser, "/account", "password", new() { ["Current"] = password, ["New"] = "battery-staple", ["Repeat"] = "battery-staple" })).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Local("/api/v1/clusters"))).StatusCode);
        using var let = await Post(program, "/api/v1/tokens", new { user = "ann", password = "battery-staple" });
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_is_told_so_only_with_the_right_password()
    {
        _server.AddUser("ann", UserRoles.For(Role.Viewer));
        _server.Services.GetRequiredService<UserAdministration>().SetDisabled("ann", true);
        using var program = _server.Browser();

        using var wrong = await Post(program, "/api/v1/tokens", new { user = "ann", password = "wrong" });
        using var right = await Post(program, "/api/v1/tokens", new { user = "ann", password = ConsoleServer.Password });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_tokens_and_browsers()
    {
        using var program = await _server.ProgramAsync();
        using var browser = await _server.SignedInAsync();
        using var other = await _server.SignedInAsync();

        (await ConsoleServer.PostFormAsync(browser, "/account", "logins", new() { ["End"] = "all" })).Dispose();

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(Local("/api/v1/me"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Local("/account"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(Local("/account"))).StatusCode);
    }

    [Fact]
    public async Task A_token_made_on_the_account_page_is_shown_once_and_works_until_it_is_ended()
    {
        using var browser = await _server.SignedInAsync();
        using var made = await ConsoleServer.PostFormAsync(browser, "/account", "token", new() { ["Label"] = "nightly job", ["Days"] = "90" });
        var token = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "<code[^>]*>([^<]+)</code>").Groups[1].Value;
        using var program = _server.Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);

        // Set, not advanced: every timer of the console would tick through three months.
        _server.Clock.AdjustTime(_server.Clock.GetUtcNow().AddDays(89));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(Local("/api/v1/me"))).StatusCode);
        using var again = await _server.SignedInAsync();
        var page = await again.GetStringAsync(Local("/account"));
        Assert.Contains("nightly job", page, StringComparison.Ordinal);
        Assert.DoesNotContain(token, page, StringComparison.Ordinal);

        var session = Assert.Single(_server.Services.GetRequiredService<SessionStore>().Of("admin"), session => session.Kind is SessionKind.Token);
        (await ConsoleServer.PostFormAsync(again, "/account", "logins", new() { ["End"] = session.Id })).Dispose();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(Local("/api/v1/me"))).StatusCode);
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private static Task<HttpResponseMessage> Post(HttpClient program, string path, object body) => program.PostAsJsonAsync(Local(path), body);

    private static Task<JsonElement> Json(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    private async Task<HttpStatusCode> Me(JsonElement tokens)
    {
        using var program = _server.Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        return (await program.GetAsync(Local("/api/v1/me"))).StatusCode;
    }
}
