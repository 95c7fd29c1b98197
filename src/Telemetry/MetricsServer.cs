using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Telemetry;

/// <summary>Serves a meter at <c>/metrics</c> of a port of its own, and nothing else.</summary>
/// <remarks>Kestrel without a host around it: a server that has this switched off loads none of it, and signals stay with the process.</remarks>
public sealed class MetricsServer : IAsyncDisposable
{
    private const string Path = "/metrics";

    private readonly KestrelServer _server;

    private MetricsServer(KestrelServer server) => _server = server;

    /// <summary>Where it is reached, with the port that was taken.</summary>
    public Uri Address => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Opens the port.</summary>
    /// <exception cref="ServerStartException">It can not be opened; the message names the property.</exception>
    public static async Task<MetricsServer> StartAsync(IPEndPoint endPoint, Meter meter, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new KestrelServer(
            Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        try
        {
            var logger = loggers.CreateLogger<MetricsServer>();
            await server.StartAsync(new Answers(meter, logger), cancellation);
            var serving = new MetricsServer(server);
            MetricsServerLog.Serving(logger, serving.Address);
            return serving;
        }
        catch (Exception refused) when (refused is IOException or AddressInUseException or System.Net.Sockets.SocketException)
        {
            server.Dispose();
            throw new ServerStartException(
                $"the port for figures, {endPoint}, can not be opened: {refused.Message} Choose another one with {MetricsKeys.Port}", refused);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
    }

    private sealed class Answers(Meter meter, ILogger logger) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var (request, response) = (context.Request, context.Response);
            if (request.Path != Path)
                await SayAsync(response, StatusCodes.Status404NotFound, MediaTypeNames.Text.Plain, $"Figures are at {Path}\n");
            else if (!HttpMethods.IsGet(request.Method))
                await SayAsync(response, StatusCodes.Status405MethodNotAllowed, MediaTypeNames.Text.Plain, "GET is allowed\n");
            else
                await SayAsync(response, StatusCodes.Status200OK, PrometheusText.ContentType, MeterText.Write(meter));
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            if (exception is not null)
                MetricsServerLog.Failed(logger, exception);
        }

        private static Task SayAsync(HttpResponse response, int status, string type, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            (response.StatusCode, response.ContentType, response.ContentLength) = (status, type, bytes.Length);
            return response.Body.WriteAsync(bytes).AsTask();
        }
    }
}
