using System.Buffers.Text;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Broker.Sending;

/// <summary>What the properties of a message on its way in say to the broker, found in one pass over their bytes.</summary>
internal readonly ref struct SendProperties
{
    /// <summary>Seconds beyond which the sum with a time of day may not be a number any more.</summary>
    private const long MaxSeconds = 1L << 40;

    private readonly ReadOnlySpan<byte> _deliverAt;
    private readonly ReadOnlySpan<byte> _delaySeconds;
    private readonly ReadOnlySpan<byte> _delayMillis;
    private readonly bool _hasWaited;

    public SendProperties(ReadOnlySpan<byte> utf8)
    {
        Waits = true;
        var pairs = new PropertyPairs(utf8);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual("WAIT"u8))
                Waits = IsTrue(pairs.Value);
            else if (pairs.Name.SequenceEqual("DELAY"u8))
                DelayLevel = Level(pairs.Value);
            else if (pairs.Name.SequenceEqual("TRAN_MSG"u8))
                IsTransaction = IsTrue(pairs.Value);
            else if (pairs.Name.SequenceEqual("PGROUP"u8))
                NamesProducerGroup = true;
            else if (pairs.Name.SequenceEqual("TIMER_DELIVER_MS"u8))
                _deliverAt = pairs.Value;
            else if (pairs.Name.SequenceEqual("TIMER_DELAY_SEC"u8))
                _delaySeconds = pairs.Value;
            else if (pairs.Name.SequenceEqual("TIMER_DELAY_MS"u8))
                _delayMillis = pairs.Value;
            else if (pairs.Name.SequenceEqual("TIMER_DEL_UNIQKEY"u8))
                CancelsTimer = true;
            else if (pairs.Name.SequenceEqual("TIMER_OUT_MS"u8))
                _hasWaited = true;
        }
    }

    /// <summary>Whether the sender waits for the disk under SYNC_FLUSH.</summary>
    public bool Waits { get; }

    /// <summary>Above 0 the message is delivered later.</summary>
    public int DelayLevel { get; }

    /// <summary>Whether it is the first half of a transaction.</summary>
    public bool IsTransaction { get; }

    /// <summary>Whether it says which producers know what becomes of it.</summary>
    public bool NamesProducerGroup { get; }

    /// <summary>Whether it asks for another waiting message to be dropped.</summary>
    public bool CancelsTimer { get; }

    /// <summary>Whether it has a delivery time of its own. One that has waited already, and is sent again by a consumer that failed, does not wait again.</summary>
    public bool HasTimer => !_hasWaited && NamesTimer;

    /// <summary>Whether any property of a delivery time is there.</summary>
    public bool NamesTimer => !_deliverAt.IsEmpty || !_delaySeconds.IsEmpty || !_delayMillis.IsEmpty;

    /// <summary>When it is to be delivered, milliseconds since 1970. Null where that is no number.</summary>
    public long? DeliverAt(long now) =>
        !_delaySeconds.IsEmpty ? After(now, PropertyNumber.Of(_delaySeconds) is { } seconds and > -MaxSeconds and < MaxSeconds ? seconds * 1000 : null)
        : !_delayMillis.IsEmpty ? After(now, PropertyNumber.Of(_delayMillis))
        : PropertyNumber.Of(_deliverAt);

    private static long? After(long now, long? delay) => delay is > -(MaxSeconds * 1000) and < MaxSeconds * 1000 ? now + delay : null;

    private static bool IsTrue(ReadOnlySpan<byte> value) => Ascii.EqualsIgnoreCase(value, "true"u8);

    private static int Level(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int level, out var used) && used == value.Length ? level : 0;
}
