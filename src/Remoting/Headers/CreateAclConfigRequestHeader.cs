namespace RocketMQ.Remoting.Headers;

/// <summary>50, 4.9: creates or changes an account. docs/protocol.md 2.4.13.</summary>
public sealed class CreateAclConfigRequestHeader : IRemotingHeader
{
    /// <summary>Name of the account.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>Secret of the account.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Addresses that need no signature.</summary>
    public string? WhiteRemoteAddress { get; set; }

    /// <summary>Whether administration is allowed.</summary>
    public bool? Admin { get; set; }

    /// <summary>Permission on topics that are not listed.</summary>
    public string? DefaultTopicPerm { get; set; }

    /// <summary>Permission on groups that are not listed.</summary>
    public string? DefaultGroupPerm { get; set; }

    /// <summary>T=PUB|SUB entries, joined with commas.</summary>
    public string? TopicPerms { get; set; }

    /// <summary>G=SUB entries, joined with commas.</summary>
    public string? GroupPerms { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        AccessKey = fields.Required("accessKey", AccessKey);
        SecretKey = fields.Required("secretKey", SecretKey);
        WhiteRemoteAddress = fields.IfPresent("whiteRemoteAddress", WhiteRemoteAddress);
        Admin = fields.IfPresent("admin", Admin);
        DefaultTopicPerm = fields.IfPresent("defaultTopicPerm", DefaultTopicPerm);
        DefaultGroupPerm = fields.IfPresent("defaultGroupPerm", DefaultGroupPerm);
        TopicPerms = fields.IfPresent("topicPerms", TopicPerms);
        GroupPerms = fields.IfPresent("groupPerms", GroupPerms);
    }
}
