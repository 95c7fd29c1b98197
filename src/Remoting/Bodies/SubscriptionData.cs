namespace RocketMQ.Remoting.Bodies;

/// <summary>What a group wants of a topic. docs/protocol.md 2.1 and 6.2.</summary>
public sealed record SubscriptionData
{
    /// <summary>Whether a Java class filters; nothing serves that.</summary>
    public bool ClassFilterMode { get; set; }

    /// <summary>Java hash codes of the tags.</summary>
    public List<int> CodeSet { get; set; } = [];

    /// <summary>TAG or SQL92; absent means TAG.</summary>
    public string? ExpressionType { get; set; } = "TAG";

    /// <summary>Filter expression.</summary>
    public string SubString { get; set; } = "";

    /// <summary>Version of the subscription, milliseconds since 1970.</summary>
    public long SubVersion { get; set; }

    /// <summary>Tags; none for all.</summary>
    public List<string> TagsSet { get; set; } = [];

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";
}
