using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Components.Authorization;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Login: users, cookie for pages, bearer token for the API and the hub, policies.</summary>
internal static class AccessServices
{
    /// <summary>Prefix of the REST API.</summary>
    public const string ApiPrefix = "/api";

    /// <summary>Prefix of the SignalR hubs.</summary>
    public const string HubPrefix = "/hub";

    private const string CookieOrToken = "cookie-or-token";

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(UserStore.Schema).AddSingleton<UserStore>().AddSingleton<Passwords>().AddSingleton<FirstAdministrator>();
        services.AddSingleton<LoginAttempts>().AddSingleton<LoginService>().AddSingleton<Tokens>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddCascadingAuthenticationState().AddHttpContextAccessor();
        services.AddAntiforgery(options => options.Cookie.Name = "rocketmq-console-form");
        services.AddAuthorization(Policies.Define);

        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, scheme => scheme.ForwardDefaultSelector = ChooseScheme)
            .AddCookie(ConfigureCookie)
            .AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<Tokens>(ConfigureTokens);
        return services;
    }

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
        options.Cookie.Name = "rocketmq-console";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/status/403";
        options.ReturnUrlParameter = "from";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = async context =>
        {
            if (context.HttpContext.RequestServices.GetRequiredService<UserStore>().IsCurrent(context.Principal))
                return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        };
    }

    // Programs get the bare status, people a page.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(ApiPrefix) || path.StartsWithSegments(HubPrefix) || path.StartsWithSegments("/_blazor"))
            context.Response.StatusCode = status;
        else if (status == StatusCodes.Status403Forbidden)
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
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
                if (!context.HttpContext.RequestServices.GetRequiredService<UserStore>().IsCurrent(context.Principal))
                    context.Fail("The password or role has changed since this token was issued.");
                return Task.CompletedTask;
            },
        };
    }
}
