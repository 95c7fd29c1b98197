using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>37: a producer says what becomes of a transaction, by itself or because it was asked (docs/protocol.md 2.4.7).</summary>
/// <remarks>
/// A commit stores the message in its own queue and then notes that the half is done. A crash between the two leaves an open half: its
/// producer is asked again and the message is delivered twice, never lost.
/// </remarks>
internal sealed class EndTransactionHandler(
    OpenTransactions open, OpMessage ops, IMessageStore store, Placement placement, TopicTable topics, BrokerIdentity identity,
    Confirmations confirmations, BrokerStatistics statistics) : IRequestHandler<EndTransactionRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<EndTransactionRequestHeader> request, CancellationToken stopping)
    {
        var reply = End(request);
        // Whatever the wait ends with, the transaction has ended, and an answer of success is what the original gives.
        if (reply == Reply.Success)
            _ = await confirmations.WhenSafeAsync(store.MaxPhysicalOffset);
        return reply;
    }

    private Reply End(Request<EndTransactionRequestHeader> request)
    {
        if (store.IsFollower)
            throw new RejectedException(ResponseCode.SlaveNotAvailable, "this broker is a slave: transactions end at its master");
        var header = request.Header;
        var outcome = (TransactionType)header.CommitOrRollback;
        // An outcome not known yet is no outcome: the producer is asked later. The original sends no answer either.
        if (outcome is not (TransactionType.Commit or TransactionType.Rollback))
            return Reply.None;
        using var lease = header.CommitLogOffset < 0 ? null : store.ReadRecord(header.CommitLogOffset);
        if (lease is null || RecordView.Parse(lease.Span, out var record) != RecordKind.Message)
            throw Wrong("Find prepared transaction message failed");
        var half = Check(header, record);
        return End(outcome, record, half);
    }

    private Reply End(TransactionType outcome, RecordView record, HalfMessage half)
    {
        lock (open.Turn)
        {
            if (!open.IsOpen(record.QueueOffset, out var copy))
                return Reply.Success;
            if (outcome == TransactionType.Commit && Deliver(record, half) is { IsStored: false } undelivered)
                return Refused(undelivered);
            // A delivered message is done with, noted or not: only a restart would have its producer asked again.
            if (Note(record.QueueOffset, copy) is { IsStored: false } unnoted && outcome == TransactionType.Rollback)
                return Refused(unnoted);
            open.Done(copy ?? record.QueueOffset);
            return Reply.Success;
        }
    }

    private static Reply Refused(in AppendResult result)
    {
        var (code, remark) = AppendOutcome.Refusal(result);
        return Reply.Refused(code, remark);
    }

    /// <summary>The copy first: it is the one that would be asked about.</summary>
    private AppendResult Note(long half, long? copy) =>
        copy is { } asked && ops.Append(asked) is { IsStored: false } failed ? failed : ops.Append(half);

    private AppendResult Deliver(RecordView record, HalfMessage half)
    {
        var meaning = new SendProperties(record.Properties);
        var place = placement.For(meaning, half.RealTopic, half.RealQueue);
        var properties = place.TimerOut == 0
            ? record.Properties
            : half.With(PropertyNames.TimerOutMs, place.TimerOut.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (place.Level > 0 && place.Level != meaning.DelayLevel)
            properties = DelayedProperties.WithLevel(properties, place.Level);
        var result = store.Append(RecordCopy.To(record, place.Topic, place.QueueId, identity.StoreHost, properties) with
        {
            SystemFlags = record.SystemFlags.WithTransaction(TransactionType.Commit),
            PreparedTransactionOffset = record.PhysicalOffset,
        });
        if (result.IsStored && topics.Find(half.RealTopic) is { } topic)
        {
            topic.Traffic.PutNums.Add(1);
            topic.Traffic.PutSize.Add(result.Size);
            statistics.BrokerPutNums.Add(1);
        }

        return result;
    }

    private static HalfMessage Check(EndTransactionRequestHeader header, RecordView record)
    {
        if (HalfMessage.Read(record) is not { } half)
            throw Wrong($"The message at commit log offset {header.CommitLogOffset} is no half message, its topic is {Encoding.UTF8.GetString(record.Topic)}");
        if (half.Group != header.ProducerGroup)
            throw Wrong("The producer group wrong");
        if (record.QueueOffset != header.TranStateTableOffset)
            throw Wrong("The transaction state table offset wrong");
        return record.PhysicalOffset == header.CommitLogOffset ? half : throw Wrong("The commit log offset wrong");
    }

    private static RejectedException Wrong(string remark) => new(ResponseCode.SystemError, remark);
}
