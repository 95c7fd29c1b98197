namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: state of one queue in a pop consumer.</summary>
public sealed record PopProcessQueueInfo
{
    /// <summary>Whether the queue was given up (so spelt).</summary>
    public bool Droped { get; set; }

    /// <summary>Last pop, milliseconds since 1970.</summary>
    public long LastPopTimestamp { get; set; }

    /// <summary>Messages not acknowledged yet.</summary>
    public int WaitAckCount { get; set; }
}
