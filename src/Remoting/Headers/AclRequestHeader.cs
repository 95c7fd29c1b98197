namespace RocketMQ.Remoting.Headers;

/// <summary>3006, 3007 and 3009, 5.x: creates, changes or tells what somebody may do. docs/protocol.md 2.4.14.</summary>
public sealed class AclRequestHeader : IRemotingHeader
{
    /// <summary>Who, for example User:alice.</summary>
    public string Subject { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Subject = fields.Required("subject", Subject);
    }
}
