using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Works out what moving offsets would do. Nothing is changed.</summary>
internal static class OffsetPlanning
{
    /// <summary>With more queues than this the store times of the next messages are left out.</summary>
    private const int MostTimes = 64;

    private const int AtOnce = 8;

    /// <summary>Looks at the offsets (43), the queues (202), the members (203), and by time at the messages (29, 11).</summary>
    public static async Task<OffsetPlan> MakeAsync(OffsetOrder order, IClusterConnection connection, CancellationToken cancellation)
    {
        var reading = CommittedOffsets.ReadAsync(connection, cancellation);
        var (queues, silent) = await QueuesAsync(order.Topic, connection, cancellation);
        var offsets = await reading;
        var chosen = queues.Where(queue => order.Queues?.Contains((queue.Key.BrokerName, queue.Key.QueueId)) != false).OrderBy(queue => queue.Key).ToList();
        var steps = await MapAsync(chosen, async queue =>
        {
            var (min, max, before) = (queue.Value.MinOffset, queue.Value.MaxOffset, offsets.Find(order.Group, queue.Key));
            var wished = order.Goal.Kind switch
            {
                OffsetGoalKind.Time => await connection.Admin.Messages.SearchOffsetAsync(queue.Key, order.Goal.Time!.Value, cancellation),
                OffsetGoalKind.Earliest => min,
                OffsetGoalKind.Latest => max,
                OffsetGoalKind.Offset => order.Goal.Number,
                OffsetGoalKind.Shift => before + order.Goal.Number,
                _ => offsets.Find(order.Goal.Source!, queue.Key),
            };
            return new OffsetStep(queue.Key, min, max, before, wished);
        });
        return await FinishAsync(order, steps, [.. silent, .. offsets.Failures], connection, cancellation);
    }

    /// <summary>The way to offsets that were written down, as those before a change; queues that are gone are left out.</summary>
    public static async Task<OffsetPlan> ToAsync(
        string group, string topic, IReadOnlyList<(MessageQueue Queue, long? Offset)> goals, CommittedOffsets now, IClusterConnection connection, CancellationToken cancellation)
    {
        var (queues, silent) = await QueuesAsync(topic, connection, cancellation);
        List<OffsetStep> steps =
        [
            .. goals.Where(goal => queues.ContainsKey(goal.Queue)).OrderBy(goal => goal.Queue).Select(goal => new OffsetStep(
                goal.Queue, queues[goal.Queue].MinOffset, queues[goal.Queue].MaxOffset, now.Find(group, goal.Queue), goal.Offset)),
        ];
        var chosen = goals.Select(goal => (goal.Queue.BrokerName, goal.Queue.QueueId)).ToHashSet();
        return await FinishAsync(
            new OffsetOrder(group, topic, new OffsetGoal(OffsetGoalKind.Offset), chosen), steps, [.. silent, .. now.Failures], connection, cancellation);
    }

    private static async Task<OffsetPlan> FinishAsync(
        OffsetOrder order, List<OffsetStep> steps, IReadOnlyList<ServerOutcome> silent, IClusterConnection connection, CancellationToken cancellation)
    {
        if (steps.Count <= MostTimes)
            steps = await MapAsync(steps, async step => step with { NextStored = await NextStoredAsync(step, connection, cancellation) });
        var ways = await OffsetWays.FindAsync(
            connection,
            order.Group,
            [.. steps.Select(step => step.Queue.BrokerName).Distinct()],
            order is { Goal.IsTime: true, Queues: null },
            cancellation);
        var failures = silent.Concat(ways.Failures).DistinctBy(failure => failure.Server).ToList();
        return new OffsetPlan(order, steps, ways.Ways, failures) { Obstacle = ways.Obstacle, IsCpp = ways.IsCpp };
    }

    private static async Task<(Dictionary<MessageQueue, TopicOffset> Queues, List<ServerOutcome> Silent)> QueuesAsync(
        string topic, IClusterConnection connection, CancellationToken cancellation)
    {
        var statistics = await connection.Admin.Topics.GetStatisticsAsync(topic, cancellation);
        return (
            statistics.Values.Values.SelectMany(broker => broker.OffsetTable).ToDictionary(pair => pair.Key, pair => pair.Value),
            [.. ServerOutcome.Of(statistics, connection.Snapshot).Where(outcome => !outcome.Succeeded)]);
    }

    private static async Task<DateTimeOffset?> NextStoredAsync(OffsetStep step, IClusterConnection connection, CancellationToken cancellation) =>
        step.After is { } after && after < step.Max ? (await connection.Admin.Messages.FindAtAsync(step.Queue, after, cancellation))?.StoredAt : null;

    private static async Task<List<TOut>> MapAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, Task<TOut>> convert)
    {
        List<TOut> results = [];
        foreach (var some in items.Chunk(AtOnce))
            results.AddRange(await Task.WhenAll(some.Select(convert)));
        return results;
    }
}
