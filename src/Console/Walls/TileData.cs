namespace RocketMQ.ManagementConsole.Walls;

/// <summary>What one tile shows at a moment. Only what its kind needs is there; null is not known.</summary>
/// <param name="AsOf">When the figures were collected, milliseconds since 1970; null before the first.</param>
internal sealed record TileData(long? AsOf)
{
    /// <summary>Messages in a second.</summary>
    public double? In { get; init; }

    /// <summary>Messages out a second.</summary>
    public double? Out { get; init; }

    /// <summary>Messages not consumed.</summary>
    public double? Lag { get; init; }

    /// <summary>Age of the oldest unread message, seconds.</summary>
    public double? OldestUnread { get; init; }

    /// <summary>Lines of a list.</summary>
    public IReadOnlyList<TileRow>? Rows { get; init; }

    /// <summary>How many lines there would be.</summary>
    public int? Total { get; init; }
}

/// <summary>A line of a tile.</summary>
/// <param name="Name">Topic, broker, or group.</param>
/// <param name="State">good, warn, bad or unknown.</param>
internal sealed record TileRow(string Name, string State)
{
    /// <summary>Of expiry: topic, broker and queue.</summary>
    public string? Detail { get; init; }

    /// <summary>Messages in a second.</summary>
    public double? In { get; init; }

    /// <summary>Messages out a second.</summary>
    public double? Out { get; init; }

    /// <summary>Share of the disk in use.</summary>
    public double? Disk { get; init; }

    /// <summary>Unread messages.</summary>
    public long? Messages { get; init; }

    /// <summary>Of proof of life: seconds since a message last came back.</summary>
    public double? Age { get; init; }

    /// <summary>Of proof of life: milliseconds from sending to having read back.</summary>
    public double? P99 { get; init; }

    /// <summary>Seconds until they may be deleted, negative when that has passed.</summary>
    public double? Left { get; init; }
}
