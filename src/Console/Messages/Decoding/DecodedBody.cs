namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>A body as far as it could be read.</summary>
/// <param name="Format">What the innermost bytes are.</param>
/// <param name="Content">The innermost bytes.</param>
public sealed record DecodedBody(BodyFormat Format, ReadOnlyMemory<byte> Content)
{
    /// <summary>How the body is packed, from outside to inside; what the message itself says comes first.</summary>
    public IReadOnlyList<BodyFormat> Packings { get; init; } = [];

    /// <summary>What there is to read; null for bytes that nobody could make anything of.</summary>
    public string? Text { get; init; }

    /// <summary>Whether <see cref="Text"/> is JSON, whatever the format is.</summary>
    public bool IsJson { get; init; }

    /// <summary>Charset of a text, fingerprint of a schema, name of a class.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it was not read further.</summary>
    public DecodeProblem Problem { get; init; }
}
