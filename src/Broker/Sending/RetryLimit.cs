using RocketMQ.Broker.Groups;

namespace RocketMQ.Broker.Sending;

/// <summary>After how many attempts a group gives a message up (docs/protocol.md 6.7).</summary>
internal static class RetryLimit
{
    /// <summary>From this version on (V3_4_9) a client's own limit counts (docs/protocol.md 1.7).</summary>
    private const int FromClientSince = 121;

    public static int Of(Group group, int? asked, int version) =>
        asked is { } limit && version >= FromClientSince ? limit : group.Config.RetryMaxTimes;
}
