namespace RocketMQ.Remoting.Bodies;

/// <summary>One entry of a consume queue. docs/protocol.md 2.4.11 and 4.3.</summary>
public sealed record ConsumeQueueData
{
    /// <summary>Filter bits, as text.</summary>
    public string? BitMap { get; set; }

    /// <summary>Whether the group's filter takes the message.</summary>
    public bool Eval { get; set; }

    /// <summary>Extension entry, as JSON text.</summary>
    public string? ExtendDataJson { get; set; }

    /// <summary>Why the entry could not be evaluated.</summary>
    public string? Msg { get; set; }

    /// <summary>Physical offset of the message.</summary>
    public long PhysicOffset { get; set; }

    /// <summary>Size of the message, bytes.</summary>
    public int PhysicSize { get; set; }

    /// <summary>Tag hash, or a time in delay queues.</summary>
    public long TagsCode { get; set; }
}
