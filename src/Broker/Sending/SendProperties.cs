using System.Buffers.Text;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Broker.Sending;

/// <summary>What the properties of a message on its way in say to the broker, found in one pass over their bytes.</summary>
internal readonly ref struct SendProperties
{
    public SendProperties(ReadOnlySpan<byte> utf8)
    {
        Waits = true;
        var pairs = new PropertyPairs(utf8);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual("WAIT"u8))
                Waits = Ascii.EqualsIgnoreCase(pairs.Value, "true"u8);
            else if (pairs.Name.SequenceEqual("DELAY"u8))
                DelayLevel = Utf8Parser.TryParse(pairs.Value, out int level, out var used) && used == pairs.Value.Length ? level : 0;
            else if (pairs.Name.SequenceEqual("TRAN_MSG"u8))
                IsTransaction = Ascii.EqualsIgnoreCase(pairs.Value, "true"u8);
        }
    }

    /// <summary>Whether the sender waits for the disk under SYNC_FLUSH.</summary>
    public bool Waits { get; }

    /// <summary>Above 0 the message is delivered later.</summary>
    public int DelayLevel { get; }

    /// <summary>Whether it is the first half of a transaction.</summary>
    public bool IsTransaction { get; }
}
