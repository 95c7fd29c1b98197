namespace RocketMQ.Remoting.Headers;

/// <summary>3005, 5.x: lists users. docs/protocol.md 2.4.14.</summary>
public sealed class ListUsersRequestHeader : IRemotingHeader
{
    /// <summary>A part of the name; all when absent.</summary>
    public string? Filter { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Filter = fields.IfPresent("filter", Filter);
    }
}
