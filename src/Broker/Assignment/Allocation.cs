using RocketMQ.Model;

namespace RocketMQ.Broker.Assignment;

/// <summary>Shares the queues of a topic out among the members of a group, as the clients' own strategies of these names do (docs/protocol.md 2.4.14).</summary>
internal static class Allocation
{
    /// <summary>The names that are understood.</summary>
    public static IReadOnlyList<string> Names { get; } = ["AVG", "AVG_BY_CIRCLE"];

    /// <summary>The queues of one member that pulls.</summary>
    /// <param name="strategy">One of <see cref="Names"/>.</param>
    /// <param name="member">The member; one that is not in the list gets none.</param>
    /// <param name="members">All members in order.</param>
    /// <param name="queues">All queues in order.</param>
    public static IReadOnlyList<MessageQueue> Share(string strategy, string member, IReadOnlyList<string> members, IReadOnlyList<MessageQueue> queues)
    {
        var index = IndexOf(members, member);
        if (index < 0)
            return [];
        if (strategy == Names[1])
            return [.. queues.Where((_, at) => at % members.Count == index)];
        // The first members get one more each where it does not come out even.
        var (each, over) = (queues.Count / members.Count, queues.Count % members.Count);
        return [.. queues.Skip((index * each) + Math.Min(index, over)).Take(each + (index < over ? 1 : 0))];
    }

    /// <summary>The queues of one member that pops: its own and those of the <paramref name="shared"/> members behind it, or all.</summary>
    public static IReadOnlyList<MessageQueue> SharePopped(
        string strategy, string member, IReadOnlyList<string> members, IReadOnlyList<MessageQueue> queues, int shared)
    {
        if (shared <= 0 || shared >= members.Count - 1)
            return [.. queues.Select(queue => queue with { QueueId = -1 }).Distinct()];
        var index = IndexOf(members, member);
        if (index < 0)
            return [];
        if (members.Count > queues.Count)
            return [queues[index % queues.Count]];
        return [.. Enumerable.Range(0, shared + 1).SelectMany(step => Share(strategy, members[(index + step) % members.Count], members, queues)).Distinct()];
    }

    private static int IndexOf(IReadOnlyList<string> members, string member) =>
        Enumerable.Range(0, members.Count).Where(index => members[index] == member).DefaultIfEmpty(-1).First();
}
