namespace RocketMQ.Remoting.Headers;

/// <summary>12: finds messages by key. docs/protocol.md 2.4.3.</summary>
public sealed class QueryMessageRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Key or unique id.</summary>
    public string Key { get; set; } = "";

    /// <summary>At most so many messages.</summary>
    public int MaxNum { get; set; }

    /// <summary>Earliest store time, milliseconds since 1970.</summary>
    public long BeginTimestamp { get; set; }

    /// <summary>Latest store time, milliseconds since 1970.</summary>
    public long EndTimestamp { get; set; }

    /// <summary>Whether the key is a unique id.</summary>
    public bool? UniqueKeyQuery { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        Key = fields.Required("key", Key);
        MaxNum = fields.Required("maxNum", MaxNum);
        BeginTimestamp = fields.Required("beginTimestamp", BeginTimestamp);
        EndTimestamp = fields.Required("endTimestamp", EndTimestamp);
        UniqueKeyQuery = fields.IfPresent("_UNIQUE_KEY_QUERY", UniqueKeyQuery);
    }
}
