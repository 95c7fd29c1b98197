namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: how far the slaves of a broker are: answer to 907. docs/protocol.md 2.4.14.</summary>
public sealed class HaRuntimeInfo
{
    /// <summary>Of a slave: its own side.</summary>
    public HaClientRuntimeInfo? HaClientRuntimeInfo { get; set; }

    /// <summary>Of a master: one entry per slave that is connected.</summary>
    public List<HaConnectionRuntimeInfo> HaConnectionInfo { get; set; } = [];

    /// <summary>Slaves that keep up.</summary>
    public int InSyncSlaveNums { get; set; }

    /// <summary>Whether the broker is a master.</summary>
    public bool Master { get; set; }

    /// <summary>Byte after the last one of the master's commit log.</summary>
    public long MasterCommitLogMaxOffset { get; set; }
}
