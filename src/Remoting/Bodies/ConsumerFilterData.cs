namespace RocketMQ.Remoting.Bodies;

/// <summary>What a group wants of a topic, where it is no tag list. docs/protocol.md 6.3.</summary>
public sealed record ConsumerFilterData
{
    /// <summary>Bits that the original precomputes for the filter; kept as they were read.</summary>
    public BloomFilterData? BloomFilterData { get; init; }

    /// <summary>When the filter was first told, milliseconds since 1970.</summary>
    public long BornTime { get; init; }

    /// <summary>Version of the subscription that told it.</summary>
    public long ClientVersion { get; init; }

    /// <summary>Consumer group.</summary>
    public string ConsumerGroup { get; init; } = "";

    /// <summary>Whether the group has gone since.</summary>
    public bool Dead => DeadTime >= BornTime;

    /// <summary>When the group went, milliseconds since 1970; 0 while it is there.</summary>
    public long DeadTime { get; init; }

    /// <summary>The expression.</summary>
    public string Expression { get; init; } = "";

    /// <summary>SQL92.</summary>
    public string ExpressionType { get; init; } = "";

    /// <summary>Topic.</summary>
    public string Topic { get; init; } = "";
}

/// <summary>Positions of a filter in the original's bit maps.</summary>
/// <param name="BitNum">Bits of a map.</param>
/// <param name="BitPos">The filter's bits.</param>
public sealed record BloomFilterData(int BitNum, IReadOnlyList<int> BitPos);
