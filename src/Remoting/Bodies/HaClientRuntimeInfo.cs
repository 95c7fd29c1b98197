namespace RocketMQ.Remoting.Bodies;

/// <summary>A slave's side of its connection to the master. docs/protocol.md 2.4.14.</summary>
public sealed record HaClientRuntimeInfo
{
    /// <summary>Whether it takes part.</summary>
    public bool Activated { get; set; }

    /// <summary>Last bytes from the master, milliseconds since 1970.</summary>
    public long LastReadTimestamp { get; set; }

    /// <summary>Last acknowledgement, milliseconds since 1970.</summary>
    public long LastWriteTimestamp { get; set; }

    /// <summary>Address of the master's replication port.</summary>
    public string? MasterAddr { get; set; }

    /// <summary>What the master has flushed.</summary>
    public long MasterFlushOffset { get; set; }

    /// <summary>Byte after the last one of its own commit log.</summary>
    public long MaxOffset { get; set; }

    /// <summary>Ours: why it follows no master; null while it does.</summary>
    public string? Problem { get; set; }

    /// <summary>Bytes per second.</summary>
    public long TransferredByteInSecond { get; set; }
}
