using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access.Outside;

/// <summary>The code flow between a whole console and a small provider, as a browser goes through it.</summary>
public sealed class OutsideLoginTests : IAsyncLifetime
{
    private Provider _provider = null!;
    private ConsoleServer _server = null!;

    public async Task InitializeAsync()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _provider = await Provider.StartAsync(clock);
        _server = new ConsoleServer
        {
            Configure = options => options with
            {
                OutsideLogin = OutsideLoginOptions.Read(name => name switch
                {
                    "CONSOLE_OIDC_ISSUER" => _provider.Issuer,
                    "CONSOLE_OIDC_CLIENT_ID" => Provider.ClientId,
                    "CONSOLE_OIDC_CLIENT_SECRET" => Provider.Secret,
                    "CONSOLE_OIDC_NAME" => "Example Inc",
                    "CONSOLE_OIDC_ROLES" => "mq-admins=administrator; mq-dev=operator@dev; staff=viewer",
                    _ => null,
                }),
            },
            ConfigureServices = services => services.AddSingleton<TimeProvider>(clock),
        };
        await _server.InitializeAsync();
        Clock = clock;
    }

    private FakeTimeProvider Clock { get; set; } = null!;

    private UserStore Users => _server.Services.GetRequiredService<UserStore>();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_the_provider_vouches_for_gets_in_with_the_roles_it_gives()
    {
        using var browser = _server.Browser();

        using var answer = await LoginAsync(browser, "/account");

        Assert.Equal("/account", answer.Headers.Location!.OriginalString);
        var account = await browser.GetStringAsync(Local("/account"));
        Assert.Contains("ann", account, StringComparison.Ordinal);
        Assert.Equal("viewer, dev: operator", Users.Find("ann")!.Roles.ToString());
        Assert.Null(_provider.ExchangeProblem);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Local("/users"))).StatusCode);
    }

    [Fact]
    public async Task The_login_page_offers_the_provider_by_name()
    {
        using var browser = _server.Browser();

        Assert.Contains("Sign in with Example Inc", await browser.GetStringAsync(Local("/login")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_follow_the_provider_at_every_login_and_are_gone_when_it_gives_none()
    {
        using var first = _server.Browser();
        (await LoginAsync(first)).Dispose();
        _provider.Claims["roles"] = "mq-admins";
        using var second = _server.Browser();
        (await LoginAsync(second)).Dispose();
        Assert.Equal(Role.Administrator, Users.Find("ann")!.Roles.Everywhere);

        _provider.Claims["roles"] = "gardeners";
        Assert.Equal("NoRole", await RefusedAsync());
        Assert.Equal(UserRoles.Nothing.ToString(), Users.Find("ann")!.Roles.ToString());
    }

    [Fact]
    public async Task A_name_does_not_open_the_local_account_of_the_same_name()
    {
        _provider.Claims["preferred_username"] = "ADMIN";

        Assert.Equal("NameTaken", await RefusedAsync());
    }

    [Fact]
    public async Task A_disabled_account_stays_out()
    {
        using var browser = _server.Browser();
        (await LoginAsync(browser)).Dispose();
        _server.Services.GetRequiredService<UserAdministration>().SetDisabled("ann", true);

        Assert.Equal("Disabled", await RefusedAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Local("/account"))).StatusCode);
    }

    [Fact]
    public async Task Keys_may_change_without_notice()
    {
        using var first = _server.Browser();
        (await LoginAsync(first)).Dispose();
        _provider.RollKeys();
        Clock.Advance(TimeSpan.FromMinutes(2));

        using var answer = await LoginAsync(_server.Browser(), "/account");

        Assert.Equal("/account", answer.Headers.Location!.OriginalString);
        Assert.Equal(2, _provider.KeysAsked);
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_make_the_console_ask_again_and_again()
    {
        using var strange = System.Security.Cryptography.RSA.Create(2048);
        _provider.Spoil = token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(strange) { KeyId = "unknown" }, SecurityAlgorithms.RsaSha256);
        Assert.Equal("Signature", await RefusedAsync());
        Assert.Equal("Signature", await RefusedAsync());
        Assert.Equal("Signature", await RefusedAsync());

        Assert.Equal(1, _provider.KeysAsked);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_with_a_page_that_says_so()
    {
        _provider.SignWithStrangeKey = true;
        using var browser = _server.Browser();

        using var answer = await LoginAsync(browser);

        Assert.Equal("/login?problem=Signature", answer.Headers.Location!.OriginalString);
        Assert.Contains("is not signed with its key", WebUtility.HtmlDecode(await browser.GetStringAsync(answer.Headers.Location)), StringComparison.Ordinal);
        Assert.Null(Users.Find("ann"));
    }

    [Fact]
    public async Task A_token_without_signature_is_refused()
    {
        _provider.Replace = token => Base64UrlEncoder.Encode("""{"alg":"none"}""") + "." + token.Split('.')[1] + ".";

        Assert.Equal("Signature", await RefusedAsync());
    }

    [Fact]
    public async Task A_token_that_is_signed_with_the_client_secret_is_refused()
    {
        _provider.Spoil = token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Provider.Secret.PadRight(64, 'x'))), SecurityAlgorithms.HmacSha256);

        Assert.Equal("Signature", await RefusedAsync());
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        _provider.Spoil = token => token.Issuer = "https://evil.example";

        Assert.Equal("Issuer", await RefusedAsync());
    }

    [Fact]
    public async Task A_token_for_another_program_is_refused()
    {
        _provider.Spoil = token => token.Audience = "another-program";

        Assert.Equal("Audience", await RefusedAsync());
    }

    [Fact]
    public async Task A_token_that_another_program_asked_for_is_refused()
    {
        _provider.Spoil = token => token.Claims["azp"] = "another-program";

        Assert.Equal("Audience", await RefusedAsync());
    }

    [Fact]
    public async Task An_old_token_is_refused()
    {
        _provider.Spoil = token => (token.NotBefore, token.Expires) = (token.NotBefore - TimeSpan.FromHours(1), token.Expires - TimeSpan.FromHours(1));

        Assert.Equal("Expired", await RefusedAsync());
    }

    [Fact]
    public async Task A_token_of_another_login_is_refused()
    {
        _provider.Spoil = token => token.Claims["nonce"] = "of-another-login";

        Assert.Equal("Nonce", await RefusedAsync());
    }

    [Fact]
    public async Task An_answer_without_id_token_is_refused()
    {
        _provider.Replace = _ => null;

        Assert.Equal("IdToken", await RefusedAsync());
    }

    [Fact]
    public async Task An_answer_to_a_login_of_another_browser_is_refused()
    {
        using var victim = _server.Browser();
        using var attacker = _server.Browser();
        using var begun = await attacker.GetAsync(Local("/login/outside"));
        using var given = await attacker.GetAsync(begun.Headers.Location);

        using var answer = await victim.GetAsync(given.Headers.Location);

        Assert.Equal("/login?problem=State", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Calling_it_off_leads_back_to_the_login_page()
    {
        using var browser = _server.Browser();
        using var begun = await browser.GetAsync(Local("/login/outside"));
        var state = System.Web.HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["state"]!;

        using var answer = await browser.GetAsync(Local("/login/callback?error=access_denied&state=" + Uri.EscapeDataString(state)));

        Assert.Equal("/login?problem=Denied", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_provider_that_is_down_leaves_the_local_accounts()
    {
        await _provider.DisposeAsync();
        using var browser = _server.Browser();

        using var answer = await browser.GetAsync(Local("/login/outside"));

        Assert.Equal("/login?problem=Unreachable", answer.Headers.Location!.OriginalString);
        (await _server.SignedInAsync()).Dispose();
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private async Task<string?> RefusedAsync()
    {
        using var browser = _server.Browser();
        using var answer = await LoginAsync(browser);
        return System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.OriginalString.Split('?').Last())["problem"];
    }

    /// <summary>Goes where the console and the provider send, up to the console's answer.</summary>
    private static async Task<HttpResponseMessage> LoginAsync(HttpClient browser, string from = "/")
    {
        using var begun = await browser.GetAsync(Local("/login/outside?from=" + Uri.EscapeDataString(from)));
        using var given = await browser.GetAsync(begun.Headers.Location);
        return await browser.GetAsync(given.Headers.Location);
    }
}
