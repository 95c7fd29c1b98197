using System.Globalization;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Broker.Popping;

/// <summary>
/// What a client gives back to acknowledge a popped message, eight parts joined by spaces (docs/protocol.md 2.4.14). Requests need the
/// first four; the rest tells clients where to go.
/// </summary>
internal readonly record struct ReceiptHandle(long StartOffset, long PopTime, long InvisibleTime, int ReviveQueue)
{
    /// <summary>Whether the message was popped in order.</summary>
    public bool IsOrdered => ReviveQueue == PopNames.OrderedReviveQueue;

    /// <exception cref="RejectedException">It is no handle; the remark says what one is.</exception>
    public static ReceiptHandle Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length >= 4 && Number(parts[0], out var start) && Number(parts[1], out var popTime) && Number(parts[2], out var invisible)
            && Number(parts[3], out var queue) && queue is >= 0 and <= int.MaxValue
            ? new ReceiptHandle(start, popTime, invisible, (int)queue)
            : throw new RejectedException(
                (ResponseCode)ResponseCodes5x.InvalidParameter,
                $"extraInfo '{text}' is no receipt handle; 'startOffset popTime invisibleTime reviveQueue mark broker queue offset' is one");
    }

    /// <summary>The handle of one message as a property of it.</summary>
    public string Format(string topic, string broker, int queueId, long offset) => string.Create(
        CultureInfo.InvariantCulture, $"{StartOffset} {PopTime} {InvisibleTime} {ReviveQueue} {PopNames.MarkOf(topic)} {broker} {queueId} {offset}");

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
