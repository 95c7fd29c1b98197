using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RocketMQ.ManagementConsole.Tests.Access.Outside;

/// <summary>A small OpenID Connect provider: discovery, keys, authorization (whoever asks is logged in), tokens. A test can have it lie.</summary>
public sealed class Provider : IAsyncDisposable
{
    public const string ClientId = "console";
    public const string Secret = "provider-secret-4711";

    private readonly Dictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = [];
    private readonly TimeProvider _clock;
    private WebApplication? _application;
    private RsaSecurityKey _key = NewKey("1");

    private Provider(TimeProvider clock) => _clock = clock;

    public string Issuer { get; private set; } = "";

    /// <summary>Claims of the one who logs in.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "subject-1", ["preferred_username"] = "ann", ["roles"] = new[] { "staff", "mq-dev" } };

    /// <summary>Changes the token before it is signed.</summary>
    public Action<SecurityTokenDescriptor> Spoil { get; set; } = _ => { };

    /// <summary>Replaces the token that is sent.</summary>
    public Func<string, string?> Replace { get; set; } = token => token;

    /// <summary>Signs with a key that the provider does not publish.</summary>
    public bool SignWithStrangeKey { get; set; }

    /// <summary>How often the keys were asked for.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>What the token endpoint found wrong with the last exchange; null when nothing.</summary>
    public string? ExchangeProblem { get; private set; }

    public static async Task<Provider> StartAsync(TimeProvider clock)
    {
        var provider = new Provider(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = provider.Issuer,
            ["authorization_endpoint"] = provider.Issuer + "/authorize?tenant=1",
            ["token_endpoint"] = provider.Issuer + "/token",
            ["jwks_uri"] = provider.Issuer + "/keys",
        }));
        application.MapGet("/keys", provider.Keys);
        application.MapGet("/authorize", provider.Authorize);
        application.MapPost("/token", provider.TokenAsync);
        await application.StartAsync();
        provider._application = application;
        provider.Issuer = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    /// <summary>Signs with another key from now on, and publishes that one only.</summary>
    public void RollKeys() => _key = NewKey("2");

    public async ValueTask DisposeAsync() => await _application!.DisposeAsync();

    private static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    private IResult Keys()
    {
        KeysAsked++;
        var parameters = _key.Rsa.ExportParameters(false);
        return Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } },
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["tenant"] != "1" || !query["scope"].ToString().Contains("openid", StringComparison.Ordinal))
            return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}"));
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        var known = _codes.Remove(form["code"].ToString(), out var code);
        ExchangeProblem = request.Headers.Authorization != $"Basic {basic}" ? "client"
            : !known ? "code"
            : code.Challenge != verifier ? "verifier"
            : code.Redirect != form["redirect_uri"] ? "redirect"
            : null;
        if (ExchangeProblem is not null)
            return Results.BadRequest(new { error = "invalid_grant" });

        var now = _clock.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims) { ["nonce"] = code.Nonce },
            SigningCredentials = new SigningCredentials(SignWithStrangeKey ? NewKey(_key.KeyId) : _key, SecurityAlgorithms.RsaSha256),
        };
        Spoil(descriptor);
        var answer = new Dictionary<string, string> { ["access_token"] = "access", ["token_type"] = "Bearer" };
        if (Replace(new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor)) is { } token)
            answer["id_token"] = token;
        return Results.Text(JsonSerializer.Serialize(answer), "application/json");
    }
}
