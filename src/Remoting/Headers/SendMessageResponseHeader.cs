namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 10, 310, 320, 324 and 325, also to failures (with the two last fields only). docs/protocol.md 2.4.1.</summary>
public sealed class SendMessageResponseHeader : IRemotingHeader
{
    /// <summary>Offset id; for a batch all of them, joined with commas.</summary>
    public string? MsgId { get; set; }

    /// <summary>Queue number within the topic.</summary>
    public int? QueueId { get; set; }

    /// <summary>Offset of the message, of the first one for a batch.</summary>
    public long? QueueOffset { get; set; }

    /// <summary>Unique id of the half message.</summary>
    public string? TransactionId { get; set; }

    /// <summary>5.x: id of the batch.</summary>
    public string? BatchUniqId { get; set; }

    /// <summary>5.x: handle to take a timed message back.</summary>
    public string? RecallHandle { get; set; }

    /// <summary>Region of the broker.</summary>
    public string? Region { get; set; }

    /// <summary>Whether clients shall send traces.</summary>
    public bool? TraceOn { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        MsgId = fields.IfPresent("msgId", MsgId);
        QueueId = fields.IfPresent("queueId", QueueId);
        QueueOffset = fields.IfPresent("queueOffset", QueueOffset);
        TransactionId = fields.IfPresent("transactionId", TransactionId);
        BatchUniqId = fields.IfPresent("batchUniqId", BatchUniqId);
        RecallHandle = fields.IfPresent("recallHandle", RecallHandle);
        Region = fields.IfPresent("MSG_REGION", Region);
        TraceOn = fields.IfPresent("TRACE_ON", TraceOn);
    }
}
