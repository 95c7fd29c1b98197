namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: a decision about one resource. docs/protocol.md 2.4.14.</summary>
public sealed record AclPolicyEntry
{
    /// <summary>What is done: Pub, Sub, Create, Update, Delete, Get, List, Any or All.</summary>
    public List<string>? Actions { get; set; }

    /// <summary>Allow or Deny.</summary>
    public string? Decision { get; set; }

    /// <summary>To what, for example Topic:orders, Group:* or Topic:pre*.</summary>
    public string? Resource { get; set; }

    /// <summary>From where; from anywhere when absent.</summary>
    public List<string>? SourceIps { get; set; }
}
