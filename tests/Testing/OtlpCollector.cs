using System.Net;
using System.Text;

namespace RocketMQ.Testing;

/// <summary>An OpenTelemetry collector that keeps what it is sent, for programs that are told of it by the standard variables.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _gate = new();
    private readonly StringBuilder _received = new();
    private readonly Task _serving;

    public OtlpCollector()
    {
        Address = $"http://127.0.0.1:{FreePorts.Next()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What a program needs in its environment to send here, five times a second.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test-bench",
    };

    /// <summary>Everything received, read as Latin-1: names stand in it as they are.</summary>
    public string Received
    {
        get
        {
            lock (_gate)
                return _received.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            var body = await reader.ReadToEndAsync();
            lock (_gate)
                _received.Append(context.Request.Url!.AbsolutePath).Append('\n').Append(body);
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
