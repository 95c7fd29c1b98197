namespace RocketMQ.Remoting.Bodies;

/// <summary>Settings of a consumer group on one broker: body of 200. docs/protocol.md 2.1.</summary>
public sealed record SubscriptionGroupConfig
{
    /// <summary>5.x: attributes by name.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>Broker to read from while the group keeps up.</summary>
    public long BrokerId { get; set; }

    /// <summary>Whether broadcast consumption is allowed.</summary>
    public bool ConsumeBroadcastEnable { get; set; } = true;

    /// <summary>Whether consumption is allowed.</summary>
    public bool ConsumeEnable { get; set; } = true;

    /// <summary>Whether a new group may start at the first message.</summary>
    public bool ConsumeFromMinEnable { get; set; } = true;

    /// <summary>5.x: whether pop consumption is in order.</summary>
    public bool? ConsumeMessageOrderly { get; set; }

    /// <summary>5.x: how long consumption may take, minutes.</summary>
    public int? ConsumeTimeoutMinute { get; set; }

    /// <summary>Group name.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>5.x: when a message is tried again.</summary>
    public GroupRetryPolicy? GroupRetryPolicy { get; set; }

    /// <summary>5.x: system flags.</summary>
    public int? GroupSysFlag { get; set; }

    /// <summary>Whether members are told when the group changes.</summary>
    public bool NotifyConsumerIdsChangedEnable { get; set; } = true;

    /// <summary>How often a message is tried again before it goes to the dead letter topic.</summary>
    public int RetryMaxTimes { get; set; } = 16;

    /// <summary>Queues of the retry topic.</summary>
    public int RetryQueueNums { get; set; } = 1;

    /// <summary>5.x: subscriptions set by the operator.</summary>
    public List<SimpleSubscriptionData>? SubscriptionDataSet { get; set; }

    /// <summary>Broker to read from when the group is far behind.</summary>
    public long WhichBrokerWhenConsumeSlowly { get; set; } = 1;
}
