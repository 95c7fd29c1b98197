namespace RocketMQ.Admin.Replication;

/// <summary>One slave of a broker set. What is not known is null.</summary>
/// <param name="Address">"host:port": of the broker, or of its connection where no name server knows it.</param>
/// <param name="BrokerId">Its id; null where no name server knows it.</param>
public sealed record ReplicatedSlave(string Address, long? BrokerId)
{
    /// <summary>Position behind the last byte of the log that it has.</summary>
    public long? End { get; init; }

    /// <summary>Bytes that the master has and it has not.</summary>
    public long? BehindBytes { get; init; }

    /// <summary>How long ago the oldest message that it has not was stored.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Whether it is connected to the master.</summary>
    public bool? IsFollowing { get; init; }

    /// <summary>Bytes per second it is sent now.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Why it does not follow, or why it could not be asked; null where nothing is wrong.</summary>
    public string? Problem { get; init; }
}
