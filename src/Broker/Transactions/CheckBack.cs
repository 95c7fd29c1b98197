using System.Text;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>39: asks one producer of a group what becomes of a transaction; it answers with a 37 of its own (docs/protocol.md 2.5).</summary>
internal sealed partial class CheckBack(ProducerTable producers, ILogger<CheckBack> logger)
{
    /// <returns>Whether there was somebody to ask.</returns>
    /// <param name="record">The half as it was found.</param>
    /// <param name="half">The same, decoded; its property WAIT is set to false, as the original does.</param>
    /// <param name="copy">Where the copy stands that the answer will name.</param>
    /// <param name="storeHost">This broker, for the copy's id.</param>
    public bool Ask(RecordView record, HalfMessage half, in AppendResult copy, HostAddress storeHost)
    {
        var request = RemotingCommand.Request(
            RequestCode.CheckTransactionState,
            new CheckTransactionStateRequestHeader
            {
                CommitLogOffset = copy.PhysicalOffset,
                TranStateTableOffset = copy.QueueOffset,
                MsgId = half.UniqueKey,
                TransactionId = half.UniqueKey,
                OffsetMsgId = MessageIds.FormatOffsetId(storeHost, copy.PhysicalOffset),
            },
            Encode(record, half, copy));
        for (var attempt = producers.CountOf(half.Group); attempt > 0; attempt--)
        {
            if (producers.Next(half.Group) is { } producer && TrySend(producer, request))
                return true;
        }

        return false;
    }

    private bool TrySend(ClientChannel producer, RemotingCommand request)
    {
        if (producer.Connection.IsClosed)
            return false;
        try
        {
            producer.Connection.InvokeOneway(request);
            return true;
        }
        catch (Exception gone) when (gone is RemotingException or ObjectDisposedException)
        {
            LogNotAsked(producer.ClientId, gone.Message);
            return false;
        }
    }

    /// <summary>The record as its producer knows it: of the topic and queue it was sent to.</summary>
    private static byte[] Encode(RecordView record, HalfMessage half, in AppendResult copy)
    {
        var content = new RecordContent
        {
            Topic = Encoding.UTF8.GetBytes(half.RealTopic),
            QueueId = half.RealQueue,
            Flag = record.Flag,
            QueueOffset = copy.QueueOffset,
            PhysicalOffset = copy.PhysicalOffset,
            SystemFlags = record.SystemFlags,
            BornTimestamp = record.BornTimestamp,
            BornHost = record.BornHost,
            StoreTimestamp = record.StoreTimestamp,
            StoreHost = record.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes,
            PreparedTransactionOffset = record.PreparedTransactionOffset,
            Body = record.Body,
            BodyCrc = record.BodyCrc,
            Properties = half.With(PropertyNames.Wait, "false"),
        };
        var bytes = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(bytes, content);
        return bytes;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Producer {Client} could not be asked about a transaction: {Reason}")]
    private partial void LogNotAsked(string client, string reason);
}
