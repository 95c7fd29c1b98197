using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Answer to 309. docs/protocol.md 2.4.12.</summary>
public sealed record ConsumeMessageDirectlyResult
{
    /// <summary>Whether the offset is committed by itself.</summary>
    public bool AutoCommit { get; set; } = true;

    /// <summary>What came of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConsumeResult ConsumeResult { get; set; }

    /// <summary>Whether the consumer consumes in order.</summary>
    public bool Order { get; set; }

    /// <summary>Error of the application.</summary>
    public string? Remark { get; set; }

    /// <summary>How long it took, milliseconds.</summary>
    public long SpentTimeMills { get; set; }
}
