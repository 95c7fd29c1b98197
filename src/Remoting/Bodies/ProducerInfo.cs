using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Bodies;

/// <summary>One producer. docs/protocol.md 2.4.9.</summary>
public sealed record ProducerInfo
{
    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Language of the client.</summary>
    public LanguageCode Language { get; set; }

    /// <summary>Last heartbeat, milliseconds since 1970.</summary>
    public long LastUpdateTimestamp { get; set; }

    /// <summary>Address, /host:port.</summary>
    public string RemoteIP { get; set; } = "";

    /// <summary>Version ordinal of the client.</summary>
    public int Version { get; set; }
}
