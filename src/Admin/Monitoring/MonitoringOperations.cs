using System.Collections.Concurrent;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Monitoring;

internal sealed class MonitoringOperations(ITopicOperations topics, IGroupOperations groups, IMessageOperations messages, TimeProvider time) : IMonitoringOperations
{
    public async Task<MonitorRound> CheckAsync(
        MonitorRound? previous, TimeSpan lookBack, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var (moved, positions, unread) = await new MovedOffsetReading(topics, messages).ReadAsync(
            previous?.Positions ?? new Dictionary<MessageQueue, long>(), now - lookBack, cancellation);
        var found = await groups.SummariseAsync(BrokerTarget.AllMasters, progress, cancellation);
        var ends = new QueueEnds(topics);
        var parts = await AdminCalls.AllAsync(
            found.Groups.Where(group => group.Members > 0), group => CheckAsync(group.Group, ends, now, cancellation), cancellation);
        var failures = unread.Concat(found.Failures).Concat(parts.SelectMany(part => part.Failures));
        return new MonitorRound(
            [.. parts.SelectMany(part => part.Undone)],
            [.. parts.SelectMany(part => part.Failed)],
            moved,
            [.. parts.SelectMany(part => part.Findings)],
            [.. failures.DistinctBy(failure => failure.Address)])
        {
            Groups = found.Groups.Count, Positions = positions,
        };
    }

    private static IEnumerable<FailedMessages> Failed(string group, IEnumerable<ConsumerRunningInfo> members) => members
        .SelectMany(member => member.StatusTable)
        .GroupBy(pair => pair.Key, pair => pair.Value.ConsumeFailedMsgs, StringComparer.Ordinal)
        .OrderBy(topic => topic.Key, StringComparer.Ordinal)
        .Select(topic => new FailedMessages(group, topic.Key, topic.Sum()))
        .Where(failed => failed.LastHour > 0);

    private static async Task<List<UndoneMessages>> UndoneAsync(string group, IEnumerable<ConsumeStats> stats, QueueEnds ends, CancellationToken cancellation)
    {
        var undone = new List<UndoneMessages>();
        foreach (var topic in stats.SelectMany(table => table.OffsetTable).GroupBy(pair => pair.Key.Topic, StringComparer.Ordinal).OrderBy(topic => topic.Key, StringComparer.Ordinal))
        {
            var behind = topic.Select(pair => Math.Max(0, pair.Value.BrokerOffset - pair.Value.ConsumerOffset)).ToList();
            long? delay = 0;
            foreach (var (queue, offsets) in topic.Where(pair => pair.Value.LastTimestamp > 0))
                delay = await ends.FindAsync(queue, cancellation) is { } newest && delay is { } known ? Math.Max(known, newest - offsets.LastTimestamp) : null;
            undone.Add(new UndoneMessages(group, topic.Key, behind.Sum(), behind.Max(), delay));
        }

        return undone;
    }

    private async Task<MonitorRound> CheckAsync(string group, QueueEnds ends, DateTimeOffset now, CancellationToken cancellation)
    {
        var stats = await groups.GetProgressAsync(group, BrokerTarget.AllMasters, cancellation: cancellation);
        var members = await groups.GetConsumersAsync(group, BrokerTarget.AllMasters, cancellation);
        var silent = new ConcurrentBag<TargetFailure>();
        var infos = await FindInfosAsync(group, members.Values.Values.OfType<ConsumerConnection>(), silent, cancellation);
        var findings = new List<GroupFinding>();
        if (infos.Count > 0)
        {
            var (same, wrong) = MemberStates.Examine(infos, now);
            if (!same)
                findings.Add(new GroupFinding(group, null, "Subscription different"));
            findings.AddRange(wrong.Select(finding => new GroupFinding(group, finding.ClientId, finding.Text)));
        }

        return new MonitorRound(
            await UndoneAsync(group, stats.Values.Values, ends, cancellation), [.. Failed(group, infos.Values)], [], findings, [.. stats.Failures, .. members.Failures, .. silent]);
    }

    private async Task<SortedDictionary<string, ConsumerRunningInfo>> FindInfosAsync(
        string group, IEnumerable<ConsumerConnection> parts, ConcurrentBag<TargetFailure> silent, CancellationToken cancellation)
    {
        var infos = new SortedDictionary<string, ConsumerRunningInfo>(StringComparer.Ordinal);
        foreach (var client in parts.SelectMany(part => part.ConnectionSet).DistinctBy(client => client.ClientId))
        {
            try
            {
                if (await groups.FindRunningInfoAsync(group, client.ClientId, cancellation: cancellation) is { } info)
                    infos[client.ClientId] = info;
            }
            catch (Exception unanswered) when (unanswered is AdminException or PartialFailureException or RemotingException)
            {
                silent.Add(new TargetFailure(client.ClientAddr, unanswered));
            }
        }

        return infos;
    }
}
