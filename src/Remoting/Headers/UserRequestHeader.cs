namespace RocketMQ.Remoting.Headers;

/// <summary>3001 to 3004, 5.x: creates, changes, deletes or tells a user. docs/protocol.md 2.4.14.</summary>
public sealed class UserRequestHeader : IRemotingHeader
{
    /// <summary>Name of the user.</summary>
    public string Username { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Username = fields.Required("username", Username);
    }
}
