namespace RocketMQ.Remoting.Headers;

/// <summary>207: deletes a group; 4.9 and 5.x name the choice differently, both names are read. docs/protocol.md 2.4.9.</summary>
public sealed class DeleteSubscriptionGroupRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>4.9: whether the committed offsets go too.</summary>
    public bool? RemoveOffset { get; set; }

    /// <summary>5.x: whether the committed offsets go too.</summary>
    public bool? CleanOffset { get; set; }

    /// <summary>Whether the committed offsets go too, under either name.</summary>
    public bool ClearsOffsets => RemoveOffset ?? CleanOffset ?? false;

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        GroupName = fields.Required("groupName", GroupName);
        RemoveOffset = fields.IfPresent("removeOffset", RemoveOffset);
        CleanOffset = fields.IfPresent("cleanOffset", CleanOffset);
    }
}
