namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Recognises one format and makes it readable. Holds no state; is called with whatever producers send, and never throws for it.</summary>
internal interface IBodyDecoder
{
    /// <summary>The format.</summary>
    BodyFormat Format { get; }

    /// <summary>Reads bytes, all of them; null when they are not of the format.</summary>
    Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits);
}

/// <summary>
/// What a decoder made of bytes: something to read, other bytes that were packed in them, or why it gave up. None of them where a format is
/// recognised that says nothing to strangers.
/// </summary>
internal sealed record Reading
{
    /// <summary>What there is to read.</summary>
    public string? Text { get; init; }

    /// <summary>Whether <see cref="Text"/> is JSON, also where the bytes were of another format with the same structure.</summary>
    public bool IsJson { get; init; }

    /// <summary>Bytes that were packed.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Charset of a text, fingerprint of a schema, name of a class.</summary>
    public string? Detail { get; init; }

    /// <summary>Why there is nothing to read although the bytes are of the format.</summary>
    public DecodeProblem Problem { get; init; }
}

/// <summary>Why bytes of a known format are not shown in it; the text is the resource <c>Message.Undecoded.{name}</c>.</summary>
public enum DecodeProblem
{
    /// <summary>They are.</summary>
    None,

    /// <summary>They become more than <see cref="DecodeLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>They are packed more often than <see cref="DecodeLimits.MaxLayers"/>.</summary>
    TooManyLayers,

    /// <summary>The message says that its body is packed, and it can not be unpacked.</summary>
    Broken,
}
