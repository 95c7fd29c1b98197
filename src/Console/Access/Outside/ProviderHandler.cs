using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>
/// Login at the identity provider: the framework's code flow (state, correlation cookie, PKCE), with what OpenID Connect adds to it:
/// endpoints from the discovery document, a nonce, and the id token that says who it is.
/// </summary>
internal sealed class ProviderHandler(
    IOptionsMonitor<OAuthOptions> monitor,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ProviderMetadata metadata,
    IdTokenCheck check,
    OutsideAccounts accounts,
    Logins logins) : OAuthHandler<OAuthOptions>(monitor, loggers, encoder)
{
    private const string Nonce = "nonce";

    private OpenIdConnectConfiguration? _provider;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        _provider = await metadata.GetAsync(Context.RequestAborted);
        properties.Items[Nonce] = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var query = new Uri(base.BuildChallengeUrl(properties, redirectUri)).Query[1..];
        var address = _provider!.AuthorizationEndpoint;
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}&{Nonce}={properties.Items[Nonce]}";
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var provider = await metadata.GetAsync(Context.RequestAborted);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["client_id"] = Options.ClientId,
        };
        if (context.Properties.Items.TryGetValue(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
            form[OAuthConstants.CodeVerifierKey] = verifier;

        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint);
        if (provider.TokenEndpointAuthMethodsSupported.Contains("client_secret_post"))
            form["client_secret"] = Options.ClientSecret;
        else
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
            var body = await response.Content.ReadAsStringAsync(Context.RequestAborted);
            return response.IsSuccessStatusCode
                ? OAuthTokenResponse.Success(JsonDocument.Parse(body))
                : throw new OutsideLoginException(OutsideProblem.Exchange, $"the token endpoint answered {(int)response.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new OutsideLoginException(OutsideProblem.Exchange, failure.Message, failure);
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        if (tokens.Response?.RootElement.TryGetProperty("id_token", out var token) != true || token.GetString() is not { Length: > 0 } text)
            throw new OutsideLoginException(OutsideProblem.IdToken, "there is none");
        var claims = await check.CheckAsync(text, properties.Items.TryGetValue(Nonce, out var nonce) ? nonce : null, Context.RequestAborted);
        var session = logins.Open(accounts.Admit(claims), SessionKind.Browser, Context);
        return new AuthenticationTicket(
            new ClaimsPrincipal(Identities.Create(session, CookieAuthenticationDefaults.AuthenticationScheme)), properties, Scheme.Name);
    }

    private string Basic() => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}"));
}
