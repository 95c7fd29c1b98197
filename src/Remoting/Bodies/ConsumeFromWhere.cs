using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Where a group without committed offsets starts. docs/protocol.md 2.1.</summary>
[JsonConverter(typeof(ConsumeFromWhereConverter))]
public enum ConsumeFromWhere
{
    /// <summary>Not told, or a name that is not in this list; never written.</summary>
    Unknown,

    /// <summary>At the end.</summary>
    ConsumeFromLastOffset,

    /// <summary>Deprecated by the original.</summary>
    ConsumeFromLastOffsetAndFromMinWhenBootFirst,

    /// <summary>Deprecated by the original.</summary>
    ConsumeFromMinOffset,

    /// <summary>Deprecated by the original.</summary>
    ConsumeFromMaxOffset,

    /// <summary>At the first message.</summary>
    ConsumeFromFirstOffset,

    /// <summary>At a store time.</summary>
    ConsumeFromTimestamp,
}
