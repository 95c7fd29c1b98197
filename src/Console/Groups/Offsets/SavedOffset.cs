using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Where a group stood on a queue before a change, and where the change took it.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Broker">Name of the broker set.</param>
/// <param name="Queue">Number.</param>
/// <param name="Before">Its offset; null when it had none.</param>
/// <param name="After">The offset afterwards; null when it has none then.</param>
internal sealed record SavedOffset(string Topic, string Broker, int Queue, long? Before, long? After)
{
    /// <summary>The queue.</summary>
    public MessageQueue Of() => new(Topic, Broker, Queue);
}
