using System.Runtime.CompilerServices;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>One line of the list of topics.</summary>
/// <param name="Name">Topic.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Brokers">Names of the brokers that have it.</param>
/// <param name="BrokerCount">How many those are.</param>
/// <param name="ReadQueues">Queues to read from, over all brokers.</param>
/// <param name="WriteQueues">Queues to write to, over all brokers.</param>
/// <param name="Permission">"RW-", or several where brokers differ.</param>
/// <param name="Order">Whether it is an order topic on any broker.</param>
public sealed record TopicRow(
    string Name, TopicKind Kind, string Brokers, int BrokerCount, int ReadQueues, int WriteQueues, string Permission, bool Order)
{
    // The same for everybody who looks: with very many topics, making a line costs more than showing it.
    private static readonly ConditionalWeakTable<TopicSnapshot, TopicRow> Made = new();

    /// <summary>The line of a topic.</summary>
    public static TopicRow Of(TopicSnapshot topic) => Made.GetValue(topic, Make);

    private static TopicRow Make(TopicSnapshot topic) => new(
        topic.Name,
        topic.Kind,
        string.Join(", ", topic.Configs.Keys),
        topic.Configs.Count,
        topic.Configs.Values.Sum(config => config.ReadQueueNums),
        topic.Configs.Values.Sum(config => config.WriteQueueNums),
        string.Join(" / ", topic.Configs.Values.Select(config => ((Permissions)config.Perm).ToText()).Distinct()),
        topic.Configs.Values.Any(config => config.Order));
}
