using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Offsets;
using RocketMQ.Store;

namespace RocketMQ.Broker.Groups;

/// <summary>
/// Takes groups off that are so far behind that reading for them would push everyone else's messages out of memory
/// (disableConsumeIfConsumerReadSlowly, docs/protocol.md 6.16). An administrator switches them on again.
/// </summary>
internal sealed partial class SlowGroups(
    GroupTable groups, ConsumerTable consumers, OffsetTable offsets, IMessageStore store, BrokerSettings settings, ILogger<SlowGroups> logger)
{
    /// <summary>How often the original looks.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Looks at every group that is online.</summary>
    public void Look()
    {
        if (settings.MostBytesBehind is not { } most)
            return;
        foreach (var online in consumers.Groups)
        {
            if (groups.Find(online.Name) is not { Config.ConsumeEnable: true } group)
                continue;
            var behind = BytesBehind(group.Name);
            if (behind <= most)
                continue;
            groups.Put(group.Config with { ConsumeEnable = false });
            LogTakenOff(group.Name, behind, most);
        }
    }

    private long BytesBehind(string group)
    {
        var behind = 0L;
        foreach (var topic in offsets.TopicsOf(group))
        {
            foreach (var (queue, offset) in offsets.Of(topic, group))
            {
                if (store.GetPhysicalOffset(topic, queue, offset) is >= 0 and var position)
                    behind = Math.Max(behind, store.MaxPhysicalOffset - position);
            }
        }

        return behind;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Group {Group} is {Behind} bytes behind, more than consumerFallbehindThreshold={Most}; it may not consume any more until consumeEnable is set for it again")]
    private partial void LogTakenOff(string group, long behind, long most);
}
