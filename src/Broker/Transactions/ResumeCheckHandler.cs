using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>323: an operator has the producers of a transaction asked anew, also when it was given up (docs/protocol.md 2.4.11).</summary>
internal sealed class ResumeCheckHandler(IMessageStore store, TopicCreation creation, BrokerIdentity identity)
    : IRequestHandler<ResumeCheckHalfMessageRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<ResumeCheckHalfMessageRequestHeader> request, CancellationToken stopping)
    {
        if (!MessageIds.TryParseOffsetId(request.Header.MsgId, out _, out var position))
            throw Wrong($"msgId '{request.Header.MsgId}' is no offset id; one of 32 or 56 hexadecimal digits is");
        using var lease = position < 0 ? null : store.ReadRecord(position);
        if (lease is null || RecordView.Parse(lease.Span, out var record) != RecordKind.Message)
            throw Wrong($"there is no message at commit log offset {position}, which {request.Header.MsgId} names");
        var properties = MessageProperties.Parse(record.Properties);
        if (!properties.ContainsKey(PropertyNames.RealTopic) || !properties.ContainsKey(PropertyNames.ProducerGroup) || !IsOfTransactions(record))
            throw Wrong($"message {request.Header.MsgId} is no half message, its topic is {Encoding.UTF8.GetString(record.Topic)}");
        properties[PropertyNames.TransactionCheckTimes] = "0";
        var text = Encoding.UTF8.GetBytes(MessageProperties.Format(properties));
        var result = store.Append(RecordCopy.To(record, creation.HalfTopic().Name, 0, identity.StoreHost, text));
        return ValueTask.FromResult(result.IsStored
            ? Reply.Success
            : throw Wrong($"Put message back to {SystemTopics.TransactionHalf} failed. {AppendOutcome.NameOf(result.Status)}: {result.Problem}"));
    }

    private static bool IsOfTransactions(RecordView record) =>
        record.Topic.SequenceEqual("RMQ_SYS_TRANS_HALF_TOPIC"u8) || record.Topic.SequenceEqual("TRANS_CHECK_MAX_TIME_TOPIC"u8);

    private static RejectedException Wrong(string remark) => new(ResponseCode.SystemError, remark);
}
