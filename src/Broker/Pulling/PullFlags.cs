namespace RocketMQ.Broker.Pulling;

/// <summary>The sysFlag bits of a pull (docs/protocol.md 2.4.2).</summary>
[Flags]
internal enum PullFlags
{
    None = 0,

    /// <summary>commitOffset is to be stored.</summary>
    CommitOffset = 1,

    /// <summary>The caller waits when there is nothing.</summary>
    Suspend = 2,

    /// <summary>The filter is in the request.</summary>
    Subscription = 4,

    /// <summary>A Java class filters; nothing serves that.</summary>
    ClassFilter = 8,

    /// <summary>From a lite pull consumer.</summary>
    LitePull = 16,
}
