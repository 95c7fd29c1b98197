using System.Net;
using Microsoft.Extensions.Logging;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.NameServer.Registry;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Hosting;

/// <summary>One name server: its tables, its port, and the clock that finds silent brokers. Several may run in one process.</summary>
internal sealed class NameServerInstance : IServer, IConnectionObserver
{
    private readonly ServerConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly RouteRegistry _registry;
    private readonly KeyValueStore _keyValues;
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _scan;
    private volatile bool _stopping;

    /// <exception cref="ServerStartException">The configuration can not be used.</exception>
    public NameServerInstance(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        _configuration = configuration;
        _time = time;
        _registry = new RouteRegistry(time, loggers.CreateLogger<RouteRegistry>());
        _keyValues = new KeyValueStore(configuration.Text(NameServerConfig.KvConfigPath), loggers.CreateLogger<KeyValueStore>());
        Server = new RemotingServer(
            ServerOptions(configuration), NameServerRoutes.Build(_registry, _keyValues, configuration, loggers), loggers, time, this);
    }

    /// <summary>Its connections; tests put a network in memory under them.</summary>
    public RemotingServer Server { get; }

    /// <inheritdoc/>
    public string Address => Server.EndPoint.ToString();

    /// <inheritdoc/>
    public Task<string> Failed => _failed.Task;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        Server.Listen();
        Open();
        Server.Start();
        return Task.CompletedTask;
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
