namespace RocketMQ.Remoting.Wire;

/// <summary>The <c>flag</c> member of a header. docs/protocol.md 1.4.</summary>
[Flags]
public enum CommandFlags
{
    /// <summary>A request that wants a response.</summary>
    Request = 0,

    /// <summary>A response; its opaque belongs to the receiver's number space.</summary>
    Response = 1,

    /// <summary>A request that must not be answered.</summary>
    Oneway = 2,
}
