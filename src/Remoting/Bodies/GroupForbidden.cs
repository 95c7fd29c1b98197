namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: answer to 353. docs/protocol.md 2.4.14.</summary>
public sealed class GroupForbidden
{
    /// <summary>Group name.</summary>
    public string? Group { get; set; }

    /// <summary>Whether reading is allowed.</summary>
    public bool? Readable { get; set; }

    /// <summary>Topic name.</summary>
    public string? Topic { get; set; }
}
