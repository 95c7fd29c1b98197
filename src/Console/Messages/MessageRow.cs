using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A found message as one row of a table.</summary>
/// <param name="Message">The message as the viewer may see it.</param>
/// <param name="IsWanted">Whether it is the one that was asked for, among its neighbours.</param>
/// <param name="Columns">Paths of further columns.</param>
public sealed record MessageRow(VisibleMessage Message, bool IsWanted = false, IReadOnlyList<JsonPath>? Columns = null)
{
    // A path with stars may lead to thousands of values.
    private const int MostValues = 10;

    /// <summary>Where it is.</summary>
    public LocatedMessage Located => Message.Located;

    public DateTimeOffset StoredAt => Located.StoredAt;

    /// <summary>Broker set and queue.</summary>
    public string Queue { get; } = FormattableString.Invariant($"{Message.BrokerName}:{Message.Located.Message.QueueId}");

    public long Offset => Located.Message.QueueOffset;

    public string Tag => Message.Tags ?? "";

    public string Keys => Message.Keys ?? "";

    /// <summary>Bytes of the body as stored.</summary>
    public int Size => Message.StoredBodySize;

    /// <summary>Beginning of the body.</summary>
    public string Preview { get; } = Message.Preview;

    /// <summary>What the columns' paths lead to; null where they lead nowhere.</summary>
    public IReadOnlyList<string?> Cells { get; } = [.. (Columns ?? []).Select(path => CellOf(Message, path))];

    /// <summary>The id that producers and consumers log: the unique one where there is one.</summary>
    public string Id => Located.Message.UniqueKey ?? Located.Message.OffsetMessageId;

    /// <summary>Ids of one producer begin alike; the end tells them apart.</summary>
    public string ShortId => Id.Length > 12 ? "…" + Id[^10..] : Id;

    private static string? CellOf(VisibleMessage message, JsonPath path)
    {
        if (message.Json is not { } json)
            return null;
        var values = path.Select(json).Take(MostValues + 1).Select(MessageCondition.TextOf).ToList();
        return values.Count == 0 ? null : BodyPreview.OneLine(string.Join(", ", values.Take(MostValues)) + (values.Count > MostValues ? ", …" : ""));
    }
}
