using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Settings to give a topic.</summary>
/// <param name="ReadQueues">Queues to read from on each broker.</param>
/// <param name="WriteQueues">Queues to write to on each broker.</param>
/// <param name="Permission">RW, R or W.</param>
/// <param name="Order">Whether it is an order topic.</param>
/// <param name="Brokers">Names of the brokers to do it on; those that have the topic, or all for a new one.</param>
/// <param name="PerBroker">Settings of single brokers, by name.</param>
/// <param name="OrderQueues">What name servers tell clients of an order topic's queues, "broker-a:8;broker-b:8"; the queues to write to when it is left out.</param>
/// <param name="MessageType">Kind of messages, for brokers of 5.x.</param>
internal sealed record TopicSettings(
    int? ReadQueues,
    int? WriteQueues,
    string? Permission,
    bool? Order,
    IReadOnlyList<string>? Brokers,
    IReadOnlyDictionary<string, OwnSettings>? PerBroker,
    string? OrderQueues,
    string? MessageType)
{
    /// <summary>The wish that they are about a topic.</summary>
    /// <exception cref="RequestRefusedException">Something is not allowed; the field is named.</exception>
    public TopicWish Wish(ApiCluster target, string name)
    {
        if (TopicRules.Check(name).Problem is { } problem)
            throw RequestRefusedException.Invalid("topic", problem);
        var known = target.Lists.Topic(name);
        var draft = known is null ? TopicDraft.New(target.Lists) : TopicDraft.Edit(known);
        draft.Name = name;
        draft.Order = Order ?? draft.Order;
        if (Brokers is not null)
        {
            draft.Brokers.Clear();
            draft.Brokers.UnionWith(target.Masters(Brokers));
        }

        draft.Set(QueuesOf("readQueues", ReadQueues), QueuesOf("writeQueues", WriteQueues), PermissionOf("permission", Permission));
        foreach (var (broker, own) in PerBroker ?? new Dictionary<string, OwnSettings>())
        {
            if (!draft.Brokers.Contains(broker))
                throw RequestRefusedException.Invalid($"perBroker.{broker}", $"'{broker}' is none of the brokers to do it on: {string.Join(", ", draft.Brokers)}.");
            var common = draft.SettingsOf(broker);
            draft.Own[broker] = new QueueSettings(
                QueuesOf($"perBroker.{broker}.readQueues", own.ReadQueues) ?? common.ReadQueues,
                QueuesOf($"perBroker.{broker}.writeQueues", own.WriteQueues) ?? common.WriteQueues,
                PermissionOf($"perBroker.{broker}.permission", own.Permission) ?? common.Permission);
        }

        draft.OrderQueues = OrderQueues ?? draft.OrderQueues;
        if (OrderQueues is not null && !draft.Order)
            throw RequestRefusedException.Invalid("orderQueues", "Only an order topic has 'orderQueues'; 'order' is not true.");
        if (draft.OrderProblem is not null)
            throw RequestRefusedException.Invalid("orderQueues", $"'{draft.OrderQueues}' is not allowed; allowed is {(draft.Wish with { OrderQueues = null }).OrderAfter(known)}, with fewer queues or brokers.");
        if (MessageType is { } type && !MessageTypes.All.Contains(type))
            throw RequestRefusedException.Invalid("messageType", $"'{type}' is no message type; allowed are {string.Join(", ", MessageTypes.All)}.");
        draft.MessageType = MessageType;
        return draft.Wish.TooOld(target.Lists) is { Count: > 0 } old
            ? throw RequestRefusedException.Invalid("messageType", $"Brokers before 5.0 have no message types: {string.Join(", ", old)}.")
            : draft.Wish;
    }

    private static int? QueuesOf(string field, int? queues) => queues is { } number && !QueueSettings.IsAllowed(number)
        ? throw RequestRefusedException.Invalid(field, $"'{field}' has to be between 1 and {QueueSettings.MostQueues}.")
        : queues;

    private static int? PermissionOf(string field, string? text) => text switch
    {
        null => null,
        "RW" => (int)(Permissions.Read | Permissions.Write),
        "R" => (int)Permissions.Read,
        "W" => (int)Permissions.Write,
        _ => throw RequestRefusedException.Invalid(field, $"'{text}' is no permission; allowed are RW, R and W."),
    };
}

/// <summary>Settings to give a topic on one broker; what is left out is as on the others.</summary>
internal sealed record OwnSettings(int? ReadQueues, int? WriteQueues, string? Permission);
