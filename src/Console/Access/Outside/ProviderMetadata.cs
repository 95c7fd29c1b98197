using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>The provider's discovery document and keys, as it tells them.</summary>
/// <remarks>
/// Asked for when first needed and once a day; sooner when a token is signed with a key that is not among them, since providers change
/// keys without notice, but at most once a minute, since anybody can send tokens. One question at a time.
/// </remarks>
internal sealed class ProviderMetadata(OutsideLoginOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Fetched? _fetched;

    /// <summary>What the provider tells, at most a day old.</summary>
    /// <exception cref="OutsideLoginException">It does not answer, or calls itself otherwise.</exception>
    public Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellation) => FetchAsync(Age, cancellation);

    /// <summary>Asks again because a key is missing, unless that was done just now.</summary>
    public Task<OpenIdConnectConfiguration> GetNewerAsync(CancellationToken cancellation) => FetchAsync(LeastAge, cancellation);

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }

    private async Task<OpenIdConnectConfiguration> FetchAsync(TimeSpan age, CancellationToken cancellation)
    {
        if (_fetched is { } known && clock.GetUtcNow() - known.At < age)
            return known.Configuration;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_fetched is { } other && clock.GetUtcNow() - other.At < age)
                return other.Configuration;
            var configuration = await AskAsync(cancellation);
            _fetched = new Fetched(configuration, clock.GetUtcNow());
            return configuration;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> AskAsync(CancellationToken cancellation)
    {
        var address = options.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";
        OpenIdConnectConfiguration configuration;
        try
        {
            var documents = new HttpDocumentRetriever(_client) { RequireHttps = !options.Issuer.IsLoopback };
            configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellation);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or ArgumentException or InvalidOperationException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new OutsideLoginException(OutsideProblem.Unreachable, $"{address}: {failure.Message}", failure);
        }

        if (configuration.Issuer?.TrimEnd('/') != options.Issuer.AbsoluteUri.TrimEnd('/'))
            throw new OutsideLoginException(OutsideProblem.Issuer, $"{address} is of the issuer '{configuration.Issuer}'");
        if (string.IsNullOrEmpty(configuration.AuthorizationEndpoint) || string.IsNullOrEmpty(configuration.TokenEndpoint))
            throw new OutsideLoginException(OutsideProblem.Unreachable, $"{address} names no authorization or token endpoint");
        return configuration;
    }

    private sealed record Fetched(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
