using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Replication;

/// <summary>The cadences and bounds of replication, from the broker's properties.</summary>
internal sealed record ReplicationOptions
{
    /// <summary>Silence after which either side says that it is there.</summary>
    public required TimeSpan Heartbeat { get; init; }

    /// <summary>Silence after which the other side is taken to be gone.</summary>
    public required TimeSpan Housekeeping { get; init; }

    /// <summary>Bytes of the largest piece of log sent under one header.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Bytes a slave may be behind and still count as one that a synchronous master can wait for.</summary>
    public required long MostBehind { get; init; }

    /// <summary>How long a sender of a synchronous master waits for a slave.</summary>
    public required TimeSpan SlaveTimeout { get; init; }

    /// <summary>Pause between two attempts of a slave to reach its master.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromSeconds(5);

    public static ReplicationOptions From(ServerConfiguration configuration) => new()
    {
        Heartbeat = configuration.Milliseconds("haSendHeartbeatInterval"),
        Housekeeping = configuration.Milliseconds("haHousekeepingInterval"),
        BatchSize = configuration.Integer("haTransferBatchSize"),
        MostBehind = configuration.Long("haSlaveFallbehindMax"),
        SlaveTimeout = configuration.Milliseconds("slaveTimeout"),
    };
}
