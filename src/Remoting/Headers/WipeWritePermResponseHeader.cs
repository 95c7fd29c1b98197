namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 205.</summary>
public sealed class WipeWritePermResponseHeader : IRemotingHeader
{
    /// <summary>Topics that lost the permission.</summary>
    public int WipeTopicCount { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        WipeTopicCount = fields.Required("wipeTopicCount", WipeTopicCount);
    }
}
