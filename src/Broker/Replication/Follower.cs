using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Persistence;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>What makes a broker a slave: its store takes the master's log, its tables are copies of the master's.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly MetadataSync _metadata;
    private long _masterFlushOffset;

    public Follower(
        IMessageStore store, MasterAddress master, RemotingClient client, TopicTable topics, GroupTable groups, OffsetTable offsets,
        ConfigFile delayOffsets, ReplicationOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        store.IsFollower = true;
        Master = master;
        Link = new MasterLink(store, master, new SharedHistory(store, master, client), options, time, loggers.CreateLogger<MasterLink>());
        _metadata = new MetadataSync(master, client, topics, groups, offsets, delayOffsets, time, loggers.CreateLogger<MetadataSync>());
    }

    public MasterAddress Master { get; }

    public MasterLink Link { get; }

    /// <summary>What an operator said that the master has on disk (908).</summary>
    public long MasterFlushOffset
    {
        get => Volatile.Read(ref _masterFlushOffset);
        set => Volatile.Write(ref _masterFlushOffset, value);
    }

    public void Start()
    {
        Link.Start();
        _metadata.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _metadata.DisposeAsync();
        await Link.DisposeAsync();
    }
}
