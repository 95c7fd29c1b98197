using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>What the console needs to work behind a reverse proxy and under a sub-path.</summary>
internal static class ReverseProxy
{
    /// <summary>
    /// Believes the forwarded headers of the proxies that are configured, and of nobody else: with them anybody could choose the address
    /// that failed logins are counted under. Then takes the sub-path off, whether the proxy left it in the path or not.
    /// </summary>
    public static void UseReverseProxy(this IApplicationBuilder application, ConsoleOptions options)
    {
        if (options.TrustedProxies.Count > 0)
            application.UseForwardedHeaders(Trusting(options.TrustedProxies));
        if (options.PathBase.Length > 0)
        {
            application.Use((context, next) =>
            {
                var request = context.Request;
                if (request.Path.StartsWithSegments(options.PathBase, out var rest))
                    request.Path = rest.HasValue ? rest : "/";
                request.PathBase = options.PathBase;
                return next(context);
            });
        }
    }

    /// <summary>Whether text is an address or a network, "10.0.0.7" or "10.0.0.0/8".</summary>
    public static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);

    private static ForwardedHeadersOptions Trusting(IReadOnlyList<string> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        // What is known by default is this machine.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        return options;
    }
}
