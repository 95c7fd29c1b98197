using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What name servers tell clients of the queues of order topics (101, 100, 102). Brokers of 4.9 forget the order flag of a topic.</summary>
internal static class TopicOrder
{
    /// <summary>Where it is kept (docs/protocol.md 3.2, updateTopic).</summary>
    public const string Namespace = "ORDER_TOPIC_CONFIG";

    /// <summary>The value of a topic with these queues to write to.</summary>
    public static string Spell(IEnumerable<(string Broker, int Queues)> queues) =>
        string.Join(';', queues.OrderBy(broker => broker.Broker, StringComparer.Ordinal).Select(broker => $"{broker.Broker}:{broker.Queues}"));

    /// <summary>Sets the value of a topic, or takes it away; asks nobody to change what is so already.</summary>
    public static async Task<PartialResult<Done>> SaveAsync(INameServerOperations nameServers, string topic, string? value, CancellationToken cancellation)
    {
        var known = await nameServers.GetValueAsync(Namespace, topic, cancellation);
        return value == known ? new PartialResult<Done>(new Dictionary<string, Done>(), [])
            : value is null ? await nameServers.DeleteValueAsync(Namespace, topic, cancellation)
            : await nameServers.PutValueAsync(Namespace, topic, value, cancellation);
    }
}
