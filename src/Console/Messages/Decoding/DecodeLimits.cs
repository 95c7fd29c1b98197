namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>What decoding one body may cost: bodies are made by strangers, and some are made to fill memories.</summary>
internal sealed record DecodeLimits
{
    /// <summary>The limits of pages.</summary>
    public static readonly DecodeLimits Default = new();

    /// <summary>Bytes that one layer may become.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Times a body may be packed.</summary>
    public int MaxLayers { get; init; } = 4;

    /// <summary>Structures within structures.</summary>
    public int MaxDepth { get; init; } = 64;
}
