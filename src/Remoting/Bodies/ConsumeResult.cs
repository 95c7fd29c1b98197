using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>What came of consuming a message. docs/protocol.md 2.1.</summary>
[JsonConverter(typeof(ConsumeResultConverter))]
public enum ConsumeResult
{
    /// <summary>Not told, or a name that is not in this list; never written.</summary>
    Unknown,

    /// <summary>Consumed.</summary>
    Success,

    /// <summary>To be tried again later.</summary>
    Later,

    /// <summary>Rolled back.</summary>
    Rollback,

    /// <summary>Committed.</summary>
    Commit,

    /// <summary>The application failed.</summary>
    ThrowException,

    /// <summary>The application answered nothing.</summary>
    ReturnNull,
}
