using Microsoft.AspNetCore.WebUtilities;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Addresses of searches and of single messages.</summary>
internal static class MessageAddresses
{
    /// <summary>A search.</summary>
    public static string Search(string cluster, MessageQuery query) => Addresses.Messages(cluster) + QueryOf(query);

    /// <summary>The query of a search's address, with its question mark.</summary>
    public static string QueryOf(MessageQuery query) => QueryHelpers.AddQueryString("", query.ToParameters().Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>A topic from its newest message backwards.</summary>
    public static string Browse(string cluster, string topic) => Search(cluster, new MessageQuery { Topic = topic });

    /// <summary>A place in a queue with its neighbours.</summary>
    public static string At(string cluster, MessageQueue queue, long offset) => Search(cluster, new MessageQuery
    {
        Mode = SearchMode.Offset, Topic = queue.Topic, Broker = queue.BrokerName, Queue = queue.QueueId, Offset = offset,
    });

    /// <summary>One message, by the id that names its place.</summary>
    public static string Of(string cluster, LocatedMessage located) => Addresses.Message(cluster, located.Message.OffsetMessageId);

    /// <summary>One message by either id; a unique id needs the topic.</summary>
    public static string Of(string cluster, string id, string? topic) => topic is null
        ? Addresses.Message(cluster, id)
        : QueryHelpers.AddQueryString(Addresses.Message(cluster, id), "topic", topic);
}
