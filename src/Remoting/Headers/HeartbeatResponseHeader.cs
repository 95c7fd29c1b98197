namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 34. Our own servers leave it empty: 4.9 knows neither field. docs/protocol.md 2.4.5.</summary>
public sealed class HeartbeatResponseHeader : IRemotingHeader
{
    /// <summary>5.x: whether heartbeats without subscriptions are understood.</summary>
    public bool? SupportsHeartbeatV2 { get; set; }

    /// <summary>5.x: whether the subscription changed.</summary>
    public bool? SubscriptionChanged { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        SupportsHeartbeatV2 = fields.IfPresent("IS_SUPPORT_HEART_BEAT_V2", SupportsHeartbeatV2);
        SubscriptionChanged = fields.IfPresent("IS_SUB_CHANGE", SubscriptionChanged);
    }
}
