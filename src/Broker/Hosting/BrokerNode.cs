using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Access;
using RocketMQ.Broker.Admin;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Metrics;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Pulling;
using RocketMQ.Broker.Registration;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Broker.Transactions;
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

    public BrokerNode(
        ServerConfiguration configuration, IMessageStore store, ArrivalFanOut arrivals, LogGrowth growth, BrokerEnvironment environment)
    {
        var (loggers, time) = (environment.Loggers, environment.Time);
        (Configuration, Store, Environment) = (configuration, store, environment);
        var files = new BrokerFiles(configuration.Text("storePathRootDir"));
        Settings = new BrokerSettings(configuration);
        Identity = new BrokerIdentity(Settings, configuration);
        Lanes = new BrokerLanes(configuration, time);
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
        Waiting = new WaitingPulls(time, configuration.Integer("pullThreadPoolQueueCapacity"));
        Sends = new SendAdmission(store, configuration.Integer("sendThreadPoolQueueCapacity"));
        Permissions = new PullPermissions(Topics, Groups, Settings);
        Pulls = new PullService(
            store, Statistics, Waiting, Permissions, new OffsetMovedEvents(store, Identity, time, loggers.CreateLogger<OffsetMovedEvents>()), Settings,
            Lanes.Pull, time);
        Delivery = new DelayedDelivery(store, Delays, new Redelivery(store, Identity), files.DelayOffsets, time, loggers.CreateLogger<DelayedDelivery>());
        Placement = new Placement(Delays, Settings, time);
        Timers = CreateTimers();
        Transactions = new OpenTransactions(store, Offsets);
        Ops = new OpMessage(store, Creation, Identity, time);
        Checks = new TransactionCheck(
            Transactions, new CheckBack(Producers, loggers.CreateLogger<CheckBack>()), store, Creation, Settings, Identity, time,
            loggers.CreateLogger<TransactionCheck>());
        Client = new RemotingClient(
            new RemotingClientOptions { Tls = new TlsClientOptions { Enabled = configuration.Flag(BrokerCatalog.TlsToNameServers.Name) } },
            RouteTable.Empty, loggers, time, environment.Connector);
        var replication = ReplicationOptions.From(configuration);
        Slaves = new ReplicationServer(store, growth, replication, time, loggers.CreateLogger<ReplicationServer>());
        Confirmations = new Confirmations(store, Slaves, Settings);
        var master = new MasterAddress(configuration.Text("haMasterAddress"));
        if (Settings.IsSlave)
            Follower = new Follower(store, master, Client, Topics, Groups, Offsets, files.DelayOffsets, replication, time, loggers);
        Registrar = new NameServerRegistrar(
            RemotingAddress.ParseList(configuration.Text("namesrvAddr")), new Registrations(Topics, Identity, Settings, configuration, master), Topics,
            Client, time, loggers);
        Meter = new BrokerMeter(
            Settings, new StoreFigures(store, Lanes, time), new TrafficFigures(Topics, Groups, Statistics, Settings, store),
            new ClientFigures(Consumers, Producers), new LagFigures(Offsets, Topics, store, time));
        Pops = new PopParts(this, files);
        Clients = new ClientWatch(Consumers, Producers, Waiting, Pops.Waiting, time, loggers.CreateLogger<ClientWatch>());
        (arrivals.Pulls, arrivals.Pops, arrivals.Delayed, arrivals.Timers) = (Waiting, Pops.Waiting, Delivery, Timers);
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

    public PullPermissions Permissions { get; }

    public PullService Pulls { get; }

    public SendAdmission Sends { get; }

    public PopParts Pops { get; }

    public ClientWatch Clients { get; }

    public DelayedDelivery Delivery { get; }

    public Placement Placement { get; }

    public TimerDelivery Timers { get; }

    public OpenTransactions Transactions { get; }

    public OpMessage Ops { get; }

    public TransactionCheck Checks { get; }

    public RemotingClient Client { get; }

    public ReplicationServer Slaves { get; }

    public Confirmations Confirmations { get; }

    /// <summary>What makes this broker a slave; null on a master.</summary>
    public Follower? Follower { get; }

    public NameServerRegistrar Registrar { get; }

    /// <summary>Its figures for those who collect them.</summary>
    public BrokerMeter Meter { get; }

    /// <summary>Reads the config folder.</summary>
    public void Load()
    {
        Access?.Start();
        Topics.Load();
        Creation.EnsureSystemTopics();
        Groups.Load();
        Offsets.Load();
        Pops.Load();
        Filters.Load();
    }

    /// <summary>Starts what runs by itself, once the port is known.</summary>
    public void Start()
    {
        Delivery.Start();
        Timers.Start();
        Checks.Start();
        Follower?.Start();
        Pops.Start();
        Every("flushConsumerOffsetInterval", SaveOffsets);
        Every("flushConsumerOffsetInterval", Topics.SaveIfOwed);
        Every("flushConsumerOffsetInterval", Groups.SaveIfOwed);
        Every("flushDelayOffsetInterval", Delivery.SaveIfChanged);
        Every("timerFlushIntervalMs", Timers.SaveDurable);
        var slow = new SlowGroups(Groups, Consumers, Offsets, Store, Settings, Environment.Loggers.CreateLogger<SlowGroups>());
        Every(SlowGroups.Period, slow.Look);
        _timers.Add(Environment.Time.CreateTimer(_ => Filters.SaveIfChanged(), null, FilterSavePeriod, FilterSavePeriod));
    }

    /// <summary>Stops and saves; the ports are closed already.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers)
            await timer.DisposeAsync();
        if (Access is not null)
            await Access.DisposeAsync();
        if (Follower is not null)
            await Follower.DisposeAsync();
        await Slaves.DisposeAsync();
        await Clients.DisposeAsync();
        await Waiting.DisposeAsync();
        await Pops.DisposeAsync();
        await Delivery.DisposeAsync();
        await Timers.DisposeAsync();
        await Checks.DisposeAsync();
        Offsets.SaveIfChanged();
        Topics.SaveIfOwed();
        Groups.SaveIfOwed();
        Filters.SaveIfChanged();
        Meter.Dispose();
        await Rates.DisposeAsync();
        await Statistics.DisposeAsync();
        await Client.DisposeAsync();
        await Store.DisposeAsync();
        Lanes.Dispose();
    }

    private TimerDelivery CreateTimers()
    {
        var (loggers, time) = (Environment.Loggers, Environment.Time);
        var window = Math.Min(Configuration.Integer("timerRollWindowSlot") * 1000L, (long)Settings.FileReservedTime.TotalMilliseconds / 2);
        var hand = new TimerHand(Store, new Redelivery(Store, Identity), time, loggers.CreateLogger<TimerHand>());
        return new TimerDelivery(
            Store, hand, new TimerRecovery(Store, hand, window, time, loggers.CreateLogger<TimerRecovery>()),
            Path.Combine(Configuration.Text("storePathRootDir"), "timers"), time, loggers.CreateLogger<TimerDelivery>());
    }

    /// <summary>The positions of pops lie among the consumer offsets and are taken over first.</summary>
    private void SaveOffsets()
    {
        Pops.Save();
        Offsets.SaveIfChanged();
    }

    private void Every(string key, Action action) => Every(Configuration.Milliseconds(key), action);

    private void Every(TimeSpan period, Action action) => _timers.Add(Environment.Time.CreateTimer(_ => action(), null, period, period));
}

/// <summary>What a broker gets from its process.</summary>
/// <param name="Loggers">Where it logs.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Delays">The delay levels, which the store asks for too.</param>
/// <param name="ConfigFile">The properties file given with -c, which request 25 writes to; null without one.</param>
/// <param name="Connector">How it connects to name servers; null for TCP.</param>
internal sealed record BrokerEnvironment(
    ILoggerFactory Loggers, TimeProvider Time, DelayLevels Delays, string? ConfigFile, ITransportConnector? Connector);
