namespace RocketMQ.Remoting.Headers;

/// <summary>39, broker to client: asks for the state of a half message. docs/protocol.md 2.5.</summary>
public sealed class CheckTransactionStateRequestHeader : IRemotingHeader
{
    /// <summary>Queue offset of the half message.</summary>
    public long TranStateTableOffset { get; set; }

    /// <summary>Physical offset of the half message.</summary>
    public long CommitLogOffset { get; set; }

    /// <summary>Unique id of the half message.</summary>
    public string? MsgId { get; set; }

    /// <summary>Unique id of the half message.</summary>
    public string? TransactionId { get; set; }

    /// <summary>Offset id of the half message.</summary>
    public string? OffsetMsgId { get; set; }

    /// <summary>5.x: its topic.</summary>
    public string? Topic { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        TranStateTableOffset = fields.Required("tranStateTableOffset", TranStateTableOffset);
        CommitLogOffset = fields.Required("commitLogOffset", CommitLogOffset);
        MsgId = fields.IfPresent("msgId", MsgId);
        TransactionId = fields.IfPresent("transactionId", TransactionId);
        OffsetMsgId = fields.IfPresent("offsetMsgId", OffsetMsgId);
        Topic = fields.IfPresent("topic", Topic);
    }
}
