using System.Text;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>Stores a message on OFFSET_MOVED_EVENT for each pull that asked for an offset that is not there; monitoring tools consume them (docs/protocol.md 6.12).</summary>
internal sealed partial class OffsetMovedEvents(IMessageStore store, BrokerIdentity identity, TimeProvider time, ILogger<OffsetMovedEvents> logger)
{
    public void Add(string group, string topic, int queueId, long wanted, long next)
    {
        var body = FastJson.Write(new OffsetMovedEvent
        {
            ConsumerGroup = group,
            MessageQueue = new MessageQueue(topic, identity.BrokerName, queueId),
            OffsetNew = next,
            OffsetRequest = wanted,
        });
        var result = store.Append(new MessageAppend
        {
            Topic = SystemTopics.OffsetMovedEvent,
            QueueId = 0,
            BornTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            BornHost = identity.StoreHost,
            StoreHost = identity.StoreHost,
            Body = body,
            Properties = Encoding.UTF8.GetBytes(MessageProperties.Format([new(PropertyNames.Keys, group), new(PropertyNames.Delay, "0"), new(PropertyNames.Tags, group)])),
        });
        if (!result.IsStored)
            LogNotStored(group, topic, result.Problem);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "That the offset of group {Group} in topic {Topic} moved could not be noted: {Problem}")]
    private partial void LogNotStored(string group, string topic, string? problem);
}
