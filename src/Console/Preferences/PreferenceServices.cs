using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace RocketMQ.ManagementConsole.Preferences;

/// <summary>What each browser chooses for itself, kept in cookies: language, theme, time zone.</summary>
internal static class PreferenceServices
{
    /// <summary>Languages with a complete set of texts, the first being the default.</summary>
    public static readonly IReadOnlyList<CultureInfo> Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh-CN")];

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddPreferences(this IServiceCollection services)
    {
        services.AddLocalization().AddScoped<ViewerTimeZone>();
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages[0]);
            options.SupportedCultures = [.. Languages];
            options.SupportedUICultures = [.. Languages];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    /// <summary>Sets the culture of each request from its cookie or its Accept-Language header.</summary>
    public static IApplicationBuilder UsePreferences(this IApplicationBuilder application) => application.UseRequestLocalization();

    /// <summary>Adds the endpoint of the language switch.</summary>
    public static void MapPreferences(this IEndpointRouteBuilder endpoints) =>
        // Without an antiforgery token: the worst another site can do is change the language, and a token would expire with the login.
        endpoints.MapPost("/preferences/language", ChooseLanguage).AllowAnonymous().DisableAntiforgery();

    private static IResult ChooseLanguage([FromForm] string language, [FromForm] string? from, HttpContext context)
    {
        var culture = Languages.FirstOrDefault(known => known.Name == language);
        if (culture is null)
            return Results.Problem($"Language '{language}' is not there; allowed are {string.Join(", ", Languages)}.", statusCode: StatusCodes.Status400BadRequest);

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions { MaxAge = Remembered, SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect(LocalAddress.OrHome(from, context.Request.PathBase));
    }
}
