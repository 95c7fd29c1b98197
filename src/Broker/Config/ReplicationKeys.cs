using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>How masters and slaves keep together (docs/protocol.md 5, 7.3).</summary>
internal static class ReplicationKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Integer("haListenPort", 0, 0, 65535, "Port for replication. Default: listenPort + 1."),
        ConfigKey.Text("haMasterAddress", "", "host:port of the master's replication port, for a slave. Default: what name servers tell."),
        ConfigKey.Integer("haSendHeartbeatInterval", 5000, 100, 3_600_000, "Milliseconds of silence after which either side says that it is there."),
        ConfigKey.Integer("haHousekeepingInterval", 20_000, 100, 3_600_000, "Milliseconds of silence after which the other side is taken to be gone."),
        ConfigKey.Integer("haTransferBatchSize", 32 * 1024, 1024, 4 * 1024 * 1024 - 12, "Bytes of the largest piece of log sent at once; a slave of the original holds 4 MiB."),
        ConfigKey.Long("haSlaveFallbehindMax", 256 * 1024 * 1024, 1, long.MaxValue, "Bytes a slave may be behind and still be waited for by a SYNC_MASTER."),
        ConfigKey.Integer("slaveTimeout", 3000, 1, 3_600_000, "Milliseconds a sender waits for a slave under SYNC_MASTER."),
        ConfigKey.Flag("offsetCheckInSlave", false, "Whether a slave tells consumers that their offset is out of range. Without, they are asked to try again, for the slave may be behind."),
    ];
}
