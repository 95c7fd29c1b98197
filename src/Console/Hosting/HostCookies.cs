using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>
/// Over https, gives the cookies that matter the prefix <c>__Host-</c>: browsers then take them from this very host only, over https, so
/// that no other host of the domain and nobody on the network can plant one. The rest of the console knows the plain names.
/// </summary>
internal static class HostCookies
{
    private const string Prefix = "__Host-";

    /// <summary>Adds the middleware; it has to come before whatever reads or writes cookies.</summary>
    public static IApplicationBuilder UseHostCookies(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        if (!context.Request.IsHttps)
            return next(context);
        Unprefix(context.Request.Headers);
        context.Response.OnStarting(() =>
        {
            AddPrefix(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    });

    // A plain cookie of that name was not set by this console over https, so it does not count.
    private static void Unprefix(IHeaderDictionary headers)
    {
        if (!CookieHeaderValue.TryParseList(headers.Cookie, out var cookies))
            return;
        headers.Cookie = string.Join("; ", cookies
            .Where(cookie => !IsOurs(cookie.Name.Value))
            .Select(cookie => cookie.Name.StartsWith(Prefix, StringComparison.Ordinal) && IsOurs(cookie.Name.Value![Prefix.Length..])
                ? $"{cookie.Name.Value[Prefix.Length..]}={cookie.Value}"
                : $"{cookie.Name}={cookie.Value}"));
    }

    // The prefix demands Secure and the path "/".
    private static void AddPrefix(IHeaderDictionary headers)
    {
        if (StringValues.IsNullOrEmpty(headers.SetCookie))
            return;
        headers.SetCookie = new StringValues([.. headers.SetCookie.Select(text =>
        {
            if (!SetCookieHeaderValue.TryParse(text, out var cookie) || !IsOurs(cookie.Name.Value))
                return text;
            cookie.Name = Prefix + cookie.Name;
            cookie.Secure = true;
            cookie.Path = "/";
            cookie.Domain = null;
            return cookie.ToString();
        })]);
    }

    // A cookie that is too long comes in pieces, "…C1", "…C2".
    private static bool IsOurs(string? name) =>
        name is AccessServices.FormCookieName or AccessServices.CookieName
        || (name is not null && name.StartsWith(AccessServices.CookieName + "C", StringComparison.Ordinal) && name.AsSpan(AccessServices.CookieName.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0);
}
