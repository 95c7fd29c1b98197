using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>A message as one person may see it: where and when it is in full, what is in it as far as no rule hides it. Immutable.</summary>
public sealed class VisibleMessage
{
    private readonly TopicMask _mask;
    private readonly Lazy<MessageBody> _body;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _properties;
    private readonly Lazy<JsonElement?> _json;

    internal VisibleMessage(LocatedMessage located, TopicMask mask, Reveal? reveal)
    {
        Located = located;
        _mask = mask;
        Reveal = mask.IsActive ? null : reveal;
        _body = new(() => MessageBody.Of(located.Message, mask));
        _json = new(ReadJson);
        _properties = new(() => located.Message.Properties.ToDictionary(pair => pair.Key, pair => mask.Property(pair.Key, pair.Value)));
    }

    /// <summary>The message and its place. What is in it is not to be taken from here; a test sees to that.</summary>
    public LocatedMessage Located { get; }

    public string BrokerName => Located.BrokerName;

    public string Topic => Located.Message.Topic;

    /// <summary>The tag, as far as it may be seen; null when there is none.</summary>
    public string? Tags => Properties.GetValueOrDefault(PropertyNames.Tags);

    /// <summary>The keys, as far as they may be seen; null when there are none.</summary>
    public string? Keys => Properties.GetValueOrDefault(PropertyNames.Keys);

    /// <summary>All properties, as far as they may be seen.</summary>
    public IReadOnlyDictionary<string, string> Properties => _properties.Value;

    /// <summary>The body, as far as it may be seen.</summary>
    public MessageBody Body => _body.Value;

    /// <summary>Bytes of the body as stored.</summary>
    public int StoredBodySize => Located.Message.Body.Length;

    /// <summary>Names of the rules that hide something of it; empty when all may be seen.</summary>
    public IReadOnlyList<string> HiddenBy => _mask.Rules;

    /// <summary>The leave under which it is seen in the clear; null when there is none, or nothing would be hidden.</summary>
    public Reveal? Reveal { get; }

    /// <summary>Topics whose rules count for it.</summary>
    public IReadOnlyList<string> Origins => MessageOrigin.TopicsOf(Located.Message);

    /// <summary>Beginning of the body on one line.</summary>
    public string Preview => _mask.HidesBody ? BodyPreview.OneLine(Body.MaskedText ?? MaskingRule.Mark) : BodyPreview.Of(Located.Message);

    /// <summary>What may be read of the body; null where it can not be read, or may not.</summary>
    public string? BodyText => BodyBytes is { } bytes && Utf8.IsValid(bytes.Span) ? Encoding.UTF8.GetString(bytes.Span) : DecodedText;

    /// <summary>The body as far as it may be seen, where it is JSON or something like it.</summary>
    public JsonElement? Json => _json.Value;

    /// <summary>Whether a text, in UTF-8, stands in what may be seen of the body or in what may be seen of a property.</summary>
    public bool Holds(ReadOnlySpan<byte> text)
    {
        var body = BodyBytes is { } bytes ? bytes.Span : Encoding.UTF8.GetBytes(Body.MaskedText ?? "");
        if (body.IndexOf(text) >= 0)
            return true;
        foreach (var (name, value) in Properties)
        {
            if (Encoding.UTF8.GetBytes(name).AsSpan().IndexOf(text) >= 0 || Encoding.UTF8.GetBytes(value).AsSpan().IndexOf(text) >= 0)
                return true;
        }

        return false;
    }

    private string? DecodedText => _mask.HidesBody ? Body.MaskedText : Body.Decoded.Text;

    // Decoding would indent what is only to be read.
    private JsonElement? ReadJson() => BodyBytes is { Span: [(byte)'{' or (byte)'[', ..] } bytes
        ? ReadableJson.Parse(bytes.Span)
        : Body.Decoded.IsJson && DecodedText is { } text ? ReadableJson.Parse(Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>Bytes of the body with nothing hidden; null when something is.</summary>
    public ReadOnlyMemory<byte>? BodyBytes => _mask.HidesBody ? default(ReadOnlyMemory<byte>?) : Body.Content;
}
