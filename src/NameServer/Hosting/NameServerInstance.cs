using System.Net;
using Microsoft.Extensions.Logging;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.NameServer.Metrics;
using RocketMQ.NameServer.Registry;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;
using RocketMQ.Telemetry;

namespace RocketMQ.NameServer.Hosting;

/// <summary>One name server: its tables, its port, and the clock that finds silent brokers. Several may run in one process.</summary>
internal sealed class NameServerInstance : IServer, IConnectionObserver
{
    private readonly ServerConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly RouteRegistry _registry;
    private readonly KeyValueStore _keyValues;
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILoggerFactory _loggers;
    private readonly NameServerMeter _meter;
    private MetricsServer? _metrics;
    private OtlpExport? _export;
    private ITimer? _scan;
    private volatile bool _stopping;

    /// <exception cref="ServerStartException">The configuration can not be used.</exception>
    public NameServerInstance(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        _configuration = configuration;
        _loggers = loggers;
        _time = time;
        _registry = new RouteRegistry(time, loggers.CreateLogger<RouteRegistry>());
        _keyValues = new KeyValueStore(configuration.Text(NameServerConfig.KvConfigPath), loggers.CreateLogger<KeyValueStore>());
        Server = new RemotingServer(
            ServerOptions(configuration), NameServerRoutes.Build(_registry, _keyValues, configuration, loggers), loggers, time, this);
        _meter = new NameServerMeter(_registry, Server);
    }

    /// <summary>Its connections; tests put a network in memory under them.</summary>
    public RemotingServer Server { get; }

    /// <summary>What serves figures; null where that is switched off.</summary>
    public MetricsServer? Metrics => _metrics;

    /// <inheritdoc/>
    public string Address => Server.EndPoint.ToString();

    /// <inheritdoc/>
    public Task<string> Failed => _failed.Task;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Server.Listen();
        Open();
        Server.Start();
        _export = OtlpExport.Start(_meter.Meter, "mqnamesrv", Environment.GetEnvironmentVariable);
        if (MetricsKeys.EndPoint(_configuration) is { } endPoint)
            _metrics = await MetricsServer.StartAsync(endPoint, _meter.Meter, _loggers, cancellation);
    }

    /// <summary>Reads the file and starts the clock, all but the port.</summary>
    /// <exception cref="ServerStartException">The file can not be read.</exception>
    public void Open()
    {
        _keyValues.Load();
        var interval = _configuration.Milliseconds(NameServerConfig.ScanInterval);
        _scan = _time.CreateTimer(_ => _registry.RemoveExpired(), null, interval / 2, interval);
    }

    void IConnectionObserver.OnOpened(RemotingConnection connection)
    {
    }

    void IConnectionObserver.OnClosed(RemotingConnection connection)
    {
        // Of a server that stops nobody asks any more, and its log need not tell each broker.
        if (!_stopping)
            _registry.OnConnectionClosed(connection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_scan is not null)
            await _scan.DisposeAsync();
        if (_metrics is not null)
            await _metrics.DisposeAsync();
        _export?.Dispose();
        _meter.Dispose();
        await Server.DisposeAsync();
    }

    private static RemotingServerOptions ServerOptions(ServerConfiguration configuration) => new()
    {
        BindAddress = IPAddress.TryParse(configuration.Text(NameServerConfig.BindAddress), out var address)
            ? address
            : throw new ServerStartException(
                $"{NameServerConfig.BindAddress}={configuration.Text(NameServerConfig.BindAddress)} is no IP address; one of this machine is allowed, for example 127.0.0.1 or 0.0.0.0"),
        Port = configuration.Integer(NameServerConfig.ListenPort),
        PortSetting = NameServerConfig.ListenPort,
        Backlog = configuration.Integer(NameServerConfig.Backlog),
        Limits = new ConnectionLimits { IdleTimeout = TimeSpan.FromSeconds(configuration.Integer(NameServerConfig.MaxIdleSeconds)) },
        Tls = TlsKeys.Read(configuration),
    };
}
