using System.Text;

namespace RocketMQ.Broker.Persistence;

/// <summary>
/// Lets tables of topics and groups be asked by the UTF-8 bytes of a name as well as by the name, so that a request needs no string.
/// </summary>
/// <remarks>Names in the tables are ASCII. Bytes beyond it never equal one of them, which is the right answer.</remarks>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static Utf8NameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string name)
    {
        var hash = 17;
        foreach (var unit in name)
            hash = unchecked((hash * 31) + unit);
        return hash;
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = 17;
        foreach (var unit in alternate)
            hash = unchecked((hash * 31) + unit);
        return hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
