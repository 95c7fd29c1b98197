using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>State of one client.</summary>
internal sealed record MemberState(
    string ClientId,
    IReadOnlyDictionary<string, string> Properties,
    IReadOnlyList<SubscriptionView> Subscriptions,
    IReadOnlyList<MemberQueue> Queues,
    IReadOnlyDictionary<string, ConsumeStatus> Topics,
    string? Stacks)
{
    public static MemberState Of(string clientId, ConsumerRunningInfo info) => new(
        clientId,
        info.Properties,
        [.. info.SubscriptionSet.Select(subscription => new SubscriptionView(subscription.Topic, subscription.SubString, subscription.ExpressionType ?? "TAG"))],
        [.. info.MqTable.OrderBy(pair => pair.Key).Select(pair => new MemberQueue(pair.Key.Topic, pair.Key.BrokerName, pair.Key.QueueId, pair.Value))],
        info.StatusTable,
        info.Jstack);
}

/// <summary>A queue that the client has.</summary>
internal sealed record MemberQueue(string Topic, string BrokerName, int QueueId, ProcessQueueInfo State);
