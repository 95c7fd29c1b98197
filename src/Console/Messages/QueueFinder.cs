using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Finds the queue that a search names, whose broker may be left out where there is only one.</summary>
internal sealed class QueueFinder(IClusterConnection connection)
{
    /// <summary>The queue, or what is wrong with the question.</summary>
    public async Task<(MessageQueue Queue, QueryProblem? Problem)> FindAsync(MessageQuery query, CancellationToken cancellation)
    {
        var topic = query.Topic ?? "";
        var id = query.Queue ?? 0;
        if (await connection.Admin.Topics.FindRouteAsync(topic, cancellation) is not { } route)
            return (default, new QueryProblem(QueryProblemKind.NoSuchTopic, topic));
        var brokers = route.QueueDatas.ToDictionary(data => data.BrokerName, data => Math.Max(data.ReadQueueNums, data.WriteQueueNums));
        var names = string.Join(", ", brokers.Keys.Order(StringComparer.Ordinal));
        if (query.Broker is null && brokers.Count != 1)
            return (default, new QueryProblem(QueryProblemKind.WhichBroker, topic, names));
        var broker = query.Broker ?? brokers.Keys.First();
        if (!brokers.TryGetValue(broker, out var queues))
            return (default, new QueryProblem(QueryProblemKind.NoSuchBroker, broker, names));
        return id < queues
            ? (new MessageQueue(topic, broker, id), null)
            : (default, new QueryProblem(QueryProblemKind.NoSuchQueue, FormattableString.Invariant($"{broker}:{id}"), FormattableString.Invariant($"0–{queues - 1}")));
    }
}
