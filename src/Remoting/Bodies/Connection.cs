using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Bodies;

/// <summary>A connected client. docs/protocol.md 2.1.</summary>
public sealed record Connection
{
    /// <summary>Address, host:port.</summary>
    public string ClientAddr { get; set; } = "";

    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Language of the client.</summary>
    public LanguageCode Language { get; set; }

    /// <summary>Version ordinal of the client.</summary>
    public int Version { get; set; }
}
