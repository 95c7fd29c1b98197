namespace RocketMQ.Remoting.Headers;

/// <summary>314: copies offsets from group to group. docs/protocol.md 2.4.10.</summary>
public sealed class CloneGroupOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Group to copy from.</summary>
    public string SrcGroup { get; set; } = "";

    /// <summary>Group to copy to.</summary>
    public string DestGroup { get; set; } = "";

    /// <summary>Topic; all when absent.</summary>
    public string? Topic { get; set; }

    /// <summary>Whether the source group need not subscribe the topic.</summary>
    public bool? Offline { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        SrcGroup = fields.Required("srcGroup", SrcGroup);
        DestGroup = fields.Required("destGroup", DestGroup);
        Topic = fields.IfPresent("topic", Topic);
        Offline = fields.IfPresent("offline", Offline);
    }
}
