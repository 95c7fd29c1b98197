using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>How a consumer gets its messages. docs/protocol.md 2.1.</summary>
[JsonConverter(typeof(ConsumeTypeConverter))]
public enum ConsumeType
{
    /// <summary>Not told, or a name that is not in this list; never written.</summary>
    Unknown,

    /// <summary>The application pulls.</summary>
    ConsumeActively,

    /// <summary>The client pulls and calls a listener.</summary>
    ConsumePassively,

    /// <summary>5.x: the client pops.</summary>
    ConsumePop,
}
