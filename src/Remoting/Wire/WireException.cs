namespace RocketMQ.Remoting.Wire;

/// <summary>
/// A frame that can not be read: over-long, truncated, or with a header that is no header. The connection it came from is
/// closed without a reply, as the original does (docs/protocol.md 1.1).
/// </summary>
public sealed class WireException : Exception
{
    /// <inheritdoc cref="WireException"/>
    public WireException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="WireException"/>
    public WireException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
