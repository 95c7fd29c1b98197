namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 327.</summary>
public sealed class AddWritePermResponseHeader : IRemotingHeader
{
    /// <summary>Topics that got the permission.</summary>
    public int AddTopicCount { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        AddTopicCount = fields.Required("addTopicCount", AddTopicCount);
    }
}
