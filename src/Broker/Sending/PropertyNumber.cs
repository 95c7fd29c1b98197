using System.Buffers.Text;

namespace RocketMQ.Broker.Sending;

/// <summary>Reads property values that are whole numbers.</summary>
internal static class PropertyNumber
{
    /// <returns>Null where the value is no whole number.</returns>
    public static long? Of(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length ? number : null;
}
