namespace RocketMQ.Remoting.Bodies;

/// <summary>Version of a table; two are the same only when all members are. docs/protocol.md 2.1.</summary>
public sealed record DataVersion
{
    /// <summary>Changes so far.</summary>
    public long Counter { get; set; }

    /// <summary>5.x: term of the controller.</summary>
    public long? StateVersion { get; set; }

    /// <summary>Time of the last change, milliseconds since 1970.</summary>
    public long Timestamp { get; set; }
}
