using System.Globalization;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What name servers tell clients of the queues of order topics (101, 100, 102). Brokers of 4.9 forget the order flag of a topic.</summary>
internal static class TopicOrder
{
    /// <summary>The value of a topic with these queues to write to.</summary>
    public static string Spell(IEnumerable<(string Broker, int Queues)> queues) =>
        string.Join(';', queues.OrderBy(broker => broker.Broker, StringComparer.Ordinal).Select(broker => $"{broker.Broker}:{broker.Queues}"));

    /// <summary>What is wrong with a value that somebody wrote; null when nothing is.</summary>
    /// <param name="value">"broker-a:8;broker-b:8".</param>
    /// <param name="writeQueues">Queues that can be written to, by broker.</param>
    public static Remark? Problem(string value, IReadOnlyDictionary<string, int> writeQueues)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in value.Split(';'))
        {
            // Clients send to a queue of every number below the one that is told, whether the broker has it or not.
            if (part.Split(':') is not [var broker, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var queues))
                return new Remark("Topics.OrderUnreadable", part);
            if (!writeQueues.TryGetValue(broker, out var most))
                return new Remark("Topics.OrderNoBroker", broker, string.Join(", ", writeQueues.Keys));
            if (queues < 1 || queues > most)
                return new Remark("Topics.OrderQueuesAllowed", queues, broker, most);
            if (!seen.Add(broker))
                return new Remark("Topics.OrderTwice", broker);
        }

        return null;
    }

    /// <summary>Sets the value of a topic, or takes it away; asks nobody to change what is so already.</summary>
    public static async Task<PartialResult<Done>> SaveAsync(INameServerOperations nameServers, string topic, string? value, CancellationToken cancellation)
    {
        var known = await nameServers.GetValueAsync(OrderTopics.Namespace, topic, cancellation);
        return value == known ? new PartialResult<Done>(new Dictionary<string, Done>(), [])
            : value is null ? await nameServers.DeleteValueAsync(OrderTopics.Namespace, topic, cancellation)
            : await nameServers.PutValueAsync(OrderTopics.Namespace, topic, value, cancellation);
    }
}
