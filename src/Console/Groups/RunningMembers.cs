using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>What members of a group say of themselves (307), and where that does not go together.</summary>
/// <param name="Infos">Answers by client id.</param>
/// <param name="Failures">Why members did not answer, by client id.</param>
/// <param name="NotAsked">Members beyond those that are asked at most.</param>
public sealed record RunningMembers(IReadOnlyDictionary<string, ConsumerRunningInfo> Infos, IReadOnlyDictionary<string, string> Failures, int NotAsked)
{
    /// <summary>Members that are asked at most; each costs requests of its own.</summary>
    public const int Most = 32;

    private const int AtOnce = 8;

    /// <summary>Topics that members want different messages of.</summary>
    public IReadOnlyList<SubscriptionDifference> Differences { get; } = SubscriptionDifference.Among(Infos);

    /// <summary>Asks the members, a few at a time.</summary>
    public static async Task<RunningMembers> FetchAsync(
        IClusterConnection connection, string group, IReadOnlyList<string> clientIds, CancellationToken cancellation)
    {
        var infos = new Dictionary<string, ConsumerRunningInfo>(StringComparer.Ordinal);
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in clientIds.Take(Most).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(async clientId => (clientId, Answer: await AskAsync(connection, group, clientId, false, cancellation))));
            foreach (var (clientId, (info, failure)) in answers)
            {
                if (info is not null)
                    infos[clientId] = info;
                else
                    failures[clientId] = failure ?? clientId;
            }
        }

        return new RunningMembers(infos, failures, Math.Max(0, clientIds.Count - Most));
    }

    /// <summary>Asks one member.</summary>
    /// <returns>Its answer, or why there is none; neither when it is not connected.</returns>
    public static async Task<(ConsumerRunningInfo? Info, string? Failure)> AskAsync(
        IClusterConnection connection, string group, string clientId, bool withStacks, CancellationToken cancellation)
    {
        try
        {
            return (await connection.Admin.Groups.FindRunningInfoAsync(group, clientId, withStacks, cancellation), null);
        }
        catch (Exception silence) when (silence is PartialFailureException || FailureText.IsExpected(silence))
        {
            return (null, FailureText.Of(silence));
        }
    }

    /// <summary>How many queues a member holds; null when it did not answer.</summary>
    public int? QueuesOf(string clientId) => Infos.TryGetValue(clientId, out var info)
        ? info.MqTable.Keys.Concat(info.MqPopTable?.Keys ?? Enumerable.Empty<MessageQueue>()).Distinct().Count(queue => !SystemTopics.IsRetry(queue.Topic))
        : null;
}

/// <summary>A topic that members of a group want different messages of.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Wishes">What is wanted, null for nothing, and who wants it.</param>
public sealed record SubscriptionDifference(string Topic, IReadOnlyList<(string? Expression, IReadOnlyList<string> Members)> Wishes)
{
    /// <summary>Every topic on which not all members agree.</summary>
    internal static IReadOnlyList<SubscriptionDifference> Among(IReadOnlyDictionary<string, ConsumerRunningInfo> members) =>
    [
        .. members.Values.SelectMany(info => info.SubscriptionSet).Select(subscription => subscription.Topic).Distinct()
            .Where(topic => !SystemTopics.IsRetry(topic))
            .Order(StringComparer.Ordinal)
            .Select(topic => new SubscriptionDifference(
                topic,
                [
                    .. members.OrderBy(member => member.Key, StringComparer.Ordinal)
                        .GroupBy(member => Wish(member.Value, topic), member => member.Key)
                        .Select(wish => (wish.Key, (IReadOnlyList<string>)[.. wish])),
                ]))
            .Where(difference => difference.Wishes.Count > 1),
    ];

    private static string? Wish(ConsumerRunningInfo info, string topic) =>
        info.SubscriptionSet.FirstOrDefault(subscription => subscription.Topic == topic) is { } subscription
            ? (subscription.ExpressionType is null or "TAG" ? "" : subscription.ExpressionType + " ") + Normal(subscription)
            : null;

    // "a || b" and "b||a" are the same wish.
    private static string Normal(SubscriptionData subscription) => subscription.ExpressionType is null or "TAG"
        ? string.Join(" || ", subscription.SubString.Split("||", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        : subscription.SubString;
}
