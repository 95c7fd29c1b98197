using System.Globalization;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>Looks at the states of all members of a group for what the original warns of: different subscriptions, queues that stand still.</summary>
internal static class RunningInfoCheck
{
    // Members that have just started may not know the subscriptions yet; a queue whose listener is slow is not stuck at once.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(1);

    public static (bool Same, IReadOnlyList<string> Findings) Examine(IReadOnlyDictionary<string, ConsumerRunningInfo> members, DateTimeOffset now)
    {
        var first = members.Values.First();
        var isSettled = IsPush(first) && now - Milliseconds(first, "PROP_CONSUMER_START_TIMESTAMP") > Settled;
        var subscriptions = members.Values.Select(Subscriptions).Distinct(StringComparer.Ordinal).ToList();
        var same = !isSettled || (subscriptions.Count == 1 && subscriptions[0].Length > 0);
        return (same, [.. members.SelectMany(member => Examine(member.Key, member.Value, now))]);
    }

    private static IEnumerable<string> Examine(string clientId, ConsumerRunningInfo info, DateTimeOffset now)
    {
        if (!IsPush(info))
            yield break;
        var isOrdered = bool.TryParse(info.Properties.GetValueOrDefault("PROP_CONSUMEORDERLY"), out var ordered) && ordered;
        foreach (var (queue, state) in info.MqTable.OrderBy(pair => pair.Key))
        {
            var name = Sending.Describe(queue);
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
