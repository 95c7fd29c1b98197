namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 370.</summary>
public sealed class RecallMessageResponseHeader : IRemotingHeader
{
    /// <summary>Message id.</summary>
    public string MsgId { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        MsgId = fields.Required("msgId", MsgId);
    }
}
