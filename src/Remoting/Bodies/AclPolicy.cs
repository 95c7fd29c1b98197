namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: decisions of one type. docs/protocol.md 2.4.14.</summary>
public sealed record AclPolicy
{
    /// <summary>The decisions, one for each resource.</summary>
    public List<AclPolicyEntry> Entries { get; set; } = [];

    /// <summary>Custom, or Default for what counts when no custom one fits; custom when absent.</summary>
    public string? PolicyType { get; set; }
}
