using RocketMQ.Admin.Messages;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A found message as one row of a table.</summary>
/// <param name="Located">The message.</param>
/// <param name="IsWanted">Whether it is the one that was asked for, among its neighbours.</param>
public sealed record MessageRow(LocatedMessage Located, bool IsWanted = false)
{
    public DateTimeOffset StoredAt => Located.StoredAt;

    /// <summary>Broker set and queue.</summary>
    public string Queue { get; } = $"{Located.BrokerName}:{Located.Message.QueueId}";

    public long Offset => Located.Message.QueueOffset;

    public string Tag => Located.Message.Tags ?? "";

    public string Keys => Located.Message.Keys ?? "";

    /// <summary>Bytes of the body as stored.</summary>
    public int Size => Located.Message.Body.Length;

    /// <summary>Beginning of the body.</summary>
    public string Preview { get; } = BodyPreview.Of(Located.Message);

    /// <summary>The id that producers and consumers log: the unique one where there is one.</summary>
    public string Id { get; } = Located.Message.UniqueKey ?? Located.Message.OffsetMessageId;

    /// <summary>Ids of one producer begin alike; the end tells them apart.</summary>
    public string ShortId => Id.Length > 12 ? "…" + Id[^10..] : Id;
}
