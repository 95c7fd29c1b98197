namespace RocketMQ.Broker.Config;

/// <summary>What a broker does within its set (key brokerRole).</summary>
internal enum BrokerRole
{
    /// <summary>Takes messages; a send is confirmed before slaves have it.</summary>
    AsyncMaster,

    /// <summary>Takes messages; a send is confirmed once a slave has it.</summary>
    SyncMaster,

    /// <summary>Follows its master and serves reads.</summary>
    Slave,
}

/// <summary>Spelling of roles and flush types in properties.</summary>
internal static class Spellings
{
    public static string Of(BrokerRole role) => role switch
    {
        BrokerRole.AsyncMaster => "ASYNC_MASTER",
        BrokerRole.SyncMaster => "SYNC_MASTER",
        _ => "SLAVE",
    };

    public static string Of(Store.FlushDiskType type) => type == Store.FlushDiskType.SyncFlush ? "SYNC_FLUSH" : "ASYNC_FLUSH";
}
