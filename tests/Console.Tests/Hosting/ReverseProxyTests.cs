using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Hosting;

/// <summary>What a reverse proxy sends, sent to consoles that trust it, under a sub-path, and that do not.</summary>
public sealed class ReverseProxyTests : IAsyncLifetime
{
    private readonly ConsoleServer _behind = new() { Configure = options => options with { TrustedProxies = ["127.0.0.0/8"], PathBase = "/mq" } };
    private readonly ConsoleServer _alone = new();

    public async Task InitializeAsync()
    {
        await _behind.InitializeAsync();
        await _alone.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _alone.DisposeAsync();
    }

    [Theory]
    [InlineData("/mq/account")]
    [InlineData("/account")]
    public async Task Whether_the_proxy_cuts_the_sub_path_or_not_everything_stays_below_it(string path)
    {
        using var browser = _behind.Browser();

        using var refused = await browser.GetAsync(Local(path));
        Assert.Equal("/mq/login?from=%2Fmq%2Faccount", refused.Headers.Location!.PathAndQuery);

        var login = await browser.GetStringAsync(Local("/mq/login?from=%2Fmq%2Faccount"));
        Assert.Contains("<base href=\"/mq/\"", login, StringComparison.Ordinal);
        Assert.DoesNotMatch("(href|src|action)=\"/(?!mq/)", login);
        using var signedIn = await ConsoleServer.PostFormAsync(
            browser, "/mq/login?from=%2Fmq%2Faccount", "login", new() { ["Name"] = "admin", ["Password"] = ConsoleServer.Password });
        Assert.Equal("/mq/account", signedIn.Headers.Location!.AbsolutePath);
        Assert.DoesNotMatch("(href|src|action)=\"/(?!mq/)", await browser.GetStringAsync(Local("/mq/account")));
    }

    [Fact]
    public async Task Over_https_cookies_can_come_from_this_host_only()
    {
        using var browser = _behind.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var page = await browser.GetAsync(Local("/mq/login"));
        var form = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-rocketmq-console-form=", form, StringComparison.Ordinal);
        Assert.Contains("path=/;", form, StringComparison.Ordinal);
        Assert.Contains("secure", form, StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));

        // The client keeps no Secure cookies of a plain address, so it sends what it got by hand.
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var signedIn = await PostAsync(form.Split(';')[0], token);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), text => text.StartsWith("__Host-rocketmq-console=", StringComparison.Ordinal)).Split(';')[0];

        Assert.Equal(HttpStatusCode.OK, await AccountAsync(cookie));
        Assert.Equal(HttpStatusCode.Redirect, await AccountAsync(cookie["__Host-".Length..]));
    }

    [Fact]
    public async Task Forwarded_headers_of_strangers_are_ignored()
    {
        using var browser = _alone.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/evil");

        using var answer = await browser.GetAsync(Local("/account"));

        Assert.Equal(new Uri(_alone.Address, "/login?from=%2Faccount"), answer.Headers.Location);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Failed_logins_count_for_the_address_that_a_trusted_proxy_names()
    {
        for (var i = 0; i < LoginAttempts.PerNameAndAddress.Free; i++)
        {
            _behind.Services.GetRequiredService<LoginService>().Login("admin", "wrong", "203.0.113.7");
            _alone.Services.GetRequiredService<LoginService>().Login("admin", "wrong", "203.0.113.7");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TokenAsync(_behind, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, await TokenAsync(_behind, "203.0.113.8"));
        Assert.Equal(HttpStatusCode.OK, await TokenAsync(_alone, "203.0.113.7"));
    }

    [Theory]
    [InlineData("/wall/office", "frame-ancestors *", false)]
    [InlineData("/login", "frame-ancestors 'none'", true)]
    [InlineData("/wallpaper", "frame-ancestors 'none'", true)]
    public async Task Only_walls_may_be_framed(string path, string policy, bool denied)
    {
        using var browser = _alone.Browser();

        using var answer = await browser.GetAsync(Local(path));

        Assert.EndsWith(policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(denied, answer.Headers.Contains("X-Frame-Options"));
    }

    [Theory]
    [InlineData("--path-base", "mq", "is no path")]
    [InlineData("--path-base", "/mq?x", "is no path")]
    [InlineData("--trusted-proxies", "proxy.example", "IP addresses and networks")]
    [InlineData("--trusted-proxies", "10.0.0.0/8;10.0.0.0/99", "10.0.0.0/99")]
    public void A_wrong_option_is_refused_with_what_is_allowed(string option, string value, string problem)
    {
        var line = CommandLine.Parse([option, value]);

        Assert.Equal(CommandLine.Misused, line.ExitCode);
        Assert.Contains(problem, line.Answer.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_a_proxy_are_read()
    {
        var options = CommandLine.Parse(["--path-base", "/tools/mq/", "--trusted-proxies", "10.0.0.7;fd00::/8"]).Options!;

        Assert.Equal("/tools/mq", options.PathBase);
        Assert.Equal(["10.0.0.7", "fd00::/8"], options.TrustedProxies);
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private async Task<HttpResponseMessage> PostAsync(string cookie, string token)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _behind.Address };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using var form = new FormUrlEncodedContent(
            [new("Name", "admin"), new("Password", ConsoleServer.Password), new("_handler", "login"), new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(Local("/mq/login"), form);
    }

    private async Task<HttpStatusCode> AccountAsync(string cookie)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _behind.Address };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await browser.GetAsync(Local("/mq/account"))).StatusCode;
    }

    private static async Task<HttpStatusCode> TokenAsync(ConsoleServer server, string forwardedFor)
    {
        using var program = server.Browser();
        program.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        using var body = new StringContent($$"""{"user":"admin","password":"{{ConsoleServer.Password}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync(Local("/api/v1/tokens"), body);
        return answer.StatusCode;
    }
}
