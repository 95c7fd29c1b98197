using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;
using RocketMQ.Telemetry;

namespace RocketMQ.Broker.Hosting;

/// <summary>A broker as a process runs it: store, parts and ports, started and stopped in order.</summary>
/// <remarks>
/// Start: store (its folder lock comes first, so a second broker changes nothing), tables, port, registration. Stop: unregister,
/// close the ports, save, close the store. A start that fails undoes what it did; disposing is always allowed.
/// </remarks>
internal sealed partial class BrokerServer : IServer
{
    /// <summary>A name server that does not answer must not hold up a broker that could serve.</summary>
    private static readonly TimeSpan PatienceForNameServers = TimeSpan.FromSeconds(1);
    private const int VipDistance = 2;

    private readonly ServerConfiguration _configuration;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger<BrokerServer> _logger;
    private readonly TimeProvider _time;
    private readonly string? _configFile;
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IMessageStore? _store;
    private BrokerNode? _node;
    private RemotingServer? _server;
    private RemotingServer? _vip;
    private MetricsServer? _metrics;
    private OtlpExport? _export;

    public BrokerServer(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time, string? configFile)
    {
        _configuration = configuration;
        _loggers = loggers;
        _logger = loggers.CreateLogger<BrokerServer>();
        _time = time;
        _configFile = configFile;
    }

    /// <summary>How name servers are reached; null for TCP.</summary>
    public ITransportConnector? Connector { get; init; }

    /// <summary>How the store is opened; a test opens it on a disk that fails.</summary>
    public Func<StoreOptions, StoreHooks, Task<IMessageStore>>? StoreOpener { get; init; }

    /// <summary>Whether ports are opened. A test in memory serves <see cref="Server"/> itself.</summary>
    public bool OpensPorts { get; init; } = true;

    public string Address => Node.Identity.Address;

    public IReadOnlyList<string> Warnings => BrokerStartConfiguration.Warnings(_configuration);

    public Task<string> Failed => _failed.Task;

    /// <summary>What serves the main port.</summary>
    public RemotingServer Server => _server ?? throw new InvalidOperationException("the broker has not been started");

    /// <summary>What serves the VIP port; null where there is none.</summary>
    public RemotingServer? Vip => _vip;

    /// <summary>What serves figures; null where that is switched off.</summary>
    public MetricsServer? Metrics => _metrics;

    public BrokerNode Node => _node ?? throw new InvalidOperationException("the broker has not been started");

    public async Task StartAsync(CancellationToken cancellation)
    {
        BrokerStartConfiguration.Complete(_configuration);
        var delays = new DelayLevels(_configuration.Text("messageDelayLevel"));
        var (arrivals, growth) = (new ArrivalFanOut(), new LogGrowth());
        _store = await OpenStoreAsync(delays, arrivals, growth, cancellation);
        _node = new BrokerNode(_configuration, _store, arrivals, growth, new BrokerEnvironment(_loggers, _time, delays, _configFile, Connector));
        _node.Load();
        OpenPorts(_node);
        _node.Start();
        if (OpensPorts)
        {
            _server!.Start();
            _node.Slaves.Start();
        }

        await ServeFiguresAsync(_node, cancellation);
        var registered = _node.Registrar.Start();
        await Task.WhenAny(registered, Task.Delay(PatienceForNameServers, _time, cancellation));
        var store = _configuration.Text("storePathRootDir");
        foreach (var warning in Warnings)
            LogExposed(warning);
        LogStarted(Node.Identity.BrokerName, Node.Identity.ClusterName, Address, store);
    }

    public async ValueTask DisposeAsync()
    {
        if (_metrics is not null)
            await _metrics.DisposeAsync();
        _export?.Dispose();
        if (_node is not null)
            await _node.Registrar.DisposeAsync();
        if (_vip is not null)
            await _vip.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_node is not null)
            await _node.DisposeAsync();
        else if (_store is not null)
            await _store.DisposeAsync();
    }

    private async Task<IMessageStore> OpenStoreAsync(DelayLevels delays, ArrivalFanOut arrivals, LogGrowth growth, CancellationToken cancellation)
    {
        try
        {
            var hooks = new StoreHooks { Arrivals = arrivals, TagsCodes = new DeliverTimes(delays), Growth = growth };
            var options = StoreKeys.Options(_configuration);
            return StoreOpener is null
                ? await MessageStore.OpenAsync(options, hooks, _time, _loggers, cancellation)
                : await StoreOpener(options, hooks);
        }
        catch (StoreOpenException refused)
        {
            throw new ServerStartException(refused.Message, refused);
        }
    }

    private async Task ServeFiguresAsync(BrokerNode node, CancellationToken cancellation)
    {
        _export = OtlpExport.Start(node.Meter.Meter, "mqbroker", Environment.GetEnvironmentVariable);
        if (MetricsKeys.EndPoint(_configuration) is { } endPoint)
            _metrics = await MetricsServer.StartAsync(endPoint, node.Meter.Meter, _loggers, cancellation);
    }

    private void OpenPorts(BrokerNode node)
    {
        var port = _configuration.Integer("listenPort");
        _server = Create(node, port, pulls: true, "listenPort");
        if (OpensPorts)
        {
            _server.Listen();
            port = _server.EndPoint.Port;
        }

        node.Identity.Bind(port);
        if (!OpensPorts)
            return;
        node.Slaves.Listen(BrokerStartConfiguration.BindAddress(_configuration), node.Identity.HaPort);
        if (port > VipDistance)
            OpenVip(node, port - VipDistance);
    }

    private void OpenVip(BrokerNode node, int port)
    {
        var vip = Create(node, port, pulls: false, "listenPort (the VIP port is two below it)");
        try
        {
            vip.Listen();
            vip.Start();
            _vip = vip;
        }
        catch (ListenException taken)
        {
            // Few clients use it, and two brokers side by side may well collide here.
            LogNoVip(port, taken.Message);
        }
    }

    private RemotingServer Create(BrokerNode node, int port, bool pulls, string setting) => new(
        new RemotingServerOptions
        {
            BindAddress = BrokerStartConfiguration.BindAddress(_configuration),
            Port = port,
            PortSetting = setting,
            Backlog = _configuration.Integer("serverSocketBacklog"),
            Limits = new ConnectionLimits { IdleTimeout = TimeSpan.FromSeconds(_configuration.Integer("serverChannelMaxIdleTimeSeconds")) },
            Tls = TlsKeys.Read(_configuration),
        },
        BrokerRoutes.Build(node, pulls), _loggers, _time, node.Clients);

    [LoggerMessage(Level = LogLevel.Information, Message = "Broker {Name} of {Cluster} serves {Address} from {Store}")]
    private partial void LogStarted(string name, string cluster, string address, string store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogExposed(string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No VIP port {Port}: {Reason}. Clients that are set to use it fail; all others are served")]
    private partial void LogNoVip(int port, string reason);
}
