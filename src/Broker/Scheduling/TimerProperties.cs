using System.Buffers.Text;
using System.Text;
using RocketMQ.Broker.Sending;
using RocketMQ.Model;

namespace RocketMQ.Broker.Scheduling;

/// <summary>What happens to the properties of messages with a delivery time of their own, as 5.x writes them.</summary>
internal static class TimerProperties
{
    /// <summary>Room for what <see cref="Stamp"/> adds.</summary>
    public const int Added = 128;

    private static readonly string[] Wishes = [PropertyNames.TimerDeliverMs, PropertyNames.TimerDelaySec, PropertyNames.TimerDelayMs];

    /// <summary>A delay level outweighs a delivery time, which is forgotten then.</summary>
    public static byte[] Without(ReadOnlySpan<byte> properties)
    {
        var all = MessageProperties.Parse(properties);
        foreach (var wish in Wishes)
            all.Remove(wish);
        return Encoding.UTF8.GetBytes(MessageProperties.Format(all));
    }

    /// <summary>Notes in a message that leaves the waiting queue when it came and went, and how often it was written anew.</summary>
    /// <returns>The text, which stands in one of the two buffers.</returns>
    public static ReadOnlySpan<byte> Stamp(ReadOnlySpan<byte> properties, long enqueued, long now, bool isRolled, Span<byte> first, Span<byte> second)
    {
        var half = Set(properties, "TIMER_ENQUEUE_MS"u8, enqueued, first);
        var whole = Set(half, "TIMER_DEQUEUE_MS"u8, now, second);
        if (!isRolled)
            return whole;
        MessageProperties.TryFind(properties, "TIMER_ROLL_TIMES"u8, out var times);
        return Set(whole, "TIMER_ROLL_TIMES"u8, (PropertyNumber.Of(times) ?? 0) + 1, first);
    }

    private static ReadOnlySpan<byte> Set(ReadOnlySpan<byte> properties, ReadOnlySpan<byte> name, long value, Span<byte> buffer)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        return buffer[..MessageProperties.Rewrite(properties, default, name, digits[..length], buffer)];
    }
}
