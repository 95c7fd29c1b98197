namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>Something in a pasted text that may lead to a message.</summary>
/// <param name="Kind">What it is taken for.</param>
/// <param name="Text">As it stands in the text.</param>
public sealed record Clue(ClueKind Kind, string Text)
{
    /// <summary>When the message was made, by the clock of its producer; known of unique ids only.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Who made it, or which broker stores it; known of ids only.</summary>
    public string? Origin { get; init; }
}

/// <summary>What a clue is taken for; the text is the resource <c>Find.Clue.{name}</c>.</summary>
public enum ClueKind
{
    /// <summary>An id that names a broker of this cluster and a place in its log.</summary>
    OffsetId,

    /// <summary>An id that a producer gave.</summary>
    UniqueId,

    /// <summary>A business key, such as an order number.</summary>
    Key,

    /// <summary>Name of a topic.</summary>
    Topic,

    /// <summary>Name of a consumer group.</summary>
    Group,
}
