namespace RocketMQ.Remoting.Bodies;

/// <summary>All filters that are no tag lists: <c>consumerFilter.json</c>. docs/protocol.md 4.7 and 6.3.</summary>
public sealed class ConsumerFilterWrapper
{
    /// <summary>Filters by topic.</summary>
    public Dictionary<string, FilterDataByTopic> FilterDataByTopic { get; set; } = [];
}

/// <summary>The filters of one topic.</summary>
public sealed class FilterDataByTopic
{
    /// <summary>Filters by consumer group.</summary>
    public Dictionary<string, ConsumerFilterData> GroupFilterData { get; set; } = [];

    /// <summary>The topic.</summary>
    public string Topic { get; set; } = "";
}
