using RocketMQ.Model;

namespace RocketMQ.Store.Queues;

/// <summary>The properties of a record that queue and index need, found in one walk. Of several with one name the last counts.</summary>
internal readonly ref struct DispatchProperties
{
    public DispatchProperties(ReadOnlySpan<byte> properties)
    {
        var pairs = new PropertyPairs(properties);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual("TAGS"u8)) Tags = pairs.Value;
            else if (pairs.Name.SequenceEqual("UNIQ_KEY"u8)) UniqueKey = pairs.Value;
            else if (pairs.Name.SequenceEqual("KEYS"u8)) Keys = pairs.Value;
        }
    }

    public ReadOnlySpan<byte> Tags { get; }

    public ReadOnlySpan<byte> UniqueKey { get; }

    /// <summary>Keys with spaces between them.</summary>
    public ReadOnlySpan<byte> Keys { get; }
}
