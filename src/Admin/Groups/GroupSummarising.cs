using System.Collections.Concurrent;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Groups;

/// <summary>
/// One line for each group of a cluster. Progress comes in bulk, one request per broker (317); only who is connected has to be asked group
/// by group (203), many at a time. The original asks four requests per group, one after the other.
/// </summary>
internal sealed class GroupSummarising(IGroupOperations groups, ITopicOperations topics)
{
    public async Task<GroupSummaries> SummariseAsync(BrokerTarget target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var retryTopics = (await topics.ListNamesAsync(cancellation)).Where(SystemTopics.IsRetry).ToHashSet(StringComparer.Ordinal);
        var bulk = await groups.ListProgressAsync(target, cancellation: cancellation);
        var parts = bulk.Values
            .SelectMany(broker => broker.Value.Groups.SelectMany(table => table).Select(pair => new Part(broker.Key, pair.Key, pair.Value)))
            .Where(part => part.Stats.Exists(stats => stats.OffsetTable.Count > 0) || retryTopics.Contains(SystemTopics.RetryTopicOf(part.Group)))
            .ToList();
        var done = 0;
        var failures = new ConcurrentBag<TargetFailure>();
        var members = await AdminCalls.AllAsync(
            parts,
            async part =>
            {
                var answer = await groups.GetConsumersAsync(part.Group, BrokerTarget.Address(part.Address), cancellation);
                foreach (var failure in answer.Failures)
                    failures.Add(failure);
                progress?.Report(new WorkProgress(Interlocked.Increment(ref done), parts.Count));
                return answer.Values.GetValueOrDefault(part.Address);
            },
            cancellation);
        var summaries = parts.Zip(members)
            .GroupBy(pair => pair.First.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Summarise(group.Key, [.. group.SelectMany(pair => pair.First.Stats)], [.. group.Select(pair => pair.Second).OfType<ConsumerConnection>()]));
        // A broker that is down fails once for each group; once is enough to know.
        return new GroupSummaries([.. summaries], [.. bulk.Failures, .. failures.DistinctBy(failure => failure.Address)]);
    }

    private static GroupSummary Summarise(string group, List<ConsumeStats> stats, List<ConsumerConnection> connections)
    {
        var clients = connections.SelectMany(connection => connection.ConnectionSet).DistinctBy(client => client.ClientId).ToList();
        var first = connections.FirstOrDefault();
        return new GroupSummary(
            group,
            clients.Count,
            clients.Count == 0 ? null : clients.Min(client => client.Version),
            first?.ConsumeType ?? ConsumeType.Unknown,
            first?.MessageModel ?? MessageModel.Unknown,
            stats.Sum(table => table.ConsumeTps),
            stats.SelectMany(table => table.OffsetTable.Values).Sum(offsets => offsets.BrokerOffset - offsets.ConsumerOffset));
    }

    private sealed record Part(string Address, string Group, List<ConsumeStats> Stats);
}
