namespace RocketMQ.Admin.Messages;

/// <summary>Which messages to find by key.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Key">One key, compared exactly.</param>
public sealed record KeyQuery(string Topic, string Key)
{
    /// <summary>Earliest store time; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest store time; null for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most so many per broker, 1 to 64: what brokers answer at most.</summary>
    public int Limit { get; init; } = 64;
}
