using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>What changes the administrator's account or locks it, hence one server per test.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task After_five_failures_even_the_right_password_has_to_wait()
    {
        using var browser = _server.Browser();
        for (var i = 0; i < LoginAttempts.PerNameAndAddress.Free; i++)
            (await Login(browser, "wrong")).Dispose();

        using var refused = await Login(browser, ConsoleServer.Password);
        Assert.Contains("Too many failed attempts. Try again in 30 s.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var token = await browser.PostAsJsonAsync(Local("/api/v1/tokens"), new { user = "ADMIN", password = ConsoleServer.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, token.StatusCode);

        _server.Clock.Advance(LoginAttempts.PerNameAndAddress.First);
        using var heard = await Login(browser, ConsoleServer.Password);
        Assert.Equal(HttpStatusCode.Redirect, heard.StatusCode);
    }

    [Fact]
    public async Task Changing_the_password_ends_other_sessions_and_tokens_but_not_this_one()
    {
        using var browser = await _server.SignedInAsync();
        using var other = await _server.SignedInAsync();
        using var program = _server.Browser();
        using var issued = await program.PostAsJsonAsync(Local("/api/v1/tokens"), new { user = "admin", password = ConsoleServer.Password });
        program.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());

        using var changed = await Change(browser, ConsoleServer.Password, "battery-staple", "battery-staple");
        Assert.Equal(new Uri(_server.Address, "/account?changed=1"), changed.Headers.Location);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Local("/account"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(Local("/account"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(Local("/api/v1/me"))).StatusCode);
        using var old = await Login(_server.Browser(), ConsoleServer.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Theory]
    [InlineData("wrong-one", "battery-staple", "battery-staple", "The current password is wrong.")]
    [InlineData(ConsoleServer.Password, "battery-staple", "battery-stable", "differ")]
    [InlineData(ConsoleServer.Password, "short", "short", "allowed are 8 to 256 characters")]
    [InlineData(ConsoleServer.Password, ConsoleServer.Password, ConsoleServer.Password, "the same as the current one")]
    public async Task A_password_is_not_changed_without_saying_why(string current, string replacement, string repeat, string reason)
    {
        using var browser = await _server.SignedInAsync();

        using var answer = await Change(browser, current, replacement, repeat);

        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(_server.Services.GetRequiredService<LoginService>().Login("admin", ConsoleServer.Password, "test").User);
    }

    [Fact]
    public void An_existing_administrator_keeps_the_password()
    {
        var result = _server.Services.GetRequiredService<FirstAdministrator>().Ensure();

        Assert.Null(result.GeneratedPassword);
        Assert.NotNull(_server.Services.GetRequiredService<LoginService>().Login("admin", ConsoleServer.Password, "test").User);
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private static Task<HttpResponseMessage> Login(HttpClient browser, string password) =>
        ConsoleServer.PostFormAsync(browser, "/login", "login", new() { ["Name"] = "admin", ["Password"] = password });

    private static Task<HttpResponseMessage> Change(HttpClient browser, string current, string replacement, string repeat) =>
        ConsoleServer.PostFormAsync(browser, "/account", "password", new() { ["Current"] = current, ["New"] = replacement, ["Repeat"] = repeat });
}
