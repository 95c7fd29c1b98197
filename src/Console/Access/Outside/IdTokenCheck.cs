using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>Checks id tokens: signed by a key of the provider, of the issuer, for this console, in time, and for this very login.</summary>
internal sealed class IdTokenCheck(OutsideLoginOptions options, ProviderMetadata metadata, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Only signatures that nobody but the provider can make: the client secret is not a key.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>The claims of a token that passes.</summary>
    /// <exception cref="OutsideLoginException">It does not.</exception>
    public async Task<ClaimsIdentity> CheckAsync(string token, string? nonce, CancellationToken cancellation)
    {
        var result = await _handler.ValidateTokenAsync(token, Parameters(await metadata.GetAsync(cancellation)));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await _handler.ValidateTokenAsync(token, Parameters(await metadata.GetNewerAsync(cancellation)));
        if (!result.IsValid)
            throw new OutsideLoginException(ProblemOf(result.Exception), result.Exception?.GetType().Name, result.Exception);

        var claims = result.ClaimsIdentity;
        if (string.IsNullOrEmpty(nonce) || claims.FindFirst("nonce")?.Value != nonce)
            throw new OutsideLoginException(OutsideProblem.Nonce);
        // A token for several parties says who asked for it.
        if ((claims.FindFirst("azp")?.Value ?? options.ClientId) != options.ClientId)
            throw new OutsideLoginException(OutsideProblem.Audience);
        if (string.IsNullOrEmpty(claims.FindFirst("sub")?.Value))
            throw new OutsideLoginException(OutsideProblem.IdToken, "it has no sub");
        return claims;
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration configuration) => new()
    {
        ValidIssuer = configuration.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKeys = configuration.SigningKeys,
        ValidAlgorithms = Algorithms,
        LifetimeValidator = (from, to, _, _) =>
            to is { } end && clock.GetUtcNow() < end + Skew && (from is not { } begin || clock.GetUtcNow() >= begin - Skew),
    };

    private static OutsideProblem ProblemOf(Exception? failure) => failure switch
    {
        SecurityTokenInvalidIssuerException => OutsideProblem.Issuer,
        SecurityTokenInvalidAudienceException => OutsideProblem.Audience,
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => OutsideProblem.Expired,
        SecurityTokenMalformedException => OutsideProblem.IdToken,
        _ => OutsideProblem.Signature,
    };
}
