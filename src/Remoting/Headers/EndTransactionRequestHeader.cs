namespace RocketMQ.Remoting.Headers;

/// <summary>37: ends a transaction. docs/protocol.md 2.4.7.</summary>
public sealed class EndTransactionRequestHeader : IRemotingHeader
{
    /// <summary>Producer group name.</summary>
    public string ProducerGroup { get; set; } = "";

    /// <summary>Queue offset of the half message.</summary>
    public long TranStateTableOffset { get; set; }

    /// <summary>Physical offset of the half message.</summary>
    public long CommitLogOffset { get; set; }

    /// <summary>8 commit, 12 roll back, 0 unknown.</summary>
    public int CommitOrRollback { get; set; }

    /// <summary>Whether this answers a check of the broker.</summary>
    public bool? FromTransactionCheck { get; set; }

    /// <summary>Unique id of the half message.</summary>
    public string MsgId { get; set; } = "";

    /// <summary>Unique id of the half message.</summary>
    public string? TransactionId { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ProducerGroup = fields.Required("producerGroup", ProducerGroup);
        TranStateTableOffset = fields.Required("tranStateTableOffset", TranStateTableOffset);
        CommitLogOffset = fields.Required("commitLogOffset", CommitLogOffset);
        CommitOrRollback = fields.Required("commitOrRollback", CommitOrRollback);
        FromTransactionCheck = fields.IfPresent("fromTransactionCheck", FromTransactionCheck);
        MsgId = fields.Required("msgId", MsgId);
        TransactionId = fields.IfPresent("transactionId", TransactionId);
    }
}
