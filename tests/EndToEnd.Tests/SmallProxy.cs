using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A reverse proxy with https, as one stands before a console: cuts a sub-path off, tells who asked, passes web sockets on.</summary>
internal sealed class SmallProxy : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Upgrade" };

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly string _target;
    private readonly string _prefix;
    private WebApplication? _application;

    private SmallProxy(string target, string prefix) => (_target, _prefix) = (target, prefix);

    /// <summary>"https://127.0.0.1:port".</summary>
    public string Url { get; private set; } = "";

    /// <summary>Web sockets that were passed on.</summary>
    public int Sockets { get; private set; }

    public static async Task<SmallProxy> StartAsync(string target, string prefix)
    {
        var proxy = new SmallProxy(target.TrimEnd('/'), prefix);
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        proxy._application = builder.Build();
        proxy._application.UseWebSockets();
        proxy._application.Run(proxy.PassOnAsync);
        await proxy._application.StartAsync();
        proxy.Url = proxy._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application!.DisposeAsync();
        _client.Dispose();
    }

    private Task PassOnAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(_prefix, out var rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var path = (rest.HasValue ? rest.ToUriComponent() : "/") + context.Request.QueryString;
        return context.WebSockets.IsWebSocketRequest ? PassSocketAsync(context, path) : PassRequestAsync(context, path);
    }

    private async Task PassRequestAsync(HttpContext context, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), _target + path);
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        foreach (var (name, value) in Forwarded(context))
            request.Headers.Add(name, value);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task PassSocketAsync(HttpContext context, string path)
    {
        using var console = new ClientWebSocket();
        console.Options.SetRequestHeader("Cookie", context.Request.Headers.Cookie.ToString());
        foreach (var (name, value) in Forwarded(context))
            console.Options.SetRequestHeader(name, value);
        await console.ConnectAsync(new Uri(_target.Replace("http://", "ws://", StringComparison.Ordinal) + path), context.RequestAborted);
        using var browser = await context.WebSockets.AcceptWebSocketAsync();
        Sockets++;
        await Task.WhenAny(CopyAsync(browser, console, context.RequestAborted), CopyAsync(console, browser, context.RequestAborted));
    }

    private static IEnumerable<(string Name, string Value)> Forwarded(HttpContext context) =>
    [
        ("X-Forwarded-For", context.Connection.RemoteIpAddress!.ToString()),
        ("X-Forwarded-Proto", context.Request.Scheme),
        ("X-Forwarded-Host", context.Request.Host.Value!),
    ];

    private static async Task CopyAsync(WebSocket from, WebSocket to, CancellationToken ending)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var received = await from.ReceiveAsync(buffer.AsMemory(), ending);
                if (received.MessageType is WebSocketMessageType.Close)
                    return;
                await to.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, ending);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // One of both left without a word, as browsers do when a page is closed.
        }
    }
}
