using System.Globalization;
using System.Net;
using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>Notes in the log that a half message has been dealt with, the way the original does, so that it can take the folder over (docs/protocol.md 4.2.9).</summary>
internal sealed class OpMessage(IMessageStore store, TopicCreation creation, BrokerIdentity identity, TimeProvider time)
{
    /// <summary>The only tag there is: the half is done with.</summary>
    private const string DoneTag = "d";

    private readonly UniqueIdGenerator _ids = new(IPAddress.Loopback, Environment.ProcessId, Environment.TickCount, time);

    public AppendResult Append(long halfOffset)
    {
        Span<byte> body = stackalloc byte[20];
        _ = halfOffset.TryFormat(body, out var length, default, CultureInfo.InvariantCulture);
        return store.Append(new MessageAppend
        {
            Topic = creation.OpTopic().Name,
            QueueId = 0,
            BornTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            BornHost = identity.StoreHost,
            StoreHost = identity.StoreHost,
            Body = body[..length],
            Properties = Encoding.UTF8.GetBytes($"{PropertyNames.Tags}\u0001{DoneTag}\u0002{PropertyNames.UniqueKey}\u0001{_ids.Next()}"),
        });
    }

    /// <summary>The half offsets a record says are done; 5.x puts several into one, each with a comma behind.</summary>
    public static IEnumerable<long> Read(StoredMessage record)
    {
        if (record.Tags != DoneTag)
            yield break;
        foreach (var part in Encoding.UTF8.GetString(record.Body.Span).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                yield return offset;
        }
    }
}
