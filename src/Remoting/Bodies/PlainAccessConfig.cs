namespace RocketMQ.Remoting.Bodies;

/// <summary>One account. docs/protocol.md 2.4.13 and 7.5.</summary>
public sealed record PlainAccessConfig
{
    /// <summary>Name of the account.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Whether administration is allowed.</summary>
    public bool Admin { get; set; }

    /// <summary>Permission on groups that are not listed.</summary>
    public string? DefaultGroupPerm { get; set; }

    /// <summary>Permission on topics that are not listed.</summary>
    public string? DefaultTopicPerm { get; set; }

    /// <summary>G=SUB entries.</summary>
    public List<string>? GroupPerms { get; set; }

    /// <summary>Secret of the account.</summary>
    public string? SecretKey { get; set; }

    /// <summary>T=PUB|SUB entries.</summary>
    public List<string>? TopicPerms { get; set; }

    /// <summary>Addresses that need no signature.</summary>
    public string? WhiteRemoteAddress { get; set; }
}
