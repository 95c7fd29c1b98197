namespace RocketMQ.Remoting.Headers;

/// <summary>308: smallest offsets among groups. docs/protocol.md 2.4.10.</summary>
public sealed class QueryCorrectionOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Groups to leave out, joined with commas.</summary>
    public string? FilterGroups { get; set; }

    /// <summary>Group to compare with.</summary>
    public string CompareGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        FilterGroups = fields.IfPresent("filterGroups", FilterGroups);
        CompareGroup = fields.Required("compareGroup", CompareGroup);
        Topic = fields.Required("topic", Topic);
    }
}
