using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Where clients find a topic: the name servers' answer.</summary>
/// <param name="Rows">One line per broker; none when there is no route.</param>
/// <param name="OrderQueues">For order topics, "broker:queues;…"; null otherwise.</param>
public sealed record TopicRoute(IReadOnlyList<TopicRoute.Row> Rows, string? OrderQueues)
{
    /// <summary>Queues that can be written to.</summary>
    public IReadOnlyList<MessageQueue> WritableQueues(string topic) => [.. Rows
        .Where(row => row.CanWrite)
        .SelectMany(row => Enumerable.Range(0, row.WriteQueues).Select(queue => new MessageQueue(topic, row.Broker, queue)))];

    /// <summary>Asks a name server (105).</summary>
    public static async Task<TopicRoute> FetchAsync(IClusterConnection connection, string topic, CancellationToken cancellation)
    {
        var route = await connection.Admin.Topics.FindRouteAsync(topic, cancellation);
        if (route is null)
            return new TopicRoute([], null);
        var addresses = route.BrokerDatas.DistinctBy(broker => broker.BrokerName).ToDictionary(broker => broker.BrokerName);
        return new TopicRoute(
            [.. route.QueueDatas.OrderBy(queues => queues.BrokerName, StringComparer.Ordinal).Select(queues => new Row(
                queues.BrokerName,
                addresses.GetValueOrDefault(queues.BrokerName)?.Cluster ?? "",
                string.Join(", ", addresses.GetValueOrDefault(queues.BrokerName)?.BrokerAddrs.Select(broker => FormattableString.Invariant($"{broker.Key} = {broker.Value}")) ?? []),
                queues.ReadQueueNums,
                queues.WriteQueueNums,
                ((Permissions)queues.Perm).ToText(),
                ((Permissions)queues.Perm).CanWrite())
            {
                CanRead = ((Permissions)queues.Perm).CanRead(),
                Replicas = [.. (addresses.GetValueOrDefault(queues.BrokerName)?.BrokerAddrs ?? []).OrderBy(broker => broker.Key).Select(broker => new Replica(broker.Key, broker.Value))],
            })],
            string.IsNullOrEmpty(route.OrderTopicConf) ? null : route.OrderTopicConf);
    }

    /// <summary>A topic on one broker, as name servers tell clients.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Cluster">Its cluster.</param>
    /// <param name="Addresses">"id = host:port" of each of its processes; 0 is the master.</param>
    /// <param name="ReadQueues">Queues to read from.</param>
    /// <param name="WriteQueues">Queues to write to.</param>
    /// <param name="Permission">"RW-".</param>
    /// <param name="CanWrite">Whether it takes messages.</param>
    public sealed record Row(string Broker, string Cluster, string Addresses, int ReadQueues, int WriteQueues, string Permission, bool CanWrite)
    {
        /// <summary>Whether it gives messages.</summary>
        public bool CanRead { get; init; }

        /// <summary>Its processes, master first.</summary>
        public IReadOnlyList<Replica> Replicas { get; init; } = [];
    }

    /// <summary>One process of a broker set.</summary>
    /// <param name="Id">0 for the master.</param>
    /// <param name="Address">"host:port".</param>
    public sealed record Replica(long Id, string Address);
}
