using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>The queue of an order key, chosen as the clients' selector by hash does: messages of one key come to one queue, whoever sends them.</summary>
internal static class OrderKeys
{
    /// <summary>The queue.</summary>
    /// <param name="key">The key.</param>
    /// <param name="queues">All queues to write to, in the clients' order: by broker name, then by number.</param>
    public static MessageQueue QueueOf(string key, IReadOnlyList<MessageQueue> queues) => queues[Math.Abs(JavaHash.Of(key) % queues.Count)];
}
