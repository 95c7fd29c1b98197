namespace RocketMQ.Remoting.Headers;

/// <summary>3010, 5.x: lists who may do what. docs/protocol.md 2.4.14.</summary>
public sealed class ListAclsRequestHeader : IRemotingHeader
{
    /// <summary>A part of the subject; all when absent.</summary>
    public string? SubjectFilter { get; set; }

    /// <summary>A part of the resource; all when absent.</summary>
    public string? ResourceFilter { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        SubjectFilter = fields.IfPresent("subjectFilter", SubjectFilter);
        ResourceFilter = fields.IfPresent("resourceFilter", ResourceFilter);
    }
}
