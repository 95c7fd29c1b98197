namespace RocketMQ.Admin.Messages;

/// <summary>Which messages to find by key, or by unique id.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Key">One key or unique id, compared exactly.</param>
public sealed record KeyQuery(string Topic, string Key)
{
    /// <summary>Earliest store time; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest store time; null for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most so many per broker, 1 to 64: what brokers answer at most.</summary>
    public int Limit { get; init; } = 64;

    /// <summary>Whom to ask, address by broker name; null asks a name server first.</summary>
    public IReadOnlyDictionary<string, string>? Brokers { get; init; }
}
