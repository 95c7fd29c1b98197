using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.ManagementConsole.Preferences;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>Login at an identity provider, when the environment names one.</summary>
internal static partial class OutsideServices
{
    /// <summary>Where the login page sends people who choose it.</summary>
    public const string Start = "/login/outside";

    /// <summary>Where the provider sends them back to; the provider has to know this address.</summary>
    public const string Callback = "/login/callback";

    private const string Scheme = "outside";

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddOutsideLogin(this IServiceCollection services, ConsoleOptions options)
    {
        if (options.OutsideLogin is not { } provider)
            return services;
        services.AddSingleton(provider).AddSingleton<ProviderMetadata>().AddSingleton<IdTokenCheck>().AddSingleton<OutsideAccounts>();
        services.AddAuthentication().AddOAuth<OAuthOptions, ProviderHandler>(Scheme, oauth =>
        {
            oauth.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            oauth.ClientId = provider.ClientId;
            oauth.ClientSecret = provider.ClientSecret;
            // The real ones come from the discovery document.
            oauth.AuthorizationEndpoint = oauth.TokenEndpoint = provider.Issuer.AbsoluteUri;
            oauth.CallbackPath = Callback;
            oauth.UsePkce = true;
            oauth.Scope.Clear();
            foreach (var scope in provider.Scopes)
                oauth.Scope.Add(scope);
            oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;
            oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            oauth.Events.OnRemoteFailure = context =>
            {
                Refuse(context.HttpContext, context.Failure);
                context.HandleResponse();
                return Task.CompletedTask;
            };
            oauth.Events.OnAccessDenied = context =>
            {
                Refuse(context.HttpContext, new OutsideLoginException(OutsideProblem.Denied));
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        return services;
    }

    /// <summary>Adds the endpoint that the login page leads to.</summary>
    public static void MapOutsideLogin(this IEndpointRouteBuilder endpoints, ConsoleOptions options)
    {
        if (options.OutsideLogin is not null)
            endpoints.MapGet(Start, BeginAsync).AllowAnonymous();
    }

    private static async Task BeginAsync(HttpContext context, string? from)
    {
        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = LocalAddress.OrHome(from, context.Request.PathBase) });
        }
        catch (OutsideLoginException failure)
        {
            Refuse(context, failure);
        }
    }

    // Back to the login page, which says why and offers to try again.
    private static void Refuse(HttpContext context, Exception? failure)
    {
        var problem = (failure as OutsideLoginException ?? failure?.InnerException as OutsideLoginException)?.Problem
            ?? (context.Request.Query.ContainsKey("error") ? OutsideProblem.Denied : OutsideProblem.State);
        LogRefused(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger<ProviderHandler>(), problem, failure?.Message);
        context.Response.Redirect($"{context.Request.PathBase}/login?problem={problem}");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A login at the identity provider was refused: {Problem} ({Detail})")]
    private static partial void LogRefused(ILogger logger, OutsideProblem problem, string? detail);
}
