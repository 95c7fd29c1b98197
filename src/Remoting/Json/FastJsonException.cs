using System.Globalization;

namespace RocketMQ.Remoting.Json;

/// <summary>A text that is not JSON, not even of the original's kind, or does not fit what it should be. The message says where and why.</summary>
public sealed class FastJsonException : FormatException
{
    /// <summary>A text that breaks the grammar at a byte.</summary>
    public FastJsonException(int position, string expected, string found)
        : base(string.Create(CultureInfo.InvariantCulture, $"Not readable as JSON at byte {position}: expected {expected}, found {found}")) =>
        Position = position;

    /// <summary>A text that is readable, but is not what it should be.</summary>
    public FastJsonException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The byte of the text where reading stopped; null when the text as a whole does not fit.</summary>
    public int? Position { get; }
}
