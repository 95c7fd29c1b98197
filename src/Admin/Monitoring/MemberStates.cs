using System.Globalization;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Monitoring;

/// <summary>Looks at the states of all members of a group for what the original warns of: different subscriptions, queues that stand still.</summary>
public static class MemberStates
{
    // Members that have just started may not know the subscriptions yet; a queue whose listener is slow is not stuck at once.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(1);

    /// <summary>Examines the states of at least one member.</summary>
    /// <param name="members">States by client id.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether all subscribe to the same, and what looks wrong with whom.</returns>
    public static (bool Same, IReadOnlyList<MemberFinding> Findings) Examine(IReadOnlyDictionary<string, ConsumerRunningInfo> members, DateTimeOffset now)
    {
        var first = members.Values.First();
        var isSettled = IsPush(first) && now - Milliseconds(first, "PROP_CONSUMER_START_TIMESTAMP") > Settled;
        var subscriptions = members.Values.Select(Subscriptions).Distinct(StringComparer.Ordinal).ToList();
        var same = !isSettled || (subscriptions.Count == 1 && subscriptions[0].Length > 0);
        return (same, [.. members.SelectMany(member => Examine(member.Key, member.Value, now).Select(text => new MemberFinding(member.Key, text)))]);
    }

    private static IEnumerable<string> Examine(string clientId, ConsumerRunningInfo info, DateTimeOffset now)
    {
        if (!IsPush(info))
            yield break;
        var isOrdered = bool.TryParse(info.Properties.GetValueOrDefault("PROP_CONSUMEORDERLY"), out var ordered) && ordered;
        foreach (var (queue, state) in info.MqTable.OrderBy(pair => pair.Key))
        {
            var name = FormattableString.Invariant($"MessageQueue [topic={queue.Topic}, brokerName={queue.BrokerName}, queueId={queue.QueueId}]");
            if (isOrdered && !state.Locked)
                yield return FormattableString.Invariant($"{clientId} {name} can't lock for a while, {Since(now, state.LastLockTimestamp)}ms");
            else if (isOrdered && state.Droped && state.TryUnlockTimes > 0)
                yield return FormattableString.Invariant($"{clientId} {name} unlock {state.TryUnlockTimes} times, still failed");
            else if (!isOrdered && state.CachedMsgCount > 0 && Since(now, state.LastConsumeTimestamp) > Stuck.TotalMilliseconds)
                yield return FormattableString.Invariant($"{clientId} {name} can't consume for a while, maybe blocked, {Since(now, state.LastConsumeTimestamp)}ms");
        }
    }

    private static bool IsPush(ConsumerRunningInfo info) => info.Properties.GetValueOrDefault("PROP_CONSUME_TYPE") == "CONSUME_PASSIVELY";

    private static string Subscriptions(ConsumerRunningInfo info) => string.Join(
        '\n', info.SubscriptionSet.Select(subscription => $"{subscription.Topic} {subscription.ExpressionType} {subscription.SubString}").Order(StringComparer.Ordinal));

    private static DateTimeOffset Milliseconds(ConsumerRunningInfo info, string property) =>
        long.TryParse(info.Properties.GetValueOrDefault(property), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MaxValue;

    private static long Since(DateTimeOffset now, long milliseconds) => now.ToUnixTimeMilliseconds() - milliseconds;
}

/// <summary>Something that looks wrong with a member.</summary>
/// <param name="ClientId">Which.</param>
/// <param name="Text">What, in the original's words.</param>
public sealed record MemberFinding(string ClientId, string Text);
