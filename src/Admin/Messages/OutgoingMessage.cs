using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>A message to be sent.</summary>
/// <param name="Topic">Topic; it must have a route.</param>
/// <param name="Body">Body as it is to be stored; nothing is compressed.</param>
public sealed record OutgoingMessage(string Topic, ReadOnlyMemory<byte> Body)
{
    /// <summary>The queue; null to go round robin over all writable queues.</summary>
    public MessageQueue? Queue { get; init; }

    /// <summary>Tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Keys to find it by; none may contain a space.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Further properties.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Delay level, 1 to 18 by default; null or 0 for none.</summary>
    public int? DelayLevel { get; init; }

    /// <summary>Number for the application.</summary>
    public int Flag { get; init; }

    /// <summary>In whose name it is sent.</summary>
    public string ProducerGroup { get; init; } = "CONSOLE_PRODUCER";
}
