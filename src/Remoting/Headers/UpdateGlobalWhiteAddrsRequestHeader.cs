namespace RocketMQ.Remoting.Headers;

/// <summary>53, 4.9: changes the white list. docs/protocol.md 2.4.13.</summary>
public sealed class UpdateGlobalWhiteAddrsRequestHeader : IRemotingHeader
{
    /// <summary>Addresses, joined with commas.</summary>
    public string GlobalWhiteAddrs { get; set; } = "";

    /// <summary>File to change; the default one when absent.</summary>
    public string? AclFileFullPath { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        GlobalWhiteAddrs = fields.Required("globalWhiteAddrs", GlobalWhiteAddrs);
        AclFileFullPath = fields.IfPresent("aclFileFullPath", AclFileFullPath);
    }
}
