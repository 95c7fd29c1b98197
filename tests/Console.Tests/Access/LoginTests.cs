using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access;

public sealed class LoginTests(ConsoleServer server) : IClassFixture<ConsoleServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/c/dev/topics?q=1")]
    [InlineData("/no/such/page")]
    public async Task Without_a_login_every_page_leads_to_the_login_page_and_back(string path)
    {
        using var browser = server.Browser();

        using var answer = await browser.GetAsync(Local(path));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login?from=" + Uri.EscapeDataString(path), answer.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/health")]
    [InlineData("/css/app.css")]
    [InlineData("/lib/uplot/uPlot.esm.js")]
    [InlineData("/lib/signalr/signalr.min.js")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task What_the_login_page_needs_is_there_for_everyone(string path)
    {
        using var browser = server.Browser();

        using var answer = await browser.GetAsync(Local(path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        using var browser = server.Browser();

        using var answer = await ConsoleServer.PostFormAsync(browser, "/login?from=%2Faccount", "login", Credentials(ConsoleServer.Password));
        Assert.Equal(new Uri(server.Address, "/account"), answer.Headers.Location);

        var account = await browser.GetStringAsync(Local("/account"));
        Assert.Contains("Administrator", account, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_never_leads_to_another_site()
    {
        using var browser = server.Browser();

        using var answer = await ConsoleServer.PostFormAsync(browser, "/login?from=https%3A%2F%2Fevil.example", "login", Credentials(ConsoleServer.Password));

        Assert.Equal(new Uri(server.Address, "/"), answer.Headers.Location);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        using var browser = server.Browser();

        using var wrong = await ConsoleServer.PostFormAsync(browser, "/login", "login", Credentials("wrong", "someone-1"));
        using var unknown = await ConsoleServer.PostFormAsync(browser, "/login", "login", Credentials("wrong", "someone-2"));

        Assert.Contains("The name or the password is wrong.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("The name or the password is wrong.", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_login_without_the_forms_token_is_refused()
    {
        using var browser = server.Browser();
        using var form = new FormUrlEncodedContent(Credentials(ConsoleServer.Password).Append(new("_handler", "login")));

        using var answer = await browser.PostAsync(Local("/login"), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_page_is_a_404_that_can_be_read()
    {
        using var browser = await server.SignedInAsync();

        using var answer = await browser.GetAsync(Local("/no/such/page"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Page not found", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using var browser = server.Browser();

        foreach (var path in new[] { "/login", "/css/app.css", "/api/v1/me", "/" })
        {
            using var answer = await browser.GetAsync(Local(path));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        }
    }

    [Fact]
    public async Task Pages_hold_no_inline_script_that_the_policy_would_block()
    {
        using var browser = await server.SignedInAsync();

        var html = await browser.GetStringAsync(Local("/account"));

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("importmap", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_signing_out_the_cookie_is_gone()
    {
        using var browser = await server.SignedInAsync();
        using var form = await Form(browser, "/account");

        using var answer = await browser.PostAsync(Local("/logout"), form);
        Assert.Equal("/login", answer.Headers.Location!.OriginalString);

        using var account = await browser.GetAsync(Local("/account"));
        Assert.Equal(HttpStatusCode.Redirect, account.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_the_api()
    {
        using var client = server.Browser();
        using var issued = await client.PostAsJsonAsync(Local("/api/v1/tokens"), new { user = "admin", password = ConsoleServer.Password });
        var token = (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Local("/api/v1/me"))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var me = await client.GetFromJsonAsync<JsonElement>(Local("/api/v1/me"));
        Assert.Equal("admin", me.GetProperty("name").GetString());
        Assert.Equal(Roles.Administrator, me.GetProperty("role").GetString());

        var signature = token.LastIndexOf('.') + 1;
        var forged = token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..];
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forged);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Local("/api/v1/me"))).StatusCode);
    }

    [Fact]
    public async Task The_language_follows_the_choice_then_the_browser()
    {
        using var browser = server.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9");
        Assert.Contains("lang=\"zh-CN\"", await browser.GetStringAsync(Local("/login")), StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent([new("language", "en"), new("from", "/login?from=%2Faccount")]);
        using var chosen = await browser.PostAsync(Local("/preferences/language"), form);

        Assert.Equal("/login?from=%2Faccount", chosen.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"en\"", await browser.GetStringAsync(Local("/login")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chosen_theme_is_in_the_first_byte_of_the_page()
    {
        using var browser = server.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", "theme=light");

        var html = await browser.GetStringAsync(Local("/login"));

        Assert.Contains("data-theme=\"light\"", html, StringComparison.Ordinal);
        Assert.Contains("data-theme-sheet=\"dark\" media=\"not all\"", html, StringComparison.Ordinal);
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private static Dictionary<string, string> Credentials(string password, string name = "admin") => new() { ["Name"] = name, ["Password"] = password };

    private static async Task<FormUrlEncodedContent> Form(HttpClient browser, string page)
    {
        var html = await browser.GetStringAsync(Local(page));
        var logout = html[html.IndexOf("action=\"logout\"", StringComparison.Ordinal)..];
        var start = logout.IndexOf("value=\"", StringComparison.Ordinal) + 7;
        return new([new("__RequestVerificationToken", logout[start..logout.IndexOf('"', start)])]);
    }
}
