namespace RocketMQ.Remoting.Headers;

/// <summary>3008, 5.x: deletes what somebody may do. docs/protocol.md 2.4.14.</summary>
public sealed class DeleteAclRequestHeader : IRemotingHeader
{
    /// <summary>Who, for example User:alice.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Custom or Default; custom when absent.</summary>
    public string? PolicyType { get; set; }

    /// <summary>Only on this resource; all when absent.</summary>
    public string? Resource { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Subject = fields.Required("subject", Subject);
        PolicyType = fields.IfPresent("policyType", PolicyType);
        Resource = fields.IfPresent("resource", Resource);
    }
}
