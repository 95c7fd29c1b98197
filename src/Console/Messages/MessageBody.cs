using System.Text.Unicode;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>The body of a message, unpacked where that is possible, and the ways to show it. Immutable.</summary>
public sealed class MessageBody
{
    private const int TextLimit = 64 * 1024;
    private const int HexLimit = 4 * 1024;
    private const int MaxText = 8 * 1024 * 1024;
    private const int MaxHex = 1024 * 1024;

    // A body is looked into this far when a view is chosen for it.
    private const int ProbeBytes = 256 * 1024;

    private MessageBody(StoredMessage message, UnpackedBody unpacked)
    {
        Stored = message.Body;
        Content = unpacked.Body;
        Packing = message.SystemFlags.CompressionType();
        Problem = unpacked.Problem;
        Best = Choose();
    }

    /// <summary>The bytes that the broker stores.</summary>
    public ReadOnlyMemory<byte> Stored { get; }

    /// <summary>The bytes that the producer's application gave; the stored ones where <see cref="Problem"/> is set.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>How the stored bytes are packed.</summary>
    public CompressionType Packing { get; }

    /// <summary>Why the body could not be unpacked; null when it could, or is not packed.</summary>
    public string? Problem { get; }

    /// <summary>The view that says most.</summary>
    public BodyView Best { get; }

    /// <summary>The views that make a difference, in order.</summary>
    public IReadOnlyList<BodyView> Views => Packing is CompressionType.None
        ? [BodyView.Text, BodyView.Json, BodyView.Hex]
        : [BodyView.Text, BodyView.Json, BodyView.Hex, BodyView.Raw];

    /// <summary>The body of a message.</summary>
    public static MessageBody Of(StoredMessage message) => new(message, message.UnpackBody());

    /// <summary>Shows the body.</summary>
    /// <param name="view">How.</param>
    /// <param name="all">As much as the page can hold, not just the beginning.</param>
    public ShownBody Show(BodyView view, bool all = false) => view switch
    {
        BodyView.Json => ShowJson(all),
        BodyView.Hex => ShowHex(Content, all),
        BodyView.Raw => ShowHex(Stored, all),
        _ => ShowText(all),
    };

    private static ShownBody ShowHex(ReadOnlyMemory<byte> bytes, bool all)
    {
        var length = Math.Min(bytes.Length, all ? MaxHex : HexLimit);
        return new ShownBody(HexDump.Of(bytes.Span[..length]), length, bytes.Length, MaxHex);
    }

    private ShownBody ShowText(bool all)
    {
        var text = TextView.Of(Content.Span, all ? MaxText : TextLimit);
        return new ShownBody(text.Text, text.ShownBytes, Content.Length, MaxText) { Charset = text.Charset, InvalidAt = text.InvalidAt };
    }

    private ShownBody ShowJson(bool all)
    {
        var json = JsonView.Of(Content, all ? MaxText : ProbeBytes);
        return json.Text is { } text
            ? new ShownBody(text, Content.Length, Content.Length, MaxText)
            : new ShownBody("", 0, Content.Length, MaxText) { Json = json };
    }

    private BodyView Choose()
    {
        if (Content.IsEmpty)
            return BodyView.Text;
        var start = Content.Span[..TextView.CutAtCharacter(Content.Span, ProbeBytes)];
        if (TextView.IsBinary(start))
            return BodyView.Hex;
        return Utf8.IsValid(start) && JsonView.Of(Content, ProbeBytes).IsStructure ? BodyView.Json : BodyView.Text;
    }
}

/// <summary>Ways to show a body; the names stand in addresses as <c>view=</c>.</summary>
public enum BodyView
{
    /// <summary>As text.</summary>
    Text,

    /// <summary>As indented JSON.</summary>
    Json,

    /// <summary>Bytes as the application gave them.</summary>
    Hex,

    /// <summary>Bytes as the broker stores them, still packed.</summary>
    Raw,
}

/// <summary>What a view shows of a body.</summary>
/// <param name="Text">The text to show, as it is.</param>
/// <param name="ShownBytes">Bytes of the body that it stands for.</param>
/// <param name="TotalBytes">Bytes of the body.</param>
/// <param name="MostBytes">Bytes that this view shows at most.</param>
public sealed record ShownBody(string Text, int ShownBytes, int TotalBytes, int MostBytes)
{
    /// <summary>Encoding of a text.</summary>
    public string? Charset { get; init; }

    /// <summary>Position of the first byte that is no text.</summary>
    public int? InvalidAt { get; init; }

    /// <summary>Why there is no JSON; null when there is.</summary>
    public JsonView? Json { get; init; }

    /// <summary>Whether it is not the whole body.</summary>
    public bool IsCut => ShownBytes < TotalBytes && Json is null or { Problem: JsonProblem.TooLarge };

    /// <summary>Whether asking for all would show more.</summary>
    public bool CanShowMore => IsCut && ShownBytes < MostBytes && (Json is null || TotalBytes <= MostBytes);
}
