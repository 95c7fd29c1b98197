using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Assignment;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Popping;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Hosting;

/// <summary>The parts that serve pop consumption, made once and put together here.</summary>
internal sealed class PopParts : IAsyncDisposable
{
    private readonly bool _isSlave;

    public PopParts(BrokerNode node, BrokerFiles files)
    {
        var (loggers, time) = (node.Environment.Loggers, node.Environment.Time);
        _isSlave = node.Settings.IsSlave;
        Settings = new PopSettings(node.Configuration);
        Ordered = new OrderedPops(files.OrderedPops, node.Topics, node.Groups, time, loggers.CreateLogger<OrderedPops>());
        Points = new CheckPoints(
            new ReviveLog(node.Store, node.Identity, time), node.Offsets, Settings, time, loggers.CreateLogger<CheckPoints>());
        Waiting = new WaitingPops(Settings, node.Lanes.Pull, time);
        Service = new PopService(
            node.Topics, node.Offsets, new PopOffsets(node.Offsets, Ordered, node.Store), Points, Ordered, Waiting, node.Store, node.Statistics,
            node.Identity, Settings, time);
        Parking = new PopParking(Waiting, Service, Settings, time);
        Acks = new PopAcks(Points, Ordered, node.Offsets, Waiting, node.Store, node.Identity, time);
        Filters = new PopFilters(node.Compiled, node.Settings);
        Checks = new PopChecks(node.Topics, node.Groups, node.Settings, Settings);
        Reviver = new Reviver(
            Points, node.Store, node.Topics, node.Creation, node.Groups, node.Identity, Settings, time, loggers.CreateLogger<Reviver>());
        Modes = new MessageRequestModes(files.RequestModes, Settings, loggers.CreateLogger<MessageRequestModes>());
        Queues = new TopicQueues(
            RemotingAddress.ParseList(node.Configuration.Text("namesrvAddr")), node.Client, node.Topics, node.Settings, time);
    }

    public PopSettings Settings { get; }

    public OrderedPops Ordered { get; }

    public CheckPoints Points { get; }

    public WaitingPops Waiting { get; }

    public PopService Service { get; }

    public PopParking Parking { get; }

    public PopAcks Acks { get; }

    public PopChecks Checks { get; }

    public PopFilters Filters { get; }

    public Reviver Reviver { get; }

    public MessageRequestModes Modes { get; }

    public TopicQueues Queues { get; }

    /// <summary>Reads the files and the revive topic; the consumer offsets are there already.</summary>
    public void Load()
    {
        Ordered.Load();
        Modes.Load();
        if (!_isSlave)
            Points.Load();
    }

    /// <summary>Starts what runs by itself. On a slave nothing does: its master revives, and it copies what comes of that.</summary>
    public void Start()
    {
        if (!_isSlave)
            Reviver.Start();
    }

    /// <summary>Takes over and writes what is saved together with the consumer offsets.</summary>
    public void Save()
    {
        if (_isSlave)
            return;
        Points.CommitPositions();
        Ordered.SaveIfChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await Reviver.DisposeAsync();
        Waiting.Dispose();
        Save();
    }
}
