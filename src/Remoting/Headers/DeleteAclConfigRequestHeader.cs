namespace RocketMQ.Remoting.Headers;

/// <summary>51, 4.9: deletes an account. docs/protocol.md 2.4.13.</summary>
public sealed class DeleteAclConfigRequestHeader : IRemotingHeader
{
    /// <summary>Name of the account.</summary>
    public string AccessKey { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        AccessKey = fields.Required("accessKey", AccessKey);
    }
}
