namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: what somebody may do. docs/protocol.md 2.4.14.</summary>
public sealed record AclInfo
{
    /// <summary>What is decided, in one list for each type.</summary>
    public List<AclPolicy> Policies { get; set; } = [];

    /// <summary>Who, for example User:alice.</summary>
    public string? Subject { get; set; }
}
