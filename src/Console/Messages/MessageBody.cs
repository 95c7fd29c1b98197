using System.Text;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>The body of a message, unpacked where that is possible, and the ways to show it. Read on when a view asks for it, by one page at a time.</summary>
public sealed class MessageBody
{
    private const int TextLimit = 64 * 1024;
    private const int HexLimit = 4 * 1024;
    private const int MaxText = 8 * 1024 * 1024;
    private const int MaxHex = 1024 * 1024;

    // A body is looked into this far when a view is chosen for it.
    private const int ProbeBytes = 256 * 1024;

    private readonly StoredMessage _message;
    private readonly UnpackedBody _unpacked;
    private readonly MaskedBody? _masked;
    private DecodedBody? _decoded;
    private BodyView? _best;

    private MessageBody(StoredMessage message, UnpackedBody unpacked, TopicMask mask)
    {
        _message = message;
        _unpacked = unpacked;
        _masked = mask.HidesBody ? mask.Body(Decoded) : null;
        Packing = message.SystemFlags.CompressionType();
    }

    /// <summary>How many bytes the broker stores.</summary>
    public int StoredSize => _message.Body.Length;

    /// <summary>How many bytes the producer's application gave; those stored where <see cref="Problem"/> is set.</summary>
    public int Size => Content.Length;

    /// <summary>The body as far as it may be seen, where something of it is hidden; null where nothing is, or all.</summary>
    internal string? MaskedText => _masked?.Text;

    /// <summary>The bytes that the producer's application gave, with nothing hidden.</summary>
    internal ReadOnlyMemory<byte> Content => _unpacked.Body;

    /// <summary>How the stored bytes are packed.</summary>
    public CompressionType Packing { get; }

    /// <summary>Why the body could not be unpacked; null when it could, or is not packed.</summary>
    public string? Problem => _unpacked.Problem;

    /// <summary>What the body was found to be.</summary>
    internal DecodedBody Decoded => _decoded ??= BodyDecoding.Decode(_message, _unpacked, DecodeLimits.Default);

    /// <summary>The view that says most.</summary>
    public BodyView Best => _best ??= Choose();

    /// <summary>The views that make a difference, in order.</summary>
    public IReadOnlyList<BodyView> Views => _masked is not null ? [Best] :
    [
        BodyView.Text,
        BodyView.Json,
        .. IsFound ? new[] { BodyView.Decoded } : [],
        BodyView.Hex,
        .. Packing is CompressionType.None ? Array.Empty<BodyView>() : [BodyView.Raw],
    ];

    /// <summary>What was found, where it is more than text or JSON; null where it is not, or nobody has looked.</summary>
    public DecodedBody? Found => IsFound || (_decoded is { Format: BodyFormat.Avro or BodyFormat.Java }) ? Decoded : null;

    // Text and JSON have views of their own.
    private bool IsFound => Content.Length <= DecodeLimits.Default.MaxBytes && Decoded switch
    {
        { Packings.Count: var packings } when packings > (Packing is CompressionType.None ? 0 : 1) => true,
        { Format: BodyFormat.Json or BodyFormat.Empty or BodyFormat.Binary } => false,
        { Format: BodyFormat.Text, Detail: var charset } => charset is not ("UTF-8" or "UTF-16"),
        { Text: not null } => true,
        _ => false,
    };

    /// <summary>The body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mask">What is hidden of it.</param>
    internal static MessageBody Of(StoredMessage message, TopicMask mask) => new(message, MessagePacking.Unpack(message, DecodeLimits.Default.MaxBytes), mask);

    /// <summary>Shows the body.</summary>
    /// <param name="view">How.</param>
    /// <param name="all">As much as the page can hold, not just the beginning.</param>
    public ShownBody Show(BodyView view, bool all = false) => view switch
    {
        _ when _masked is { Text: { } text } => ShowText(text, all),
        _ when _masked is { Withheld: var reason } => new ShownBody("", 0, 0, 0) { Withheld = reason },
        BodyView.Json => ShowJson(all),
        BodyView.Hex => ShowHex(Content, all),
        BodyView.Raw => ShowHex(_message.Body, all),
        BodyView.Decoded => ShowDecoded(all),
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

    private ShownBody ShowDecoded(bool all)
    {
        return Decoded.Text is { } text ? ShowText(text, all) : ShowHex(Decoded.Content, all);
    }

    private static ShownBody ShowText(string text, bool all)
    {
        var shown = text.Length <= (all ? MaxText : TextLimit) ? text : text[..(all ? MaxText : TextLimit)];
        return new ShownBody(shown, Encoding.UTF8.GetByteCount(shown), Encoding.UTF8.GetByteCount(text), MaxText);
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
        if (_masked is not null)
            return BodyView.Decoded;
        // What is larger is decoded only when somebody asks for it.
        if (Content.Length > ProbeBytes)
            return TextView.IsBinary(Content.Span[..TextView.CutAtCharacter(Content.Span, ProbeBytes)]) ? BodyView.Hex : BodyView.Text;
        if (IsFound)
            return BodyView.Decoded;
        return Decoded.Format switch
        {
            BodyFormat.Json => BodyView.Json,
            BodyFormat.Text => BodyView.Text,
            _ => BodyView.Hex,
        };
    }
}

/// <summary>Ways to show a body; the names stand in addresses as <c>view=</c>.</summary>
public enum BodyView
{
    /// <summary>As text.</summary>
    Text,

    /// <summary>As indented JSON.</summary>
    Json,

    /// <summary>As what it was found to be.</summary>
    Decoded,

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

    /// <summary>Why nothing of it is shown.</summary>
    public Withheld Withheld { get; init; }

    /// <summary>Why there is no JSON; null when there is.</summary>
    public JsonView? Json { get; init; }

    /// <summary>Whether it is not the whole body.</summary>
    public bool IsCut => ShownBytes < TotalBytes && Json is null or { Problem: JsonProblem.TooLarge };

    /// <summary>Whether asking for all would show more.</summary>
    public bool CanShowMore => IsCut && ShownBytes < MostBytes && (Json is null || TotalBytes <= MostBytes);
}
