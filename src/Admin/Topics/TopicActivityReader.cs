using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Topics;

/// <summary>Puts together what brokers count about a topic and its groups: statistics items of docs/protocol.md 6.13, offsets of 208.</summary>
internal sealed class TopicActivityReader(AdminCalls calls, BrokerDirectory directory)
{
    private readonly TopicGroups _groups = new(calls);

    public async Task<TopicActivities> ReadAsync(IReadOnlyList<string> topics, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var done = 0;
        var all = await AdminCalls.AllAsync(
            topics,
            async topic =>
            {
                var lines = await ReadAsync(topic, cancellation);
                progress?.Report(new WorkProgress(Interlocked.Increment(ref done), topics.Count));
                return lines;
            },
            cancellation);
        return new TopicActivities(
            [.. all.SelectMany(part => part.Lines)], [.. all.SelectMany(part => part.Failures).DistinctBy(failure => failure.Address)]);
    }

    private async Task<TopicActivities> ReadAsync(string topic, CancellationToken cancellation)
    {
        // A topic that was deleted since it was listed has no traffic.
        if (await directory.FindRouteAsync(topic, cancellation) is not { } route)
            return new TopicActivities([], []);
        var masters = route.BrokerDatas.Where(broker => broker.BrokerAddrs.ContainsKey(0)).Select(broker => broker.BrokerAddrs[0]).ToList();
        var puts = await AdminCalls.EachAsync(masters, address => StatisticAsync(address, BrokerStatistic.Puts, topic, cancellation));
        var listed = await AdminCalls.EachAsync(BrokerDirectory.Readers(route).Values, address => _groups.ListAsync(address, topic, cancellation));
        var (inTps, inDay) = Sum(puts);
        var failures = puts.Failures.Concat(listed.Failures).ToList();
        var lines = new List<TopicActivity>();
        foreach (var group in listed.Values.Values.SelectMany(list => list).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var gets = await AdminCalls.EachAsync(masters, address => StatisticAsync(address, BrokerStatistic.Gets, $"{topic}@{group}", cancellation));
            var stats = await AdminCalls.EachAsync(
                masters,
                address => calls.CallForBodyAsync<ConsumeStats>(
                    address, RequestCode.GetConsumeStats, new GetConsumeStatsRequestHeader { ConsumerGroup = group, Topic = topic }, cancellation));
            var (outTps, outDay) = Sum(gets);
            long? behind = stats.Values.Count == 0
                ? null
                : Math.Max(0, stats.Values.Values.SelectMany(table => table.OffsetTable.Values).Sum(offsets => offsets.BrokerOffset - offsets.ConsumerOffset));
            lines.Add(new TopicActivity(topic, group, behind, inTps, outTps, inDay, outDay));
            failures.AddRange(gets.Failures.Concat(stats.Failures));
        }

        if (lines.Count == 0)
            lines.Add(new TopicActivity(topic, null, null, inTps, null, inDay, null));
        return new TopicActivities(lines, failures);
    }

    private async Task<BrokerStatsData?> StatisticAsync(string address, string name, string key, CancellationToken cancellation) =>
        await BrokerStatistic.FindAsync(calls, address, name, key, cancellation);

    private static (double Tps, long LastDay) Sum(PartialResult<BrokerStatsData?> items)
    {
        var counted = items.Values.Values.OfType<BrokerStatsData>().ToList();
        return (counted.Sum(item => item.StatsMinute.Tps), counted.Sum(BrokerStatistic.LastDay));
    }
}
