namespace RocketMQ.Model;

/// <summary>Walks over the pairs of a raw UTF-8 property text, leaving out what no reader keeps.</summary>
public ref struct PropertyPairs(ReadOnlySpan<byte> utf8)
{
    private ReadOnlySpan<byte> _rest = utf8;

    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf(MessageProperties.PairByte);
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            var split = pair.IndexOf(MessageProperties.NameValueByte);
            if (split <= 0 || split == pair.Length - 1) continue;
            Name = pair[..split];
            Value = pair[(split + 1)..];
            return true;
        }

        return false;
    }
}
