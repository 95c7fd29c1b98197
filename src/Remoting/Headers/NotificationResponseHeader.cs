namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 200054.</summary>
public sealed class NotificationResponseHeader : IRemotingHeader
{
    /// <summary>Whether there is something to pop.</summary>
    public bool HasMsg { get; set; }

    /// <summary>Whether too many requests wait already.</summary>
    public bool PollingFull { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        HasMsg = fields.Required("hasMsg", HasMsg);
        PollingFull = fields.Required("pollingFull", PollingFull);
    }
}
