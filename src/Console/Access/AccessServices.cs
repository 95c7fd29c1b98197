using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using RocketMQ.ManagementConsole.Metrics;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Login: users, cookie for pages, bearer token for the API and the hub, policies.</summary>
internal static class AccessServices
{
    /// <summary>Prefix of the REST API.</summary>
    public const string ApiPrefix = "/api";

    /// <summary>Prefix of the SignalR hubs.</summary>
    public const string HubPrefix = "/hubs";

    /// <summary>Name of the pages' cookie.</summary>
    public const string CookieName = "rocketmq-console";

    /// <summary>Name of the cookie that belongs to the hidden field of forms.</summary>
    public const string FormCookieName = "rocketmq-console-form";

    private const string CookieOrToken = "cookie-or-token";

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(UserStore.Schema).AddSingleton<UserStore>().AddSingleton(SessionStore.Schema).AddSingleton<SessionStore>();
        services.AddSingleton<Passwords>().AddSingleton<FirstAdministrator>().AddSingleton<UserAdministration>().AddScoped<AccountWrites>();
        services.AddSingleton<LoginAttempts>().AddSingleton<LoginService>().AddSingleton<Logins>().AddSingleton<Tokens>();
        services.AddSingleton<ClusterAccess>().AddScoped<IAuthorizationHandler, RoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddCascadingAuthenticationState().AddHttpContextAccessor();
        services.AddAntiforgery(options => options.Cookie.Name = FormCookieName);
        services.AddAuthorization(Policies.Define);

        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, scheme => scheme.ForwardDefaultSelector = ChooseScheme)
            .AddCookie(ConfigureCookie)
            .AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<Tokens>(ConfigureTokens);
        return services;
    }

    /// <summary>Whether a request is a program's: those get bare statuses and problem details, people get pages.</summary>
    public static bool IsForPrograms(this HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiPrefix) || context.Request.Path.StartsWithSegments(HubPrefix) || context.Request.Path.StartsWithSegments("/openapi")
        || context.Request.Path.StartsWithSegments(MetricsEndpoints.Path);

    // A cookie travels with requests that other sites provoke, so the API accepts it for reading only. The hub changes
    // nothing, and browsers keep a Lax cookie out of web sockets opened by other sites.
    private static string ChooseScheme(HttpContext context)
    {
        var request = context.Request;
        var token = request.Headers.Authorization.Count > 0
            || (request.Path.StartsWithSegments(HubPrefix) && request.Query.ContainsKey("access_token"))
            || (request.Path.StartsWithSegments(ApiPrefix) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method));
        return token ? JwtBearerDefaults.AuthenticationScheme : CookieAuthenticationDefaults.AuthenticationScheme;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Logins.BrowserLifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/status/403";
        options.ReturnUrlParameter = "from";
        options.Events.OnRedirectToLogin = context =>
        {
            if (context.HttpContext.IsForPrograms() || context.Request.Path.StartsWithSegments("/_blazor"))
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = async context =>
        {
            var logins = context.HttpContext.RequestServices.GetRequiredService<Logins>();
            if (logins.Find(context.Principal) is not null)
            {
                logins.Seen(context.Principal);
                return;
            }

            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        };
    }

    private static void ConfigureTokens(JwtBearerOptions options, Tokens tokens)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = tokens.Validation;
        options.Events = new JwtBearerEvents
        {
            // A browser cannot set headers on a web socket.
            OnMessageReceived = context =>
            {
                if (context.Request.Path.StartsWithSegments(HubPrefix) && context.Request.Query["access_token"] is [{ Length: > 0 } token])
                    context.Token = token;
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                var logins = context.HttpContext.RequestServices.GetRequiredService<Logins>();
                if (logins.Find(context.Principal) is null)
                    context.Fail("The login that this token belongs to has ended.");
                else
                    logins.Seen(context.Principal);
                return Task.CompletedTask;
            },
        };
    }
}
