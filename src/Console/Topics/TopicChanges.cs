using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Changes topics, and looks at the cluster again afterwards. What single servers refuse stands in the outcomes.</summary>
internal static class TopicChanges
{
    /// <summary>Where name servers keep which queues of an order topic belong together (docs/protocol.md 3.2, updateTopic).</summary>
    private const string OrderNamespace = "ORDER_TOPIC_CONFIG";

    /// <summary>Creates or changes a topic on every chosen broker (17).</summary>
    public static async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, TopicDraft draft, CancellationToken cancellation = default)
    {
        var snapshot = connection.Snapshot;
        var results = await Task.WhenAll(draft.Brokers.Select(broker => SaveAsync(connection, draft, broker, snapshot, cancellation)));
        List<ServerOutcome> outcomes = [.. results.SelectMany(result => result)];
        if (outcomes.TrueForAll(outcome => outcome.Succeeded))
            outcomes.AddRange(await SaveOrderAsync(connection, draft, cancellation));
        await connection.RefreshAsync(cancellation);
        return outcomes;
    }

    /// <summary>Deletes a topic from every master (215) and, when all of them did, from every name server (216).</summary>
    public static async Task<IReadOnlyList<ServerOutcome>> DeleteAsync(IClusterConnection connection, string topic, CancellationToken cancellation = default)
    {
        var snapshot = connection.Snapshot;
        PartialResult<Done> result;
        try
        {
            result = await connection.Admin.Topics.DeleteAsync(topic, cancellation: cancellation);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }

        await connection.RefreshAsync(cancellation);
        return [.. ServerOutcome.Of(result, snapshot)];
    }

    private static async Task<IEnumerable<ServerOutcome>> SaveAsync(
        IClusterConnection connection, TopicDraft draft, string broker, ClusterSnapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            var target = snapshot.MasterAddress(broker) is { } address ? BrokerTarget.Address(address) : BrokerTarget.Broker(broker);
            return ServerOutcome.Of(await connection.Admin.Topics.SaveAsync(draft.ConfigFor(broker), target, cancellation), snapshot);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(broker, FailureText.Of(failure))];
        }
    }

    // Brokers of 4.9 forget the order flag; clients learn it from the name servers.
    private static async Task<IEnumerable<ServerOutcome>> SaveOrderAsync(IClusterConnection connection, TopicDraft draft, CancellationToken cancellation)
    {
        try
        {
            var nameServers = connection.Admin.NameServers;
            var known = await nameServers.GetValueAsync(OrderNamespace, draft.Name, cancellation);
            if (!draft.Order)
                return known is null ? [] : ServerOutcome.Of(await nameServers.DeleteValueAsync(OrderNamespace, draft.Name, cancellation), connection.Snapshot);
            var queues = draft.Before.Where(broker => !draft.Brokers.Contains(broker.Key)).Select(broker => (broker.Key, broker.Value.WriteQueueNums))
                .Concat(draft.Brokers.Select(broker => (broker, draft.WriteQueues)));
            var value = string.Join(';', queues.OrderBy(broker => broker.Item1, StringComparer.Ordinal).Select(broker => $"{broker.Item1}:{broker.Item2}"));
            return value == known ? [] : ServerOutcome.Of(await nameServers.PutValueAsync(OrderNamespace, draft.Name, value, cancellation), connection.Snapshot);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(OrderNamespace, FailureText.Of(failure))];
        }
    }
}
