using System.Buffers.Text;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Adds to a message's properties where it is to go when its time has come (docs/protocol.md 4.2.9).</summary>
internal static class DelayedProperties
{
    /// <summary>
    /// Appends REAL_TOPIC, REAL_QID and, where there is one, the time behind <paramref name="properties"/>, which already stand at
    /// the front of <paramref name="buffer"/>.
    /// </summary>
    /// <returns>The length of the whole text.</returns>
    public static int Write(ReadOnlySpan<byte> properties, string topic, int queueId, long timerOut, Span<byte> buffer)
    {
        var at = properties.Length;
        at += WriteName("REAL_TOPIC"u8, at > 0, buffer[at..]);
        at += Encoding.UTF8.GetBytes(topic, buffer[at..]);
        at += WriteName("REAL_QID"u8, true, buffer[at..]);
        at += WriteNumber(queueId, buffer[at..]);
        if (timerOut == 0)
            return at;
        at += WriteName("TIMER_OUT_MS"u8, true, buffer[at..]);
        return at + WriteNumber(timerOut, buffer[at..]);
    }

    /// <summary>The same properties with another delay level: a message that asks for more than the highest says what it got.</summary>
    public static byte[] WithLevel(ReadOnlySpan<byte> properties, int level)
    {
        Span<byte> digits = stackalloc byte[16];
        var number = digits[..WriteNumber(level, digits)];
        var buffer = new byte[MessageProperties.MaxRewrittenLength(properties.Length, "DELAY"u8.Length, number.Length)];
        return buffer[..MessageProperties.Rewrite(properties, default, "DELAY"u8, number, buffer)];
    }

    private static int WriteNumber(long number, Span<byte> buffer)
    {
        Utf8Formatter.TryFormat(number, buffer, out var digits);
        return digits;
    }

    private static int WriteName(ReadOnlySpan<byte> name, bool separated, Span<byte> buffer)
    {
        var at = 0;
        if (separated)
            buffer[at++] = (byte)MessageProperties.PairSeparator;
        name.CopyTo(buffer[at..]);
        buffer[at + name.Length] = (byte)MessageProperties.NameValueSeparator;
        return at + name.Length + 1;
    }
}
