namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Headers that stop other sites from framing the console and injected markup from running.</summary>
internal static class SecurityHeaders
{
    /// <summary>Pages below this path are made to be shown in other sites: they are read-only and bring no cookie.</summary>
    public const string FramedPrefix = "/wall";

    // Radzen positions pop-ups and sizes columns with style attributes, hence 'unsafe-inline' for styles only.
    // 'self' in connect-src covers the circuit's and the hub's web sockets.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    /// <summary>Adds the headers to every response, errors and static files included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        var framed = context.Request.Path.StartsWithSegments(FramedPrefix);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy + (framed ? "*" : "'none'");
        headers.XContentTypeOptions = "nosniff";
        if (framed)
            context.Response.OnStarting(() => LetFrame(headers));
        else
            headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    });

    // The protection of forms adds both to every page. Registered first, this runs last.
    private static Task LetFrame(IHeaderDictionary headers)
    {
        headers.Remove("Set-Cookie");
        headers.Remove("X-Frame-Options");
        return Task.CompletedTask;
    }
}
