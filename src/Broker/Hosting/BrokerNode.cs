using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Access;
using RocketMQ.Broker.Admin;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Pulling;
using RocketMQ.Broker.Registration;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Hosting;

/// <summary>
/// All parts of a broker, made once and put together here; everything but the ports. Only <see cref="BrokerServer"/> and
/// <see cref="BrokerRoutes"/> see it: parts get what they need in their constructors.
/// </summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private static readonly TimeSpan FilterSavePeriod = TimeSpan.FromSeconds(10);

    private readonly List<ITimer> _timers = [];

    public BrokerNode(ServerConfiguration configuration, IMessageStore store, ArrivalFanOut arrivals, BrokerEnvironment environment)
    {
        var (loggers, time) = (environment.Loggers, environment.Time);
        (Configuration, Store, Environment) = (configuration, store, environment);
        var files = new BrokerFiles(configuration.Text("storePathRootDir"));
        Settings = new BrokerSettings(configuration);
        Identity = new BrokerIdentity(Settings, configuration);
        Lanes = new BrokerLanes(configuration);
        Statistics = new BrokerStatistics(Settings, time);
        Rates = new StoreRates(store, time);
        Delays = environment.Delays;
        Topics = new TopicTable(files.Topics, Statistics, time, loggers.CreateLogger<TopicTable>());
        Creation = new TopicCreation(Topics, Settings, configuration, loggers.CreateLogger<TopicCreation>());
        Groups = new GroupTable(files.Groups, Settings, time, loggers.CreateLogger<GroupTable>());
        Offsets = new OffsetTable(files.ConsumerOffsets, loggers.CreateLogger<OffsetTable>());
        Filters = new ConsumerFilters(
            files.ConsumerFilters, Compiled, configuration.Milliseconds("filterDataCleanTimeSpan"), time, loggers.CreateLogger<ConsumerFilters>());
        Consumers = new ConsumerTable(Groups, Filters, Settings, loggers.CreateLogger<ConsumerTable>());
        Access = configuration.Flag("aclEnable")
            ? new AccessControl(new AccessFiles(configuration.Text("rocketmqHome")), time, loggers.CreateLogger<AccessControl>())
            : null;
        Waiting = new WaitingPulls(time);
        Pulls = new PullService(store, Statistics, Waiting, Lanes.Pull, time);
        Clients = new ClientWatch(Consumers, Producers, Waiting, time, loggers.CreateLogger<ClientWatch>());
        Delivery = new DelayedDelivery(store, Delays, Identity, files.DelayOffsets, time, loggers.CreateLogger<DelayedDelivery>());
        Client = new RemotingClient(
            new RemotingClientOptions { Tls = new TlsClientOptions { Enabled = configuration.Flag(BrokerCatalog.TlsToNameServers.Name) } },
            RouteTable.Empty, loggers, time, environment.Connector);
        Registrar = new NameServerRegistrar(
            RemotingAddress.ParseList(configuration.Text("namesrvAddr")), new Registrations(Topics, Identity, Settings, configuration), Topics, Client,
            time, loggers);
        (arrivals.Pulls, arrivals.Delayed) = (Waiting, Delivery);
    }

    public ServerConfiguration Configuration { get; }

    public BrokerEnvironment Environment { get; }

    public IMessageStore Store { get; }

    public BrokerSettings Settings { get; }

    public BrokerIdentity Identity { get; }

    public BrokerLanes Lanes { get; }

    public BrokerStatistics Statistics { get; }

    public StoreRates Rates { get; }

    public DelayLevels Delays { get; }

    public TopicTable Topics { get; }

    public TopicCreation Creation { get; }

    public GroupTable Groups { get; }

    public OffsetTable Offsets { get; }

    /// <summary>Null where everybody may do everything.</summary>
    public AccessControl? Access { get; }

    public CompiledFilters Compiled { get; } = new();

    public ConsumerFilters Filters { get; }

    public ConsumerTable Consumers { get; }

    public ProducerTable Producers { get; } = new();

    public WaitingPulls Waiting { get; }

    public PullService Pulls { get; }

    public ClientWatch Clients { get; }

    public DelayedDelivery Delivery { get; }

    public RemotingClient Client { get; }

    public NameServerRegistrar Registrar { get; }

    /// <summary>Reads the config folder.</summary>
    public void Load()
    {
        Access?.Start();
        Topics.Load();
        Creation.EnsureSystemTopics();
        Groups.Load();
        Offsets.Load();
        Filters.Load();
    }

    /// <summary>Starts what runs by itself, once the port is known.</summary>
    public void Start()
    {
        Delivery.Start();
        Every("flushConsumerOffsetInterval", Offsets.SaveIfChanged);
        Every("flushDelayOffsetInterval", Delivery.SaveIfChanged);
        _timers.Add(Environment.Time.CreateTimer(_ => Filters.SaveIfChanged(), null, FilterSavePeriod, FilterSavePeriod));
    }

    /// <summary>Stops and saves; the ports are closed already.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers)
            await timer.DisposeAsync();
        if (Access is not null)
            await Access.DisposeAsync();
        await Clients.DisposeAsync();
        await Waiting.DisposeAsync();
        await Delivery.DisposeAsync();
        Offsets.SaveIfChanged();
        Filters.SaveIfChanged();
        await Rates.DisposeAsync();
        await Statistics.DisposeAsync();
        await Client.DisposeAsync();
        await Store.DisposeAsync();
    }

    private void Every(string key, Action action)
    {
        var period = Configuration.Milliseconds(key);
        _timers.Add(Environment.Time.CreateTimer(_ => action(), null, period, period));
    }
}

/// <summary>What a broker gets from its process.</summary>
/// <param name="Loggers">Where it logs.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Delays">The delay levels, which the store asks for too.</param>
/// <param name="ConfigFile">The properties file given with -c, which request 25 writes to; null without one.</param>
/// <param name="Connector">How it connects to name servers; null for TCP.</param>
internal sealed record BrokerEnvironment(
    ILoggerFactory Loggers, TimeProvider Time, DelayLevels Delays, string? ConfigFile, ITransportConnector? Connector);
