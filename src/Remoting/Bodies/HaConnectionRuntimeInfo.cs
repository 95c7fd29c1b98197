namespace RocketMQ.Remoting.Bodies;

/// <summary>One slave as its master sees it. docs/protocol.md 2.4.14.</summary>
public sealed record HaConnectionRuntimeInfo
{
    /// <summary>Its address, host:port.</summary>
    public string Addr { get; set; } = "";

    /// <summary>Ours: for how long the oldest message that it lacks has been there, milliseconds; null where that is not known.</summary>
    public long? BehindMillis { get; set; }

    /// <summary>Bytes it is behind.</summary>
    public long Diff { get; set; }

    /// <summary>Whether it keeps up.</summary>
    public bool InSync { get; set; }

    /// <summary>What it has acknowledged.</summary>
    public long SlaveAckOffset { get; set; }

    /// <summary>Where the transfer to it began.</summary>
    public long TransferFromWhere { get; set; }

    /// <summary>Bytes per second.</summary>
    public long TransferredByteInSecond { get; set; }
}
